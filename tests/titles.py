"""Generated titles: many scripts, the signs that make links and the marks that break them."""

from __future__ import annotations

import random

WORDS = (
    "AMA live Launch Acme AT T Node js Q A COVID 19 L Oréal Beyoncé Zürich straße crypto web3 gm"
    " 日本語 タグ 東京オリンピック 한국어 서울 Привет Москва Ελλάδα עברית שלום العربية مرحبا हिन्दी नमस्ते"
    " ไทย தமிழ் বাংলা ქართული Հայերեն አማርኛ 聊聊 区块链 ｆｕｌｌ Ｗ 𝓑𝓸𝓵𝓭 𐐀𐐁 𠀡 ß ŉ ſ K ı İ ـ e\u0301 a\u0308o"
    " 2026 06 8pm 19 007 ٣٤ ९ x y"
).split()
SIGILS = ("#", "#", "#", "@", "@", "$", "＃", "＠", "＄")
MARKS = tuple("&'’-./+!?:;,_%*()[]{}|\\\"~^=<>·・～〜—–…°、。「」") + (
    " ",
    " ",
    " ",
    " ",
    "  ",
    "\t",
    "\n",
    "\u3000",
    "\xa0",
    "\u200b",
    "\u200c",
    "\u200d",
    "\u00ad",
    "\ufe0f",
    "\ufe0e",
    "\u20e3",
    "\u202e",
    "\u2066",
    "\u200f",
    "\ufeff",
    "\x00",
    "\x85",
    "\u2028",
    "\u0301",
    "#",
    "@",
    "$",
    "&",
    "RT ",
    "rt",
    "RT:",
    "://",
    "http://",
    "https://",
    "HTTP://",
    "www.",
)
EMOJI = (
    "🎉 😀 🚀 ❤️ ❤ ✌🏽 ✌️ 👍🏿 👨‍👩‍👧‍👦 👩🏽‍💻 🏳️‍🌈 🇺🇸 🇫🇷 🇦🇦 🇺 1️⃣ #️⃣ *⃣ © ©️ ™ ‼️ ⁉ 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🤷‍♀️ 🕵️‍♂️ ⛹🏻‍♀️ 👩‍❤️‍💋‍👨"
    " 🧑‍🚀 🫶 🥲 ☎︎ ☎️ ⌚ 🅱️ ㊗️ 〰️ 🀄 \ufe0f \u200d"
).split(" ")
HOSTS = (
    "example.com t.co/abc123 t.co/abc?x=1 README.md google.fr spotify.music x.com/i/spaces/1 a.b.c.co.uk"
    " test_me.com under_score.example.com -dash.com dash-.com 日本.com münchen.de éxample.com xn--abc.com"
    " пример.рф παράδειγμα.ελ 例え.テスト example.香港 example.com.香港 bit.ly/3a-_b?c=d&e=f example.com/#frag"
    " example.com:8080/a_(b)_c example.com/(a(b)c)d example.com?q=1 example.com/?q=(1) e.co/@u/x a.io. .b.io"
    " com . co.com 1.2.3.4 a..com vermögensberater x.vermögensberater foo.bar.baz example.COM example.comé"
).split()


def title(random: random.Random) -> str:
    """Return one generated title of up to some twenty pieces."""
    pieces: list[str] = []
    for _ in range(random.randint(1, 12)):
        roll = random.random()
        if roll < 0.30:
            pieces.append(random.choice(WORDS))
        elif roll < 0.55:
            pieces.append(random.choice(SIGILS) + random.choice(WORDS))
        elif roll < 0.80:
            pieces.append(random.choice(MARKS))
        elif roll < 0.90:
            pieces.append(random.choice(EMOJI))
        elif roll < 0.97:
            pieces.append(random.choice(HOSTS))
        else:
            pieces.append(chr(random.choice(_ANY)))
        if random.random() < 0.25:
            pieces.append(" ")
    return "".join(pieces)


_ANY = [*range(0x20, 0xD800), *range(0xE000, 0x20000)]


def titles(count: int, seed: int = 1) -> list[str]:
    """Return ``count`` generated titles, always the same for a seed."""
    source = random.Random(seed)
    return [title(source) for _ in range(count)]
