"""Guess the language of a title from its commonest words; good enough for hints."""

from __future__ import annotations

from spacelint.text.pattern import Pattern

#: Small words that a title in capitals shows to be a sentence, in several languages.
SMALL_WORDS = frozenset(
    (
        "we are so the is of to and for you my in on at with what how why this it not do your our "
        "le la les de des du et est que qu ce un une dans pour avec sur nous vous "
        "el los las y en con por para es del una al como mi tu "
        "der die das und ist für mit von im ein eine zu wir nicht den dem auf "
        "os da do em um uma com na no seu "
        "il di che non per gli della sono "
        "van het een voor met niet op "
        "ve bir bu ile için ne dan yang di ini itu ke dari untuk "
        "nie się jest na och är att det som på av "
        "и в на с мы не что как по за к о из это та і з що не "
        "και το της του με για"
    ).split()
)
_FRENCH = frozenset(
    "le les des du est et pour avec dans sur une aux qui nous vous je quoi où comment pourquoi quel"
    " quelle quels quelles sont ou pas au ce cette ces ça c'est j'ai qu'est mon ton son notre votre"
    " leur chez sans vers plus prêt prêts prêtes".split()
)
_FRENCH_ELISION = Pattern(r"(?i)\b(?:[cdjlmnst]|qu)['’]\w")
_FRENCH_LETTER = Pattern(
    r"(?i)(?:[éèêëàâçùûîïô](?=[^\W\d_])|œ)"
)  # at the end of a word Italian has it
_WORD = Pattern(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# By language: the word for "at" before a time ("" where a time stands alone), common words of
# titles, and letters that few others have.
_AT_WORDS = {
    "en": (
        "at",
        "the and with for of to in on tonight today join us we our is are how what why this you"
        " hour hours office daily weekly every meet town hall starts tomorrow evening morning",
        "",
    ),
    "es": (
        "a las",
        "el los las con para en vivo directo hoy esta noche y charla debate del una por hola"
        " mañana jueves viernes sábado domingo lunes martes miércoles todos comunidad desde sobre"
        " nuestra",
        "ñ¿¡",
    ),
    "fr": (
        "à",
        "le les des du avec et ce soir en direct sur pour une l'équipe demain rendez-vous nous"
        " vous jeudi vendredi samedi dimanche lundi mardi mercredi débat aujourd'hui",
        "çèêœ",
    ),
    "de": (
        "um",
        "der die das und mit für heute abend im wir ihr uhr morgen ist ein eine über von zum zur"
        " montag dienstag mittwoch donnerstag freitag samstag sonntag auf gespräch",
        "ßä",
    ),
    "pt": (
        "às",
        "o os as com para ao vivo hoje noite e não uma no na amanhã bate-papo sobre quinta sexta"
        " sábado segunda terça quarta papo você",
        "ãõ",
    ),
    "it": (
        "alle",
        "il gli con per stasera oggi diretta e della una in domani di che lunedì martedì"
        " mercoledì giovedì venerdì sabato domenica parliamo",
        "ìò",
    ),
    "nl": (
        "om",
        "uur het een en met vanavond vandaag voor wij morgen over van de ons maandag dinsdag"
        " woensdag donderdag vrijdag zaterdag zondag praten",
        "",
    ),
    "pl": (
        "o",
        "w z na i dziś wieczorem rozmowa spotkanie o jutro się jest nie zespołem gościem"
        " poniedziałek wtorek środa czwartek piątek sobota niedziela",
        "łąęśżźń",
    ),
    "cs": (
        "",
        "s v se a na je dnes večer zítra rozhovor o pondělí úterý středa čtvrtek pátek sobota"
        " neděle",
        "řěů",
    ),
    "sk": (
        "o",
        "s v so a na je dnes večer zajtra rozhovor hosťami pondelok utorok streda štvrtok piatok"
        " sobota",
        "ľĺŕ",
    ),
    "hr": (
        "u",
        "s u i na je večeras danas sutra razgovor ponedjeljak utorak srijeda četvrtak petak"
        " subota nedjelja sreda nedelja",
        "đ",
    ),
    "sl": (
        "ob",
        "z v in na je danes nocoj jutri pogovor ponedeljek torek sreda četrtek petek",
        "",
    ),
    "hu": (
        "",
        "a az és ma este holnap élő beszélgetés hétfő kedd szerda csütörtök péntek szombat"
        " vasárnap egy",
        "őű",
    ),
    "ro": (
        "la ora",
        "cu și în la pe azi astăzi diseară mâine seara discuție luni marți miercuri joi vineri",
        "ășțţ",
    ),
    "ru": (
        "в",
        "и с на сегодня по эфир вечером стрим завтра разговор прямой о в понедельник вторник"
        " среду четверг пятницу субботу воскресенье вместе мск",
        "ыэё",
    ),
    "uk": (
        "о",
        "і з та сьогодні ефір ввечері завтра розмова зустріч прямий понеділок вівторок середу"
        " четвер п'ятницю суботу неділю годині про",
        "їєґ",
    ),
    "bg": ("в", "и с на днес довечера утре разговор със за от", "ъ"),
    "sr": ("у", "и са на вечерас данас сутра разговор уживо о", "ђћџљњ"),
    "el": ("στις", "και με σήμερα το στο απόψε ζωντανά", ""),
    "ar": ("الساعة", "في مع من على اليوم مباشر الليلة غدا و", ""),
    "fa": ("ساعت", "با امشب فردا در از درباره امروز گفتگو شب", "پچژگ"),
    "ur": ("", "کے ساتھ آج رات شام کل میں پر", "ٹڈےہں"),
    "he": ("ב-", "עם של היום על הערב מחר שידור", ""),
    "id": (
        "pukul",
        "wib wita dan dengan malam pagi siang sore petang ini hari bersama di yang besok kita"
        " untuk ngobrol bareng nanti senin selasa rabu kamis jumat sabtu minggu",
        "",
    ),
    "tl": (
        "",
        "ng mga si sina ang gabi umaga hapon kasama natin tayo sa bukas mamaya ngayon mamayang",
        "",
    ),
    "vi": (
        "lúc",
        "và với hôm nay tối cùng ngày mai giờ trực tiếp sáng chiều thứ",
        "đơưạảấầậắặẹếệịọộờợụứừự",
    ),
    "sv": (
        "kl.",
        "och med idag ikväll på imorgon torsdag fredag lördag söndag måndag tisdag onsdag samtal",
        "å",
    ),
    "da": ("kl.", "og med på kveld dag snakk samtale", "æø"),
    "fi": (
        "klo",
        "ja tänään illalla huomenna kanssa keskustelu maanantai tiistai keskiviikko torstai"
        " perjantai",
        "",
    ),
    "et": ("kell", "ja täna õhtul homme koos vestlus", "õ"),
    "lt": ("", "ir su šiandien vakare rytoj pokalbis", "ėįųū"),
    "lv": ("plkst.", "un ar šodien vakarā rīt saruna", "āēģķļņ"),
    "tr": (
        "saat",
        "ve ile bu akşam bugün yarın canlı sohbet bir için gece pazartesi salı çarşamba perşembe"
        " cuma cumartesi pazar birlikte",
        "ğış",
    ),
    "ca": ("a les", "el els amb per a avui vespre demà i nit xerrada", ""),
}
# Scripts of few languages, by their first and last letter, and the word for titles without words
# of the table.
_SCRIPTS = (
    ("Ͱ", "Ͽ", "στις"),
    ("א", "ת", "ב-"),
    ("ء", "ۿ", "الساعة"),
    ("Ա", "֏", "ժամը"),
    ("ก", "๛", "เวลา"),
    ("ऀ", "෿", ""),
    ("ა", "ჿ", ""),
    ("ሀ", "᎟", ""),
    ("຀", "໿", ""),
    ("က", "႟", ""),
    ("ក", "៿", ""),
    ("ぁ", "鿿", ""),
    ("가", "힣", ""),
)
# What stands before a time already, in many languages.
_PREPOSITIONS = frozenset(
    (
        "at by around from until till before after since to circa approx las la desde hasta às as"
        " das até pelas ao à a dès vers de jusqu'à dalle alle ore le les ab gegen um bis von vor"
        " nach om vanaf tot rond kl kl. klokken klockan från fra til frem klo kello kell alates o"
        " od do po godz godz. godzinie ok. u v ve ob na nuo iki plkst plkst. no līdz ora orele"
        " dela pe saat saatte pukul jam pk pk. pkl pkl. sampai mulai sa ng nang alas simula lúc"
        " vào từ đến tới khoảng saa в во с со до к от около о об з із зі від у на після перед од"
        " στις στη στην από μέχρι κατά περί τις ώρα الساعة الساعه عند في من حتى ساعت در از تا بوقت"
        " בשעה מ- ב- ב עד שעה ժամը เวลา ตอน ás am në ne"
    ).split()
)
_AT_OF_WORDS = {
    "mediodia": "a",
    "medianoche": "a",
    "midi": "à",
    "minuit": "à",
    "mitternacht": "um",
    "mezzogiorno": "a",
    "mezzanotte": "a",
    "meiodia": "ao",
    "meianoite": "à",
    "middernacht": "om",
}
_JOINED = ("ម៉ោង", "เวลา", "ตอน", "ໂມງ")  # the same, in scripts without spaces
_LAST_WORD = Pattern(r"(?:[^\W\d_]+(?:['’][^\W\d_]+)?[.-]?)(?=\s*\Z)")
_COMPLETE = Pattern(
    r"(?:['’][dt][ea]n?|kor|-?(?:[дт][еа]|ға|ге))\Z"
)  # a case ending says it: 20:00'de, 20-kor
_ZONE = Pattern(r" ?(?:IST|EST|EDT|ET|PST|PDT|PT|CST|CDT|CT|MST|AST|WAT|CAT|EAT|SAST|ART)\b")
_ENGLISH_TIME = Pattern(
    r"(?i).*(?:\d\s?[ap]\.?m\.?(?:[a-z]{2,4})?|noon|midnight|midday|o.?clock)\Z"
)


def is_french(text: str) -> bool:
    """Return whether a title is probably French, which puts a space before ``? ! : ;``.

    Asked of a title with such a space, where a letter of French is enough.
    """
    if _FRENCH_ELISION.search(text):
        return True
    if _FRENCH_LETTER.search(text) and "¿" not in text and "¡" not in text:
        return True
    return any(word.lower() in _FRENCH for word in _WORD.findall(text))


def at_word(before: str, after: str, time: str) -> str | None:
    """Return the word for "at" before ``time`` in the language of ``before`` and ``after``.

    "" where the time stands alone in that language, or a word such as "at" stands before it; None
    where the language does not show. A word for a time tells its language (``medianoche``). A time
    that is written as in English (``8pm``) is English where the title shows no language.
    """
    head = before.rstrip()
    last = _LAST_WORD.search(before)
    if not any(map(str.isalnum, head)) or head[-1] in "/|•·([–—:-" or head.endswith(_JOINED):
        return ""
    if last is not None and last[0].lower() in _PREPOSITIONS:
        return ""
    if time.isalpha() and time.lower() in _AT_OF_WORDS:
        return _AT_OF_WORDS[time.lower()]
    if _COMPLETE.search(time) or not (time[:1].isdigit() or _ENGLISH_TIME.match(time)):
        return ""  # "gece yarısı", which no preposition of clock times fits
    zone = _ZONE.match(after)
    text = f"{before} {after[zone.end() :] if zone else after} {time}".lower()
    words = {match[0] for match in _WORD.finditer(text)}
    chars = set(text)
    counts = [
        (
            sum(map(_weight, words.intersection(known.split())))
            + 3 * (not chars.isdisjoint(letters)),
            at,
        )
        for at, known, letters in _AT_WORDS.values()
    ]
    best = max(counts)[0]
    likely = {at for count, at in counts if count == best}
    if best > 1 and len(likely) == 1:
        return likely.pop()
    if not text.isascii():
        for first, end, word in _SCRIPTS:
            if any(first <= char <= end for char in chars):
                return word
    if best > 1:
        return "at" if "at" in likely and _ENGLISH_TIME.match(time) else None
    if _ENGLISH_TIME.match(time):
        return "at"
    from spacelint.text.word_list import is_everyday

    known = max(map(len, words), default=0) > 2 and all(map(is_everyday, words))
    return "at" if known else None


def _weight(word: str) -> int:
    """What a word tells of its language: a short one may be of any, or part of a name."""
    return 2 if len(word) > 2 or not word.isascii() else 1
