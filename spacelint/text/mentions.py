"""What was meant as a mention: handles, and all that only looks like one to X."""

from __future__ import annotations

from spacelint.text.model import (
    HANDLE_LIMIT,
    TAIL,
    TIME_OPENERS,
    TIME_WORDS,
    Candidate,
    Entity,
    whole,
)
from spacelint.text.pattern import Pattern

# Letters that people take for part of a handle; those of scripts without spaces start a new word,
# and those that write particles on to a name end it.
_NAME = "(?![ʼ«UNSPACED»\ufe0e\ufe0f\u20e3])(?!(?<=[A-Za-z0-9_])[«PARTICLES»])[«ALPHA»«DIGIT»_]"
_BODY = Pattern(
    rf"[@＠](?:{_NAME}|[-‐‑](?=[A-Za-z0-9«LATIN»])|\.(?=[«LOWER»«DIGIT»])"
    "|[«INVISIBLE»\u200c\u200d]++(?=[A-Za-z0-9_])|[&＆](?=[A-Za-z0-9])|['’](?=[A-ZÀ-ÖØ-Þ]))*+"
)
_LOUD_ENDING = Pattern("['’][«UPPER»]{1,6}(?![«ALNUM»])")
# With a letter that passes for no Latin one: "@acmе" is a handle with a wrong letter.
_CYRILLIC_ENDING = Pattern(
    "(?=[а-яёіїєґәғқңөұүһ]{1,4}(?![«ALNUM»]))[а-яёіїєґәғқңөұүһ]*[бвгджзийлмнпфцчшщъыьэюяғқңұү]"
)
_KEYCAP = Pattern(r"(?<=[0-9])\ufe0f?\u20e3")
_LOCAL = Pattern(r"[A-Za-z0-9._%+-]+\Z")
_LOCAL_LIMIT = 64  # of RFC 5321; also keeps the look back short
_HOST = Pattern(r"[@＠][A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
#: Networks whose handles are domain names: what stands before these is an account there.
_ELSEWHERE = (".bsky.social", ".threads.net", ".mastodon.social", ".farcaster.eth")
_WORD_BEFORE = Pattern(r"([«ALPHA»]++[/.]?|&)\s*\Z")
_LONGEST_WORD = 24  # code points looked at before a sign
_NEAR = 70  # code points around a number that tell the language
# Before one of these a word is a name and no time: "AMA with @noon".
_INTRODUCERS = frozenset(
    (
        "with w/ by from feat feat. ft ft. featuring and & vs vs. host hosts hosted guest"
        " guests follow meet join ask via of con por y com e avec par et mit von und met door en"
        " z i a the our my this med og och ja és cu și ve ile dan dengan bersama oleh si ni kay"
        " cùng với và с со и от з зі із та й са σε με και τον τη مع من و با عם ו की के"
    ).split()
)
_DOMAIN = Pattern(r"[@＠][A-Za-z]+\.[A-Za-z]{2}")  # "@noon.com" is a brand
# A place, where the sign says "at": "@강남역", "@서울숲공원에서".
_PLACE = Pattern(
    "[@＠][«HANGUL»\\d]{1,10}(?:역|센터|공원|광장|빌딩|타워|호텔|카페|대학교|스튜디오|아레나)(?:에서|에)?(?![«HANGUL»])"
)
_CHAIN = Pattern("(?:[@＠][A-Za-z0-9_]++)++")
_GLUE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_!#$%&*")
# An hour in the digits of any script.
_HOUR = r"(?i)[@＠](?:(?:[01]?[0-9]|2[0-4])|(?![0-9])\d{1,2})"
_MORE = r"[^\s!-@\[-`{-~،。、]*"  # what is left of a word, its vowel signs too
_LATIN_UNITS = (
    r"\s?[ap]\.?m(?:[ecmp][sd]?t|utc|gmt|wat|cat|eat|ist|bst|ces?t|sgt|jst|kst|brt|art)?\b\.?|[ap]\b"
    r"|\s?(?:hr?s?\b|(?<=\d\d)u\b|uhr(?:[0-5]\d)?\b|uur\b|o.?clock\b|noon\b|midnight\b|malam\b|pagi\b|siang\b"
    r"|sore\b|petang\b|(?:ng )?(?:gabi|umaga|hapon|tanghali)\b|giờ\b|gio\b"
    r"|hod(?:in[aěuy]?)?\b|godz\b"
    r"|(?:óra|-)?kor\b|óra\b|usiku\b|asubuhi\b|jioni\b|mchana\b|['’][dt][ea]n?\b"
    r"|(?:utc|gmt|[ecmp]dt|[cmp]st|cest|bst|jst|kst|wib|wita|msk)\b)"
)
_OTHER_UNITS = (
    r"ч(?:ас(?:а|ов|ам|у|ова)?)?\b|утра\b|вечера\b|дня\b|ночи\b|ранку\b|вечора\b|ночі\b"
    r"|сат[иа]?\b|мск\b|цагт?\b|год(?:ині|ина|ини|ин)?\b|-?(?:й|ій|ої|м|[дт][еа]|ға|ге)\b"
    r"(?: годин[иі])?"
    r"|[μπ]\.?\s?μ\b\.?"
    r"|-?(?:სთ|საათ\w*|ზე)\b|-?(?:ին|ից)\b|ժամ\w*|בערב\b|בבוקר\b|בצהריים\b"
    r"|مساءا?ً?|صباحا?ً?|ليلا?ً?|ظهرا?ً?|عصرا?ً?|(?:م|ص|شب|صبح|عصر|ظهر|بعد\s?از\s?ظهر|رات)\b|بجے"
    rf"|(?:बजे|वाज|টা|ঘটিকা|બજે|વાગ|ਵਜੇ|ଟା|மணி|గంట|ಗಂಟೆ|മണി|පැය|ට){_MORE}"
    r"|ทุ่ม|โมง|น\.|นาฬิกา|ໂມງ|ທຸ່ມ|ម៉ោង|နာရီ|ሰዓት|時(?!間)|时|点|點|시(?![간즌])"
)
_NO_TIMES = (  # behind a number they count: "@24 hours of radio"
    "hours|hrs|days|minutes|mins?|years|weeks|months|stunden|tage|minuten|heures|jours|horas|d[ií]as"
    "|on \\d|minutos"
    "|godzin|dni|jam|hari|saat|gün|часа|часов|минут|дней|people|guests|speakers"
)


def _time(units: str) -> Pattern:
    return Pattern(
        rf"{_HOUR}(?:(?:[:.]\d\d)?(?:{units})"
        r"|[:.hu][0-5]\d(?!\d)(?:\s?(?:[ap]\.?m\b\.?|hrs?\b|h\b|uhr\b|(?:utc|gmt)\b))?"
        r"|-(?:00|15|30|45)\b|/[0-9]{1,2}c\b|[-‐‑][0-9]{1,2}\s?(?:[ap]m|h|uhr|uur)\b"
        rf"|\b(?![-/.%]?\w| (?:{_NO_TIMES})\b))"
        r"|[@＠][0-2][0-9][0-5][0-9]\s?(?:hrs?|h|utc|gmt|z|[ecmp][sd]?t|cest|bst|ist|jst)\b"
    )


_ASCII_TIME = _time(_LATIN_UNITS)
_TIME = _time(rf"{_LATIN_UNITS}|\s?(?:{_OTHER_UNITS})")
_KANA = Pattern("[\u3041-\u3096\u30a1-\u30fa]")
_TWO_WORDS = Pattern(
    "(?i)[@＠](?:gece yarısı|tengah (?:malam|hari)|miezul nopții|puolenyö\\w*)(?!\\w)"
)
# Noon and midnight in letters that X links nothing of, or only a part.
_OTHER_WORDS = Pattern(
    "[@＠](?:"
    "자정|정오|(?:오전|오후|아침|저녁|밤|새벽) ?[0-9]"
    "|正午|深夜0時|零時|午夜|中午|полноч|полдень|полдня|півноч|опівноч|полудень"
    "|опівдні|полунощ|обед\\b|поноћ|подне\\b|μεσάνυχτα|μεσημέρι|חצות|הצהריים"
    "|منتصف|نیمه.?شب|ظهر|आधी रात|दोपहर|মধ্যরাত|দুপুর|நள்ளிரவு|เที่ยง|nửa đêm"
    "|trưa\\b|éjfél|délben\\b|dél\\b|północ|południe|půlnoc|poledne|polnoč|öğle"
    "|gece ?yarısı|keskiyö|keskipäivä|kesköö|medianit|mitjanit|migdia|mediodía"
    "|miezul|meia-noite|meio-dia|შუაღამ|შუადღ|կեսգիշեր|կեսօր"
    rf"){_MORE}"
)


def mention_candidate(text: str, start: int, entity: Entity | None) -> Candidate | None:
    """Return what the ``@`` at ``start`` was meant for; None where it is no mention at all."""
    before = text[start - 1] if start else ""
    glued = before in _GLUE if before else False
    end = _time_end(text, start, entity)
    if end:
        return None if glued else _make(text, start, end, entity, "time")
    if (glued and before.isalnum()) or before in tuple("._%+-"):
        address = _address(text, start)
        if address:
            return address
    if entity is None and not text.isascii() and _PLACE.match_token(text, start):
        return None
    if entity and (TAIL.match_token(text, entity.end) or _has_ending(text, entity)):
        return whole(entity)
    if text[start + 1 : start + 2] in ("@", "＠"):
        return _doubled(text, start)
    match = _BODY.match_token(text, start)
    end = match.end() if match else start + 1
    if entity and entity.kind == "list":
        end = max(end, entity.end)
    federated = _HOST.match(text, end) if end > start + 1 else None
    if federated:
        end = federated.end()
        return Candidate("mention", start, end, text[start:end], entity, "federated")
    if end == start + 1:
        return None if glued else _make(text, start, end, entity, "empty")
    if glued and _is_letter_for_a(text, start):
        return None
    chain = _CHAIN.match(text, end)
    if chain:
        return _make(text, start, chain.end(), entity, "chained")
    keycap = _KEYCAP.match(text, end)
    if keycap:
        end = keycap.end()
    if text.endswith(_ELSEWHERE, start, end):
        return _make(text, start, end, entity, "federated")
    return _make(text, start, end, entity, _fault(end - start, entity, glued))


def _has_ending(text: str, entity: Entity) -> bool:
    """True if a case ending follows: ``@ACME'S``, ``@durovым``."""
    if text[entity.end : entity.end + 1] in ("'", "’"):
        is_loud = len(entity.value) > 1 and entity.value.isupper()
        return is_loud and _LOUD_ENDING.match_token(text, entity.end) is not None
    return _CYRILLIC_ENDING.match_token(text, entity.end) is not None


def _time_end(text: str, start: int, entity: Entity | None) -> int:
    """Return where a time of day behind the sign ends; 0 where none stands there."""
    first = text[start + 1 : start + 2]
    if first.isdigit():
        near = text[start : start + _LONGEST_WORD]
        time = (_ASCII_TIME if near.isascii() else _TIME).match(text, start)
        if (
            time
            and time[0][1:].isdigit()
            and _KANA.search(text, max(0, start - _NEAR), start + _NEAR)
        ):
            return 0  # "@3" calls for three more people there
        return time.end() if time else 0
    name = entity.value.lower() if entity else ""
    time = None
    if name in TIME_OPENERS:
        time = _TWO_WORDS.match(text, start)
    elif entity is None and not text[start + 1 : start + _LONGEST_WORD].isascii():
        time = _OTHER_WORDS.match(text, start)
    is_word = name in TIME_WORDS and not _DOMAIN.match_token(text, start)
    end = time.end() if time else entity.end if entity and is_word else 0
    word = _WORD_BEFORE.search(text, max(0, start - _LONGEST_WORD), start) if end else None
    return 0 if word and word[1].lower() in _INTRODUCERS else end


def _make(text: str, start: int, end: int, entity: Entity | None, fault: str | None) -> Candidate:
    return Candidate("mention", start, end, text[start:end], entity, fault)


def _doubled(text: str, start: int) -> Candidate | None:
    """Return the handle after a row of signs, which X does not link: ``@@jack``."""
    last = start
    while text[last + 1 : last + 2] in ("@", "＠"):
        last += 1
    match = _BODY.match(text, last)
    end = match.end() if match else last + 1
    fault = "unlinked" if end > last + 1 else "empty"
    return _make(text, start, end, None, fault)


def _is_letter_for_a(text: str, start: int) -> bool:
    """True if the sign stands for the letter a, second in a word: ``p@ssword``."""
    opens = start == 1 or not text[start - 2].isalnum()
    return text[start - 1].isalpha() and opens and text[start + 1 : start + 2].islower()


def _fault(length: int, entity: Entity | None, glued: bool) -> str | None:
    if entity is None:
        return "glued" if glued else "unlinked"
    if entity.kind == "list":
        return "list"
    linked = entity.end - entity.start
    if entity.kind == "mention" and len(entity.value) > HANDLE_LIMIT:
        return "overlong"
    return "cut-short" if length > linked else None


def _address(text: str, start: int) -> Candidate | None:
    """Return the e-mail address around the ``@`` at ``start``, if there is one."""
    host = _HOST.match(text, start)
    local = _LOCAL.search(text, max(0, start - _LOCAL_LIMIT), start) if host else None
    if host is None or local is None:
        return None
    begin, end = local.start(), host.end()
    return Candidate("mention", begin, end, text[begin:end], None, "email")
