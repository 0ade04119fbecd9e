"""Guess the language of a title from its commonest words; good enough for hints."""

from __future__ import annotations

import re

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
_FRENCH_ELISION = re.compile(r"(?i)\b(?:[cdjlmnst]|qu)['’]\w")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def is_french(text: str) -> bool:
    """Return whether a title is probably French, which puts a space before ``? ! : ;``."""
    if _FRENCH_ELISION.search(text):
        return True
    return any(word.lower() in _FRENCH for word in _WORD.findall(text))
