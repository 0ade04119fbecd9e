"""The words of dates and times in six languages, and what a claim about when is made of.

English, Spanish, French, German, Portuguese, Japanese. Words that often mean something else are
left out (``mar``, ``sol``, ``segunda``), or count only beside another part of a date.
"""

from __future__ import annotations

import re
from functools import cache

from spacelint.text.pattern import Pattern, compile_re
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


def parted(words: str) -> tuple[str, ...]:
    """Return the words, each of which may be several, between commas."""
    return tuple(words.split(", "))


def _numbered(first: int, *names: str) -> dict[str, int]:
    """Return the number of each name: those of the first text have ``first``."""
    return {name: at for at, each in enumerate(names, first) for name in each.split()}


#: Weekday by its full names; 0 is Monday.
WEEKDAYS = _numbered(
    0,
    "monday lunes lundi montag segunda-feira",
    "tuesday martes mardi dienstag terça-feira terça",
    "wednesday miércoles miercoles mercredi mittwoch quarta-feira",
    "thursday jueves jeudi donnerstag quinta-feira",
    "friday viernes vendredi freitag sexta-feira",
    "saturday sábado sabado samedi samstag sonnabend",
    "sunday domingo dimanche sonntag",
)
#: Weekdays that count only beside a date or a time.
SHORT_WEEKDAYS = _numbered(0, "mon", "tue tues", "wed", "thu thur thurs", "fri", "sat", "sun")
JAPANESE_WEEKDAYS = "月火水木金土日"

#: Months that stand before or after the day.
ENGLISH_MONTHS = _numbered(
    1, "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
    "august aug", "september sept sep", "october oct", "november nov", "december dec",
)  # fmt: skip
#: Months that stand after the day.
MONTHS = ENGLISH_MONTHS | _numbered(
    1,
    "enero janvier januar jänner janeiro",
    "febrero février fevrier februar fevereiro",
    "marzo mars märz maerz março",
    "abril avril",
    "mayo mai maio",
    "junio juin juni junho",
    "julio juillet juli julho",
    "agosto août aout",
    "septiembre setiembre septembre setembro",
    "octubre octobre oktober outubro",
    "noviembre novembre novembro",
    "diciembre décembre decembre dezember dezembro",
)

#: Words right before a weekday that make it a date: this Tuesday, am Dienstag, el martes.
WEEKDAY_LEADS = parted(
    "on, this, next, coming, el, este, próximo, proximo, ce, am, diesen, nächsten, kommenden,"
    " na, nesta, no, neste, esta, live"
)
#: Words right before a weekday that make it a name or a habit: Black Friday, every Tuesday.
WEEKDAY_NAMES = parted(
    "black, cyber, good, ash, palm, easter, super, freaky, ruby, taco, manic, blue,"
    " throwback, casual, giving, fat, shrove, holy, bloody, stormy, first, second, third,"
    " fourth, last, every, each, motivation, magic, wild, mega, jeden, jeder, chaque, tous"
    " les, cada, todo, toda, todos los, todas as, der, the, gloomy, sleepy, meatless, man"
    " crush, viernes, schwarzer, rosa"
)
#: What follows a weekday in the names of films, shows and songs.
WEEKDAY_NAMES_AFTER = (
    "night live", "night lights", "night fever", "the 13th", "mornings", "addams", "times", "club",
    "blues", ", bloody", "on my mind", "next door", "noite ao vivo", "13", "'s child",
)  # fmt: skip

#: What people call a Space by its weekday: a Friday hangout, viernes de charla, 金曜の雑談.
GATHERINGS = parted(
    "hangout, hang out, hang, chat, chats, call, town hall, ama, meetup, meet-up, session,"
    " stream, livestream, space, spaces, jam, happy hour, standup, stand-up, karaoke, q&a,"
    " lounge, coffee, check-in, catch-up, catch up, office hours, hours, roundtable, open mic,"
    " party, gathering, vibes, huddle, sync, banter, fireside, open house, trivia, quiz,"
    " listening party, watch party, drinks"
)
#: The same in languages where the weekday stands first with *de*, or last with *del*, *du*, *de*.
GATHERINGS_OF = parted(
    "charla, charlas, tertulia, preguntas, karaoke, space, spaces, quedada, fiesta, causerie,"
    " discussion, apéro, apero, karaoké, débat, soirée, rendez-vous, papo, bate-papo,"
    " conversa, roda de conversa, happy hour, live, sarau"
)
#: German ones, which are one word with the weekday: Freitagsrunde.
GATHERINGS_GLUED = parted(
    "runde, talk, plausch, treff, stammtisch, chat, gespräch, hangout, space, frage, café,"
    " cafe, kaffee, quiz, sprechstunde, karaoke"
)
JAPANESE_GATHERINGS = parted(
    "雑談, ラジオ, スペース, トーク, 座談会, 飲み会, 質問会, カラオケ, 会議"
)
#: What follows a gathering that the title is about, and that is over or somebody else's.
LOOKS_BACK = ("recap", "review", "preview", "highlights", "replay", "notes", "recording", "rewind")

#: Words before a time that make it the start, and those that make it another time.
TIME_LEADS = parted(
    "at, @, um, à, às, as, a las, a la, ab, dès, from, desde las, starts, starting, live,"
    " pünktlich, a partir das, a partir de las, à partir de"
)
#: What has a time of its own, whatever the Space's is: right before one, or with `at` between.
OTHER_EVENTS = parted(
    "kick-off, kickoff, kick off, kicks off, tip-off, tipoff, tip off, tips off, puck drop,"
    " first pitch, lights out, anpfiff, anstoß, anwurf, coup d'envoi, coup d’envoi, saque"
    " inicial, pitazo inicial, pontapé inicial, tagesschau, tagesthemen, heute journal,"
    " journal, telediario, noticias, score, record, genesis, exodus, psalm, psalms, proverbs,"
    " isaiah, jeremiah, matthew, mark, luke, john, acts, romans, corinthians, hebrews,"
    " revelation, surah, salmo, salmos, mateo, lucas, juan, mateus, joão, psaume, matthieu,"
    " jean, matthäus, markus, lukas, johannes"
)
#: What follows such a time: 3pm kick-offs.
OTHER_EVENTS_AFTER = parted(
    "kick-off, kickoff, kick off, tip-off, tipoff, puck drop, blackout, curfew, news,"
    " deadline, bulletin, game, match"
)
#: First words of a title that asks: what it says of a day is what it asks about.
QUESTIONS = parted(
    "what, why, how, who, which, when, was, wie, warum, wer, wann, qué, cómo, por qué, quién,"
    " pourquoi, comment, qui, que, o que, por que, como, quem"
)
#: Words between what has a time of its own and that time.
OTHER_EVENTS_AT = parted("at, is at, is, um, ist um, à, est à, a las, es a las, às, de")
#: Words before a time or a day that make it somebody's, and no announcement: the 3pm blackout.
OWNERS = ("the", "our", "my", "your", "their", "his", "her", "its", "that", "every")
OTHER_TIMES = parted(
    "until, till, til, before, after, by, past, since, bis, vor, nach, hasta, hasta las,"
    " antes de, antes de las, después de las, jusqu'à, jusqu’à, avant, après, até, até as, até"
    " às, antes das, depois das, doors, ends, ends at, working, work"
)
#: Words before a day of the month that make it a subject, a deadline or a number of something.
OTHER_DAYS = parted(
    "top, best, since, before, after, until, till, by, from, season, episode, ep, part, vol,"
    " chapter, round, stage, phase, version, no, nr, week, day, act, level, remembering,"
    " anniversary of, of, recap, about, bis, seit, vor, nach, ab, desde el, hasta el, antes"
    " del, depuis le, avant le, jusqu'au, après le, desde, até, antes de, depois de, del, du,"
    " vom, zum, mission, apollo, countdown to, opens, opening, changes on, launch on,"
    " launches, launches on, launching, launching on, goes live, goes live on, drops, drops"
    " on, deadline, due, due on, for, ends, ends on, starts, starts on, begins, begins on,"
    " returns, returns on, plan for, preview of, startet am, startet"
)
#: Days that are spoken of by their date: (month, day). They count beside a weekday or a time.
NAMED_DAYS = frozenset(
    (
        (1, 1), (1, 6), (2, 14), (2, 29), (3, 8), (3, 14), (4, 1), (4, 20), (4, 25), (5, 1), (5, 4),
        (5, 5), (6, 4), (6, 6), (6, 19), (7, 4), (7, 14), (7, 20), (7, 26), (8, 15), (9, 7),
        (9, 11), (9, 15), (9, 16), (10, 3), (10, 7), (10, 12), (10, 31), (11, 5), (11, 9), (11, 11),
        (11, 20), (12, 6), (12, 24), (12, 25), (12, 31),
    )
)  # fmt: skip

#: Parts of the day: from which hour to which the start is in it, generously.
PARTS: dict[str, tuple[int, int]] = {
    name: hours
    for names, hours in (
        ("tonight, esta noche, ce soir, heute abend, heute nacht, hoje à noite, esta noite, 今夜,"
         " 今晩", (16, 29)),
        ("this morning, esta mañana, ce matin, heute morgen, heute früh, hoje de manhã, esta manhã,"
         " 今朝", (3, 13)),
        ("this afternoon, esta tarde, cet après-midi, heute nachmittag, hoje à tarde, 今日の午後",
         (11, 21)),
    )
    for name in parted(names)
}  # fmt: skip
#: Words for the next day; they count only beside a time, or where the title ends with them.
TOMORROW = ("tomorrow", "mañana", "demain", "morgen", "amanhã", "明日")
#: What stands before or after them where they mean the morning, or the time to come.
NOT_TOMORROW_BEFORE = parted(
    "la, de la, por la, esta, cada, buena, guten, am, jeden, heute, of, for, today and, el,"
    " the, de, pour, a, do, du, no, una"
)

LETTER = r"[^\W\d_]"
NO_NUMBER_BEFORE = r"(?<![\w:.,$€£¥/#+−-])"


class Zone(NamedTuple):
    """A zone that a title names; any of ``names``, IANA zones or offsets, may be meant.

    ``names`` is empty for an unknown zone. ``sure`` is False where the word may mean something
    else: `8pm Eastern Conference`, `20h et vos questions`.
    """

    names: tuple[str, ...]
    sure: bool = True


class Claim(NamedTuple):
    """Something a title says about when (code points of the title).

    ``kind`` is ``weekday`` (``values``: numbers from Monday 0), ``day`` ((year or 0, month, first,
    last day)), ``slashed`` (several such, each of which will do), ``time`` (minutes of the day,
    each of which will do), ``part`` (hours from, to) or ``tomorrow``. ``zone`` is that of a time,
    None where the title names none.
    """

    kind: str
    start: int
    end: int
    values: tuple[object, ...] = ()
    zone: Zone | None = None
    sure: bool = True


def any_of(words: Iterable[str]) -> str:
    """Return an expression for any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def compiled(expression: str) -> re.Pattern[str]:
    """Return the pattern of an expression, compiled when it is first asked for."""
    return compile_re(expression, re.IGNORECASE)


def before(text: str, start: int, words: tuple[str, ...], between: tuple[str, ...] = ()) -> bool:
    """Return whether one of the words is right before a place, or with one of ``between``."""
    head = text[max(0, start - _NEAR) : start].lower().rstrip()
    if not between:
        return _ends_with(head, words)
    head = head.rstrip(_COLON)
    rests = [head.removesuffix(word) for word in between if head.endswith(word)]
    rests = [rest.rstrip(_COLON) for rest in rests if rest != rest.rstrip(_COLON)]
    return any(_ends_with(each, words) for each in (head, *rests))


def _ends_with(head: str, words: tuple[str, ...]) -> bool:
    """Return whether a text ends with one of the words, whole."""
    if not head.endswith(words):
        return False
    chars = [head[-len(word) - 1 : -len(word)] for word in words if head.endswith(word)]
    return not all(char.isalnum() or char == "_" for char in chars)


_COLON = ": \t\n\r\xa0\u202f\u3000"
_NEAR = 28  # code points before a place that are looked at
ENDS = Pattern(r"\s*+[)\]!.…]*+\s*+\Z")
_OPENS = Pattern(r"(?:[,|–—·•:(\[]|\s-)\s*\Z")
_GOES_ON = Pattern(r"\s*(?:[|–—·,)\]]|-\s)|\s*:\s")


def opens(text: str, start: int) -> bool:
    """Return whether a separator is right before a place."""
    return _OPENS.search(text[max(0, start - 4) : start]) is not None


def goes_on(text: str, end: int) -> bool:
    """Return whether a separator is right after a place."""
    return _GOES_ON.match(text, end) is not None


def is_first(text: str, start: int) -> bool:
    """Return whether only marks are before a place."""
    return not any(map(str.isalnum, text[:start]))
