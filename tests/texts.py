"""Texts for property tests: anything that can be a ``str``, with the signs of links thick in it."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.titles import EMOJI, HOSTS, MARKS, SIGILS, WORDS

_PIECES = st.sampled_from((*SIGILS, *WORDS, *MARKS, *EMOJI, *HOSTS))
_ANY = st.text(st.characters(codec=None, exclude_categories=()), max_size=8)
#: Any ``str``: lone surrogates, NUL and characters without a meaning too.
TEXTS = st.lists(st.one_of(_PIECES, _PIECES, _ANY), max_size=14).map("".join)
MEGABYTE = 1_000_000
#: What hurts a reader that goes back over what it has read: the text is one of these, many times.
HOSTILE = (
    "#", "@", "$", "＃", "@a", "#a", "$A", "a.", "#a#", "@a@", "http://",
    "https://t.co/", "://", "a.co", "a.co/(", "a.co/#", "a.co/#b ", "a.co ", "a.co?",
    "a.co/?a=(", "-.", "_.", "a_.co.", "\u0301", "#\u0301", "#a\u200d", "@\u00e9", "#日",
    "日.com", "日本.", "xn--", "é.co/", "RT@a", "a@b.", "a@b.co ", "#1", "#1,", "@1:",
    "#️⃣", "@a️⃣", "#a🎉", "👨\u200d", "🇺", "\ud800", "\udc00#a", "\x00", "\x00#a", "&#",
    "'s", "#a's", "#a-", "#a'", "((", "@a/b", "@a/", "{{", "}}", "<", "%s", "a ", "A",
    "!", ". ", "\u202e", "\ufeff", "\u2028", "\u3000", "a\u0301", "Ã©", "â€™", "2025 ",
    "#2025", "the ", "@a-b", "$a.b",
)  # fmt: skip
