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
_WORD = Pattern(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# Common words of a title, by the word for "at" of their language.
_BY_AT_WORD = {
    "at": "the and with for of to in on live tonight today join us our we is are how what why this"
    " hour hours office daily weekly every call chat talk meet town hall space session starts",
    "a las": "el los las con para en vivo directo hoy esta noche y charla debate del una por hola"
    " mañana",
    "à": "le les des du avec et ce soir en direct sur pour une l'équipe demain rendez-vous une nous"
    " vous",
    "um": "der die das und mit für heute abend live im wir ihr uhr morgen ist ein eine",
    "às": "o os as com para ao vivo hoje noite e não uma no na amanhã bate-papo",
    "alle": "il gli con per stasera oggi diretta e della una in domani",
    "om": "uur het een en met vanavond vandaag voor wij morgen",
    "o": "w z na i dziś wieczorem rozmowa na_żywo jutro",
    "в": "и с на сегодня по эфир вечером стрим завтра разговор",
    "о": "і з та сьогодні ефір ввечері завтра розмова",
    "στις": "και με σήμερα το στο απόψε ζωντανά",
    "الساعة": "في مع من على اليوم مباشر الليلة غدا و",
    "ב-": "עם של היום על הערב מחר שידור",
    "pukul": "wib wita dan dengan malam pagi siang sore petang ini hari bersama di yang besok",
    "lúc": "và với hôm nay tối nay cùng ngày mai",
    "kl.": "och med idag ikväll på i_kväll och og i_aften i_dag",
}
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
_ENGLISH_TIME = Pattern(r"(?i).*(?:\d\s?[ap]\.?m\.?|noon|midnight|midday|o.?clock)\Z")


def is_french(text: str) -> bool:
    """Return whether a title is probably French, which puts a space before ``? ! : ;``."""
    if _FRENCH_ELISION.search(text):
        return True
    return any(word.lower() in _FRENCH for word in _WORD.findall(text))


def at_word(text: str, time: str) -> str:
    """Return the word for "at" in the language of ``text``, before ``time``; empty if unsure.

    A word for a time tells its language (``medianoche``). A time that is written as in English
    (``8pm``) is English where the title shows no language.
    """
    if time.isalpha() and time.lower() in _AT_OF_WORDS:
        return _AT_OF_WORDS[time.lower()]
    words = {match[0].lower() for match in _WORD.finditer(f"{text} {time}")}
    counts = {at: len(words.intersection(known.split())) for at, known in _BY_AT_WORD.items()}
    best = max(counts.values())
    likely = [at for at, count in counts.items() if count == best] if best else []
    if len(likely) == 1:
        return likely[0]
    return "at" if _ENGLISH_TIME.match(time) and (not likely or "at" in likely) else ""
