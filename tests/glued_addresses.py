"""Generated titles in which addresses, brackets and signs are glued to each other."""

from __future__ import annotations

import random

_LABELS = "a b e-b -a a- a_b _c é ñu 日本 я x1 1 xn--a co com 𝒳 ß".split()
_ENDINGS = "com co io de com.mx xn--p1ai рф 香港 music zz".split()
_PROTOCOLS = ("", "", "", "", "http://", "https://", "HTTPS://", "ftp://", "//", "://", "://@")
_BRACKETS = ("(", "(", ")", ")", "()", "(b)", "((c))", "(a(b)c)", *"[]{}<>（）")
_MARKS = (*"!*';:=+,.$/%#[]-_~@|&?\"\\^–—//", "..", ";;", "/@u/", "?q=1", "&b", ":80")
_SIGNS = ("@", "@", "#", "$", "＠", "＃", "@u", "#t", "$T", "@u/l", "RT@u", "rt @u", "＃タ", "#é")
_WORDS = (*"xC7日éя🎉𝒳ـ\u200d\ufe0f\u202e\ufeff\u0301", "ab")
_SPACES = (" ", " ", " ", "\u3000", "\n", "\x85", "\u200b")
_TCO = ("t.co/abc", "https://t.co/abc", "http://t.co/" + "a" * 41, "https://t.co/a?b=c")


def glued_titles(count: int, seed: int) -> list[str]:
    """Return ``count`` titles, always the same for a seed."""
    source = random.Random(seed)
    return ["".join(_pieces(source)) for _ in range(count)]


def _pieces(source: random.Random) -> list[str]:
    pieces: list[str] = []
    for _ in range(source.randint(2, 9)):
        roll = source.random()
        if roll < 0.32:
            pieces.append(_address(source))
        elif roll < 0.52:
            pieces.append(source.choice(_MARKS))
        elif roll < 0.70:
            pieces.append(source.choice(_BRACKETS))
        elif roll < 0.84:
            pieces.append(source.choice(_SIGNS))
        elif roll < 0.94:
            pieces.append(source.choice(_WORDS))
        else:
            pieces.append(source.choice(_SPACES))
    return pieces


def _address(source: random.Random) -> str:
    if source.random() < 0.05:
        return source.choice(_TCO)
    labels = [source.choice(_LABELS) for _ in range(source.randint(1, 3))]
    if source.random() < 0.2:
        labels.append(source.choice(_LABELS) + source.choice(_LABELS))
    path = "".join(
        source.choice((source.choice(_MARKS), source.choice(_BRACKETS), source.choice(_WORDS), "x"))
        for _ in range(source.choice((0, 0, 1, 2, 4)))
    )
    host = ".".join((*labels, source.choice(_ENDINGS)))
    return source.choice(_PROTOCOLS) + host + ("/" if path else "") + path
