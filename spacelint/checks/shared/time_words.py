"""How languages say "at" before a time of day, for a title that has ``@`` in its place."""

from __future__ import annotations

from spacelint.text.pattern import Pattern

# Common words of a title, by the word for "at" of their language.
_WORDS = {
    "at": "the and with for of to in on live tonight today join us our we is are how what why this"
    " hour hours office daily weekly every call chat talk meet town hall space session starts",
    "a las": "el los las con para en vivo directo hoy esta noche y charla debate del una por hola"
    " mañana",
    "à": "le les des du avec et ce soir en direct sur pour une l'équipe demain rendez-vous une nous"
    " vous",
    "um": "der die das und mit für heute abend live im wir ihr uhr morgen ist ein eine",
    "às": "o os as com para ao vivo hoje noite e não uma no na amanhã bate-papo",
    "alle": "il gli con per stasera oggi diretta e della una in domani",
    "om": "het een en met vanavond vandaag voor wij morgen",
    "o": "w z na i dziś wieczorem rozmowa na_żywo jutro",
    "в": "и с на сегодня по эфир вечером стрим завтра разговор",
    "о": "і з та сьогодні ефір ввечері завтра розмова",
    "στις": "και με σήμερα το στο απόψε ζωντανά",
    "الساعة": "في مع من على اليوم مباشر الليلة غدا و",
    "ב-": "עם של היום על הערב מחר שידור",
    "pukul": "dan dengan malam ini hari bersama di yang besok",
    "lúc": "và với hôm nay tối nay cùng ngày mai",
    "kl.": "och med idag ikväll på i_kväll och og i_aften i_dag",
}
_WORD = Pattern("[«LETTER»]+(?:['’][«LETTER»]+)?")
_ENGLISH_TIME = Pattern(r"(?i).*(?:[ap]\.?m\.?|noon|midnight|midday|o.?clock)\Z")


def at_word(text: str, time: str) -> str:
    """Return the word for "at" in the language of ``text``, before ``time``; empty if unsure.

    A time that is written as in English (``8pm``) is English where the title shows no language.
    """
    words = {match[0].lower() for match in _WORD.finditer(text)}
    counts = {at: len(words.intersection(known.split())) for at, known in _WORDS.items()}
    best = max(counts.values())
    likely = [at for at, count in counts.items() if count == best] if best else []
    if len(likely) == 1:
        return likely[0]
    return "at" if _ENGLISH_TIME.match(time) and (not likely or "at" in likely) else ""
