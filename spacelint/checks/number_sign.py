"""``#`` before a number: a tag that never links, or a plain "number" that becomes a link.

X links no tag of digits alone, so ``#2026`` does not become the tag that was meant; but
``Seminar #06`` and ``#1 podcast`` only count, and nobody wants a link there.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacelint.checks.contract import NOTHING, Algorithm, Context, Finding, Params, Trigger, check
from spacelint.text import Candidate, Title
from spacelint.text.edit import Edit
from spacelint.text.pattern import Pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    pass


# Events that also have a year: after one of them 2026 is that year.
_YEARLY_NOUNS = """
ama call chat class club day event meeting meetup seminar series show space spaces talk team
webinar week workshop season
"""
_YEARLY = frozenset(_YEARLY_NOUNS.split())
_NOUNS = """
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
"""
#: What people number with the sign, in the languages that Spaces are held in.
NOUNS = tuple(_NOUNS.split())
_COUNTERS = "回話号章期集夜日弾週巻部節編季届位番階회화호장기집번주차부강"
_ORDINAL = Pattern(
    r"\d+(?:(?i:st|nd|rd|th|er|re|ère|ème|eme|ste|de|го|й|я|е)|[eoaèºª])"  # but #2A is a tag
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
_SMALL = """
in of for to the since by like from until till before after at im en de del du da das do für seit
bis von zum w v z na od
"""
_SMALL_WORDS = frozenset(_SMALL.split())


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
    trigger=lambda p: Trigger(faults=("digits-only",)) if p["meant"] == "tag" else Trigger(),
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
    if _ORDINAL.fullmatch(name) or _COUNTED.fullmatch(name) or _KEYCAPS.fullmatch(name):
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
    return value in _AGE or (not text[candidate.end :].strip() and _stands_alone(text, candidate))


def _in_a_row(text: str, candidate: Candidate, nouns: frozenset[str]) -> bool:
    """Tell whether a long number opens a title, or follows a hashtag: ``#bullish #8888``."""
    before = text[: candidate.start].split()
    if not before:
        return bool(text[candidate.end :].strip())
    tag = before[-1]
    return tag[0] in "#＃" and len(tag) > 1 and not tag.casefold().endswith(tuple(nouns))


def _stands_alone(text: str, candidate: Candidate) -> bool:
    """Return whether a number at the end belongs to no word before it: ``Live now! #420``."""
    before = text[: candidate.start].rstrip()
    opens = not before or before[-1] in "!?…。！？"
    return opens and len(candidate.text) > 3 and candidate.text[1] != "0"  # not "We did it! #1"


def _word_before(text: str, start: int) -> str:
    match = _BEFORE.search(text, max(0, start - _LOOK_BACK), start)
    return match[1].casefold() if match else ""
