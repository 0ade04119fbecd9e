"""Domain names as X's rules know them: endings, labels, and the Latin part of a mixed domain."""

from __future__ import annotations

from spacelint.text.pattern import ASCII_LETTER, Pattern

_ASCII_RUN = Pattern(rf"[{ASCII_LETTER}\-.]++")
_SUFFIX_RUN = Pattern(r"[0-9A-Za-z@+-]{0,32}+")
_PUNYCODE = Pattern(r"[xX][nN]--[-0-9a-zA-Z]+")
_SUFFIX_GOES_ON = frozenset("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ@+-")
_SEPARATORS = Pattern("[\u3002\uff0e\uff61]")
_LONGEST_OTHER = 17  # vermögensberatung
_MAX_LABEL = 63
#: A label of so many code points fits however it is written: Punycode takes 4 characters for the
#: label and at most 7 for a code point of it.
_SURELY_FITS = 8
# How many digits Punycode takes at most for a number of so many bits, beyond the character itself.
_DIGITS = bytes((0, *[1] * 5, *[2] * 5, *[3] * 4, *[4] * 4, *[5] * 3, *[6] * 3, *[7] * 4))


def suffix_end(text: str, start: int) -> int:
    """Return where the domain ending that starts at ``start`` ends, or -1 where there is none.

    Offsets in code points. The endings are those of X's library of 2020 and any ``xn--`` label.
    """
    run = _SUFFIX_RUN.match(text, start)
    ending = run[0] if run else ""
    if ending.lower() in ASCII:
        return start + len(ending)
    if ending and ending[0] not in "vVxX":
        return -1  # of the other endings, only two of v begin with an ASCII letter
    return other_suffix_end(text, start)


def other_suffix_end(text: str, start: int) -> int:
    """Return the same for an ending that is not ASCII, or in Punycode."""
    others = other_endings(text[start : start + 1])
    if others:
        folded = _canonical(text[start : start + _LONGEST_OTHER])
        for candidate in others:
            if folded.startswith(candidate):
                end = start + len(candidate)
                if text[end : end + 1] not in _SUFFIX_GOES_ON:
                    return end
    match = _PUNYCODE.match(text, start)
    return match.end() if match else -1


def farthest(whole: list[bool], closes: list[bool]) -> list[int]:
    """Return for every label the last label that a domain going on through it can close with.

    ``whole[i]``: the label may be inside of a domain; ``closes[i]``: a domain may end with it, an
    ending following its dot. -1 where no domain continues; one entry more than there are labels.
    """
    reach = [-1] * (len(whole) + 1)
    for i in range(len(whole) - 1, -1, -1):
        if whole[i]:
            reach[i] = reach[i + 1] if reach[i + 1] >= 0 else i if closes[i] else -1
    return reach


def ascii_domains(domain: str) -> list[tuple[int, int]]:
    """Return the spans of ``domain`` that are domains in Latin letters, in code points."""
    found: list[tuple[int, int]] = []
    used = 0
    for run in _ASCII_RUN.finditer(domain):
        lo, hi = run.span()
        dot = domain.find(".", lo, hi)
        if dot < 0:
            continue
        labels: list[tuple[int, int, int]] = []
        begin = lo
        while dot >= 0:
            labels.append((begin, dot, suffix_end(domain, dot + 1)))
            begin = dot + 1
            dot = domain.find(".", begin, hi)
        reach = farthest([b < d for b, d, _ in labels], [end >= 0 for _, _, end in labels])
        for j, (begin, dot, _) in enumerate(labels):
            start = max(begin, used)
            if start < dot and reach[j] >= 0:
                used = labels[reach[j]][2]
                # X's library looks its match up again by text, and so may find an earlier place.
                place = domain.index(domain[start:used], found[-1][1] if found else 0)
                found.append((place, place + used - start))
    return found


def is_encodable(domain: str) -> bool:
    """True if every label of ``domain`` fits into DNS once it is written in Punycode."""
    if domain.startswith("xn--") and not ascii_domains(domain):
        return False
    for label in domain.split("."):
        length = len(label)
        if not length or (length > _SURELY_FITS and not _fits(label)):
            return False
    return True


def _fits(label: str) -> bool:
    # Most do by their size alone, and writing Punycode takes a hundred times as long.
    return _at_most(label) <= _MAX_LABEL or _encoded_length(label) <= _MAX_LABEL


def _at_most(label: str) -> int:
    """Return a length that ``label`` written in Punycode does not exceed.

    Punycode writes the code points in their order, each as one number: how far it is from the one
    before, times how many characters are no greater, and its place among them.
    """
    length = len(label) + 5  # xn-- and the hyphen behind what is ASCII
    if not label.isascii() and length <= _MAX_LABEL:
        last = 0x7F
        for places, char in enumerate(sorted(label), 1):
            if char > "\x7f":
                point = ord(char)
                length += _DIGITS[((point - last + 1) * places).bit_length()]
                last = point
        length += 6 * len(_SEPARATORS.findall(label))  # behind each there is one more xn--
    return length


def _encoded_length(label: str) -> int:
    if len(label) > _MAX_LABEL or (label.isascii() and "\x7f" not in label and label >= " "):
        return len(label)
    parts = _SEPARATORS.sub(".", label).split(".")
    return sum(_part_length(part) for part in parts) + len(parts) - 1


def _part_length(part: str) -> int:
    if all(" " <= char <= "~" for char in part):
        return len(part)
    return 4 + len(part.encode("punycode"))


def _canonical(text: str) -> str:
    """Fold case as a JavaScript pattern does: to the capital, where that is one character."""
    capitals = text.upper()
    if len(capitals) == len(text) and "ı" not in text and "ſ" not in text:
        return capitals
    return "".join(
        up if len(up := char.upper()) == 1 and not (char > "\x7f" >= up) else char for char in text
    )


# X's library's list of March 2020. Endings that came later (.music) are not on it and some that are
# have gone since; it is what is known of X's clients.

ASCII = frozenset(
    """
aaa aarp abarth abb abbott abbvie abc able abogado abudhabi ac academy accenture accountant
accountants aco active actor ad adac ads adult ae aeg aero aetna af afamilycompany afl africa
ag agakhan agency ai aig aigo airbus airforce airtel akdn al alfaromeo alibaba alipay
allfinanz allstate ally alsace alstom am americanexpress americanfamily amex amfam amica
amsterdam an analytics android anquan anz ao aol apartments app apple aq aquarelle ar arab
aramco archi army arpa art arte as asda asia associates at athleta attorney au auction audi
audible audio auspost author auto autos avianca aw aws ax axa az azure ba baby baidu banamex
bananarepublic band bank bar barcelona barclaycard barclays barefoot bargains baseball
basketball bauhaus bayern bb bbc bbt bbva bcg bcn bd be beats beauty beer bentley berlin best
bestbuy bet bf bg bh bharti bi bible bid bike bing bingo bio biz bj bl black blackfriday
blanco blockbuster blog bloomberg blue bm bms bmw bn bnl bnpparibas bo boats boehringer bofa
bom bond boo book booking boots bosch bostik boston bot boutique box bq br bradesco
bridgestone broadway broker brother brussels bs bt budapest bugatti build builders business
buy buzz bv bw by bz bzh ca cab cafe cal call calvinklein cam camera camp cancerresearch canon
capetown capital capitalone car caravan cards care career careers cars cartier casa case
caseih cash casino cat catering catholic cba cbn cbre cbs cc cd ceb center ceo cern cf cfa cfd
cg ch chanel channel charity chase chat cheap chintai chloe christmas chrome chrysler church
ci cipriani circle cisco citadel citi citic city cityeats ck cl claims cleaning click clinic
clinique clothing cloud club clubmed cm cn co coach codes coffee college cologne com comcast
commbank community company compare computer comsec condos construction consulting contact
contractors cooking cookingchannel cool coop corsica country coupon coupons courses cpa cr
credit creditcard creditunion cricket crown crs cruise cruises csc cu cuisinella cv cw cx cy
cymru cyou cz dabur dad dance data date dating datsun day dclk dds de deal dealer deals degree
delivery dell deloitte delta democrat dental dentist desi design dev dhl diamonds diet digital
direct directory discount discover dish diy dj dk dm dnp do docs doctor dodge dog doha domains
doosan dot download drive dtv dubai duck dunlop duns dupont durban dvag dvr dz earth eat ec
eco edeka edu education ee eg eh email emerck energy engineer engineering enterprises epost
epson equipment er ericsson erni es esq estate esurance et etisalat eu eurovision eus events
everbank exchange expert exposed express extraspace fage fail fairwinds faith family fan fans
farm farmers fashion fast fedex feedback ferrari ferrero fi fiat fidelity fido film final
finance financial fire firestone firmdale fish fishing fit fitness fj fk flickr flights flir
florist flowers flsmidth fly fm fo foo food foodnetwork football ford forex forsale forum
foundation fox fr free fresenius frl frogans frontdoor frontier ftr fujitsu fujixerox fun fund
furniture futbol fyi ga gal gallery gallo gallup game games gap garden gay gb gbiz gd gdn ge
gea gent genting george gf gg ggee gh gi gift gifts gives giving gl glade glass gle global
globo gm gmail gmbh gmo gmx gn godaddy gold goldpoint golf goo goodhands goodyear goog google
gop got gov gp gq gr grainger graphics gratis green gripe grocery group gs gt gu guardian
gucci guge guide guitars guru gw gy hair hamburg hangout haus hbo hdfc hdfcbank health
healthcare help helsinki here hermes hgtv hiphop hisamitsu hitachi hiv hk hkt hm hn hockey
holdings holiday homedepot homegoods homes homesense honda honeywell horse hospital host
hosting hot hoteles hotels hotmail house how hr hsbc ht htc hu hughes hyatt hyundai ibm icbc
ice icu id ie ieee ifm iinet ikano il im imamat imdb immo immobilien in inc industries
infiniti info ing ink institute insurance insure int intel international intuit investments io
ipiranga iq ir irish is iselect ismaili ist istanbul it itau itv iveco iwc jaguar java jcb jcp
je jeep jetzt jewelry jio jlc jll jm jmp jnj jo jobs joburg jot joy jp jpmorgan jprs juegos
juniper kaufen kddi ke kerryhotels kerrylogistics kerryproperties kfh kg kh ki kia kim kinder
kindle kitchen kiwi km kn koeln komatsu kosher kp kpmg kpn kr krd kred kuokgroup kw ky kyoto
kz la lacaixa ladbrokes lamborghini lamer lancaster lancia lancome land landrover lanxess
lasalle lat latino latrobe law lawyer lb lc lds lease leclerc lefrak legal lego lexus lgbt li
liaison lidl life lifeinsurance lifestyle lighting like lilly limited limo lincoln linde link
lipsy live living lixil lk llc llp loan loans locker locus loft lol london lotte lotto love
lpl lplfinancial lr ls lt ltd ltda lu lundbeck lupin luxe luxury lv ly ma macys madrid maif
maison makeup man management mango map market marketing markets marriott marshalls maserati
mattel mba mc mcd mcdonalds mckinsey md me med media meet melbourne meme memorial men menu meo
merckmsd metlife mf mg mh miami microsoft mil mini mint mit mitsubishi mk ml mlb mls mm mma mn
mo mobi mobile mobily moda moe moi mom monash money monster montblanc mopar mormon mortgage
moscow moto motorcycles mov movie movistar mp mq mr ms msd mt mtn mtpc mtr mu museum mutual
mutuelle mv mw mx my mz na nab nadex nagoya name nationwide natura navy nba nc ne nec net
netbank netflix network neustar new newholland news next nextdirect nexus nf nfl ng ngo nhk ni
nico nike nikon ninja nissan nissay nl no nokia northwesternmutual norton now nowruz nowtv np
nr nra nrw ntt nu nyc nz obi observer off office okinawa olayan olayangroup oldnavy ollo om
omega one ong onion onl online onyourside ooo open oracle orange org organic orientexpress
origins osaka otsuka ott ovh pa page pamperedchef panasonic panerai paris pars partners parts
party passagens pay pccw pe pet pf pfizer pg ph pharmacy phd philips phone photo photography
photos physio piaget pics pictet pictures pid pin ping pink pioneer pizza pk pl place play
playstation plumbing plus pm pn pnc pohl poker politie porn post pr pramerica praxi press
prime pro prod productions prof progressive promo properties property protection pru
prudential ps pt pub pw pwc py qa qpon quebec quest qvc racing radio raid re read realestate
realtor realty recipes red redstone redumbrella rehab reise reisen reit reliance ren rent
rentals repair report republican rest restaurant review reviews rexroth rich richardli ricoh
rightathome ril rio rip rmit ro rocher rocks rodeo rogers room rs rsvp ru rugby ruhr run rw
rwe ryukyu sa saarland safe safety sakura sale salon samsclub samsung sandvik sandvikcoromant
sanofi sap sapo sarl sas save saxo sb sbi sbs sc sca scb schaeffler schmidt scholarships
school schule schwarz science scjohnson scor scot sd se search seat secure security seek
select sener services ses seven sew sex sexy sfr sg sh shangrila sharp shaw shell shia shiksha
shoes shop shopping shouji show showtime shriram si silk sina singles site sj sk ski skin sky
skype sl sling sm smart smile sn sncf so soccer social softbank software sohu solar solutions
song sony soy space spiegel sport spot spreadbetting sr srl srt ss st stada staples star
starhub statebank statefarm statoil stc stcgroup stockholm storage store stream studio study
style su sucks supplies supply support surf surgery suzuki sv swatch swiftcover swiss sx sy
sydney symantec systems sz tab taipei talk taobao target tatamotors tatar tattoo tax taxi tc
tci td tdk team tech technology tel telecity telefonica temasek tennis teva tf tg th thd
theater theatre tiaa tickets tienda tiffany tips tires tirol tj tjmaxx tjx tk tkmaxx tl tm
tmall tn to today tokyo tools top toray toshiba total tours town toyota toys tp tr trade
trading training travel travelchannel travelers travelersinsurance trust trv tt tube tui tunes
tushu tv tvs tw tz ua ubank ubs uconnect ug uk um unicom university uno uol ups us uy uz va
vacations vana vanguard vc ve vegas ventures verisign versicherung vet vg vi viajes video vig
viking villas vin vip virgin visa vision vista vistaprint viva vivo vlaanderen vn vodka
volkswagen volvo vote voting voto voyage vu vuelos wales walmart walter wang wanggou warman
watch watches weather weatherchannel webcam weber website wed wedding weibo weir wf whoswho
wien wiki williamhill win windows wine winners wme wolterskluwer woodside work works world wow
ws wtc wtf xbox xerox xfinity xihuan xin xperia xxx xyz yachts yahoo yamaxun yandex ye
yodobashi yoga yokohama you youtube yt yun za zappos zara zero zip zippo zm zone zuerich zw
""".split()
)
# In the order in which X's pattern tries them: generic endings, then those of countries.
_OTHER = """
삼성 닷컴 닷넷 香格里拉 餐厅 食品 飞利浦 電訊盈科 集团 通販 购物 谷歌 诺基亚 联通 网络 网站 网店 网址 组织机构 移动 珠宝 点看 游戏 淡马锡 机构 書籍 时尚 新闻
政府 政务 招聘 手表 手机 我爱你 慈善 微博 广东 工行 家電 娱乐 天主教 大拿 大众汽车 在线 嘉里大酒店 嘉里 商标 商店 商城 公益 公司 八卦 健康 信息 佛山 企业 中文网
中信 世界 ポイント ファッション セール ストア コム グーグル クラウド みんな คอม संगठन नेट कॉम همراه موقع موبايلي كوم كاثوليك
عرب شبكة بيتك بازار العليان ارامكو اتصالات ابوظبي קום сайт рус орг онлайн москва ком католик
дети vermögensberatung vermögensberater 한국 香港 澳門 新加坡 台灣 台湾 中國 中国 გე ລາວ ไทย ලංකා ഭാരതം ಭಾರತ
భారత్ சிங்கப்பூர் இலங்கை இந்தியா ଭାରତ ભારત ਭਾਰਤ ভাৰত ভারত বাংলা भारोत भारतम् भारत ڀارت پاکستان
موريتانيا مليسيا مصر قطر فلسطين عمان عراق سورية سودان تونس بھارت بارت ایران امارات المغرب
السعودية الجزائر البحرين الاردن հայ қаз укр срб рф мон мкд ею бел бг ευ ελ
"""


def other_endings(first: str) -> tuple[str, ...]:
    """Return the endings that have letters beyond ASCII and start with ``first``, in capitals."""
    if not _by_first:
        for ending in _OTHER.split():
            capital = ending.upper() if len(ending.upper()) == len(ending) else ending
            _by_first[capital[0]] = (*_by_first.get(capital[0], ()), capital)
    return _by_first.get(first.upper(), ()) if first else ()


_by_first: dict[str, tuple[str, ...]] = {}
