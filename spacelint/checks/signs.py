"""A sign without a name that could link, and ``#`` before a number.

X links no tag of digits alone, so ``#2026`` does not become the tag that was meant; but
``Seminar #06`` and ``#1 podcast`` only count, and nobody wants a link there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from spacelint.checks.contract import NOTHING, Algorithm, Context, Finding, Params, Trigger, check
from spacelint.checks.shared.repair import folded, respelled
from spacelint.text import Candidate, Title
from spacelint.text.model import Edit
from spacelint.text.pattern import Pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    Look = Callable[[str, Candidate], Sequence[Finding]]


_TAG = Pattern("[ \t\xa0]{1,3}([«ALNUM»]+)")
_TAG_LETTER = Pattern("[«ALPHA»]")
_GRAWLIX = frozenset("!@$%^&*~?٪")
_HANDLE = Pattern(r"[ \t\xa0]{1,3}([A-Za-z0-9_]{1,15})(?![«ALNUM»]|\.[A-Za-z]{2})")
_WORD_BEFORE = Pattern(r"([«ALPHA»]++[/.]?|&|\+)\s*\Z")
# With a year at its end it is more likely an event: "live @ Token2049".
_MARKED_HANDLE = Pattern("[A-Za-z0-9]*(?:[a-z][A-Z]|_[A-Za-z0-9]|[a-z]{2}(?!20[0-9]{2}$)[0-9])")
_LONGEST_WORD = 24  # code points looked at before a sign


@check(
    scopes=("hashtag", "mention"),
    placeholders=("name", "replacement", "reason", "advice"),
    params=lambda schema: {
        "unless_next": schema.strings(
            "Words after a lone sign that give it another meaning: `# of guests`, `@ the bar`."
        ),
        "introducers": schema.strings(
            "Words before a lone @ that announce a person: `with @ jack`. Without one, and with no"
            " sign of a handle in the word that follows, @ is taken for `at`."
        ),
        "known": schema.keyed(
            "Names that are usually written another way as a tag: `.NET` is `dotNET`.",
            schema.string("The tag without its sigil."),
        ),
    },
    trigger=Trigger(faults=("empty", "unlinked")),
)
def lone_sign(p: Params) -> Algorithm:
    """Report a sign that was meant to start a tag or a handle."""
    unless_next = frozenset(word.casefold() for word in p["unless_next"])
    introducers = frozenset(word.casefold() for word in p["introducers"])
    known = folded(p["known"])

    def run(title: Title, candidate: Candidate, context: Context) -> Sequence[Finding]:
        if candidate.kind == "mention":
            if candidate.fault == "unlinked":
                return NOTHING  # a name, in letters that X does not take
            return _lone_at(title.text, candidate, introducers, unless_next)
        if candidate.text[0] not in "#＃":
            return _turned(candidate)
        if title.text[candidate.start - 1 : candidate.start] in _GRAWLIX:
            return NOTHING  # "$^%&#*#", "$#!t": a swear word, drawn
        if len(candidate.text.strip("#＃%+")):
            lang = getattr(context.space, "lang", None)
            return _unlinkable_name(title.text, candidate, known, lang)
        return _lone_hash(title.text, candidate, unless_next)

    return run


def _unlinkable_name(
    title: str, candidate: Candidate, known: Mapping[str, str], lang: str | None
) -> Sequence[Finding]:
    start, end, text = candidate.start, candidate.end, candidate.text
    bare = text if text[1:].casefold() in known else text.rstrip("#＃")
    tag = respelled(bare, known, title, lang)
    edits = (Edit(start, end, tag),) if tag and tag != text else ()
    if "#" in text[1:] or "＃" in text[1:]:
        reason = "its second # spoils it"
    elif text[1:2].isdigit():
        reason = "a hashtag needs a letter before its first sign"
    else:
        reason = "no letter or digit follows the #"
    values = _values(text[1:], tag if edits and tag else "", reason)
    return (Finding(start, end, values, edits),)


def _turned(candidate: Candidate) -> Sequence[Finding]:
    """The sign behind a word of Hebrew or Arabic: it goes to the other side."""
    start, end = candidate.start, candidate.end
    name, sign = candidate.text[:-1], candidate.text[-1]
    edits = (Edit(start, start, sign), Edit(end - 1, end, ""))
    values = _values(name, sign + name, f"the {sign} stands behind the word")
    return (Finding(start, end, values, edits),)


def _values(name: str, replacement: str, reason: str) -> dict[str, str]:
    advice = f"Write {replacement}" if replacement else "Write a name directly after the #"
    return {"name": name, "replacement": replacement, "reason": reason, "advice": advice}


def _lone_hash(text: str, candidate: Candidate, unless_next: frozenset[str]) -> Sequence[Finding]:
    start, end = candidate.start, candidate.end
    if text[start + 1 : start + 2] in _GRAWLIX:
        return NOTHING
    after = _TAG.match(text, end)
    if after is None:
        return (Finding(start, end, _values("", "", "no name follows it")),)
    name = after[1]
    if not text[:start].strip() and text[after.end() :].strip():
        return NOTHING  # "# Not a comment?": a heading
    if not _TAG_LETTER.search(name) or name.casefold() in unless_next:
        return NOTHING  # "# 5", "# of guests": it means "number"
    values = _values(name, candidate.text[0] + name, "a space follows the #")
    edits = (Edit(end, after.start(1), ""),)
    return (Finding(start, after.end(), values, edits),)


def _lone_at(
    text: str, candidate: Candidate, introducers: frozenset[str], unless_next: frozenset[str]
) -> Sequence[Finding]:
    start, end = candidate.start, candidate.end
    if not text[end:].strip():
        return (Finding(start, end, _handle_values("")),)
    after = _HANDLE.match(text, end)
    if after is None:
        return NOTHING
    name = after[1]
    if not (name[0].isalpha() or name[0] == "_") or name.casefold() in unless_next:
        return NOTHING  # "@ 8pm", "@ the bar"
    before = _WORD_BEFORE.search(text, max(0, start - _LONGEST_WORD), start)
    announced = (before is not None and before[1].casefold() in introducers) or (
        not text[:start].strip() and name.islower()
    )
    if not announced and not _MARKED_HANDLE.match(name):
        return NOTHING  # "drinks @ Consensus"
    return (Finding(start, after.end(), _handle_values(name), (Edit(end, after.start(1), ""),)),)


def _handle_values(name: str) -> dict[str, str]:
    advice = (
        f"Write @{name}" if name else "Write the handle directly after the @, or leave out the @"
    )
    return {"name": name, "replacement": f"@{name}" if name else "", "advice": advice}


# Events that also have a year: after one of them 2026 is that year.
_YEARLY = frozenset(
    "ama call chat class club day event meeting meetup seminar series show space spaces talk team"
    " webinar week workshop season".split()
)
#: What people number with the sign, in the languages that Spaces are held in.
NOUNS = tuple(
    """
ama ape appeal apt apartment azuki bayc bip block blog bug building call chapter channel chat
class club cryptopunk day draft edition eip ep episode epoch erc event experiment fact flight
floor game gate group hall hour house idea installment interview issue item job lesson level line
lot match meeting meetup meme method milestone module nft no note number office order page panel
part patch phase podcast poll pr problem prize proposal pull punk question rank reason release rev
room round route rule season section seminar series session set show slide slot space spaces stage
step story suite table talk task team test thread ticket tip token top topic track unit update
version vol volume voices webinar week workshop capitulo capítulo edicion edición entrega episodio
numero número parte programa sala sesion sesión seminario temporada charla numéro épisode édition
émission partie saison salle folge ausgabe teil nummer nr raum zimmer sendung staffel puntata
numeris odcinek część bölüm sayı aflevering deel avsnitt del jakso выпуск эпизод серия номер часть
глава урок встреча эфир сезон комната випуск епізод επεισόδιο μέρος τεύχος פרק חלק גיליון الحلقة
حلقة العدد الجزء رقم قسمت शो एपिसोड भाग अंक
""".split()
)
_COUNTERS = "回話号章期集夜日弾週巻部節編季届位番階회화호장기집번주차부강"
_ORDINAL = Pattern(
    r"\d+(?:(?i:st|nd|rd|th|(?<!\d0)er|re|ère|ème|eme|ste|de|го|й|я|е)|[eoaèºª])"  # not #2A, #30er
)
_LETTERED = Pattern(r"\d+[A-Za-zА-Яа-я]")
_COUNTED = Pattern(rf"\d+[{_COUNTERS}][目차]?")
_KEYCAPS = Pattern("(?:[0-9]\ufe0f?\u20e3)+")
_PLAIN = Pattern(r"\d+(?:[.,]\d{3})*")
_SHARE = Pattern(r"(\d+)/(\d+)")
_NO_SHARES = frozenset(("24/7", "50/50", "9/11", "4/20", "7/7", "1/6", "20/20"))
_BEFORE = Pattern(r"([«ALNUM»'’]++)[.:]?[\s(\[\"“«『「【]*\Z")
_TIGHT = Pattern(r"[«ALNUM»)\]'’.][\s(\[\"“«『「【]*\Z")
_LOOK_BACK = 40  # code points
_THIS_AGE = range(2000, 2040)
_AGE = range(1900, 2100)
_SMALL_WORDS = frozenset(
    "in of for to the since by like from until till before after at im en de del du da das do für"
    " seit bis von zum w v z na od".split()
)


@check(
    scopes=("hashtag",),
    placeholders=("number", "linked"),
    params=lambda schema: {
        "meant": schema.choice(
            "tag: a number meant as a tag, which does not link; number: a number that links.",
            ("tag", "number"),
            required=True,
        ),
        "nouns": schema.strings(
            "Nouns that are numbered: after one, # means `number`. In any case.", default=NOUNS
        ),
    },
    trigger=lambda p: Trigger(
        **{"faults": ("digits-only",)} if p["meant"] == "tag" else {"name": "number"}
    ),
)
def number_sign(p: Params) -> Algorithm:
    """Report a number whose sign X reads in another way than it was meant."""
    nouns = frozenset(noun.casefold() for noun in p["nouns"])
    is_slip = _is_tag if p["meant"] == "tag" else _is_number

    def run(title: Title, candidate: Candidate, context: Context) -> Sequence[Finding]:
        text = candidate.text
        if not text[1:2].isdigit() or not is_slip(title.text, candidate, nouns):
            return NOTHING
        start = candidate.start
        values = {"number": text[1:], "linked": candidate.linked}
        return (Finding(start, candidate.end, values, (Edit(start, start + 1, ""),)),)

    return run


def _is_number(text: str, candidate: Candidate, nouns: frozenset[str]) -> bool:
    """Return whether a linked tag only counts something: ``Issue #12a``, ``our #1st choice``."""
    if candidate.entity is None:
        return False
    name = candidate.entity.value
    if any(pattern.fullmatch(name) for pattern in (_ORDINAL, _COUNTED, _KEYCAPS)):
        return True
    return bool(_LETTERED.fullmatch(name)) and _word_before(text, candidate.start) in nouns


def _is_tag(text: str, candidate: Candidate, nouns: frozenset[str]) -> bool:
    """Return whether a number that does not link was meant as a tag: ``#2026``, ``#24/7``."""
    name = candidate.text[1:]
    word = _word_before(text, candidate.start)
    if len(name) > 3 and name.isdecimal() and _in_a_row(text, candidate, nouns):
        return True
    value = int(name) if len(name) == 4 and name.isdecimal() else 0
    if word in nouns and not (word in _YEARLY and value in _THIS_AGE):
        return False
    if not _PLAIN.fullmatch(name):
        share = _SHARE.fullmatch(name)
        if share and word and name not in _NO_SHARES:
            return int(share[1][:9]) > int(share[2][:9])  # "Talk #3/5"
        return True
    if _TIGHT.search(text, max(0, candidate.start - _LOOK_BACK), candidate.start):
        return value in (_AGE if word in _SMALL_WORDS else _THIS_AGE)
    if value in _AGE:
        return True
    # Or a number at the end that belongs to no word: "Live now! #420", and not "We did it! #1".
    alone = (text[: candidate.start].rstrip() or "!")[-1] in "!?…。！？" and len(name) > 2
    return alone and name[0] != "0" and not text[candidate.end :].strip()


def _in_a_row(text: str, candidate: Candidate, nouns: frozenset[str]) -> bool:
    """True if a long number opens a title, or follows a hashtag: ``#bullish #8888``."""
    before = text[: candidate.start].split()
    if not before:
        return bool(text[candidate.end :].strip())
    tag = before[-1]
    return tag[0] in "#＃" and len(tag) > 1 and not tag.casefold().endswith(tuple(nouns))


def _word_before(text: str, start: int) -> str:
    near = text[max(0, start - _LOOK_BACK) : start]
    word = near.rstrip().rpartition(" ")[2]
    if word.isalpha():
        return word.casefold()
    match = _BEFORE.search(near)
    return match[1].casefold() if match else ""
