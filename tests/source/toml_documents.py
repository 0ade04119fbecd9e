"""Random TOML documents, quick to make: a seeded generator, so that a failure can be repeated."""

from __future__ import annotations

from random import Random

WORDS = [
    "title",
    "host",
    "spaces",
    "a",
    "b",
    "c-d",
    "e_f",
    "0",
    "12",
    "name",
    "x y",
    "é",
    "q.r",
    "",
]
PIECES = [
    "AMA", " ", "with", "@jack", "#AT&T", "🎉", "👩‍🚀", "日本", "\u2028", "\x85", "é", "'", '"',
    "\\", "=", "[", "]", "{", "}", ",", "# x", "\t", "ß", "\ufeff", "$BTC", ":", "..",
]  # fmt: skip


def document(rng: Random, newline: str = "\n") -> str:
    """Give one document; most are valid, a few repeat a key and are not."""
    lines: list[str] = []
    statements(rng, lines)
    for _ in range(rng.randrange(5)):
        shape = rng.random()
        name = ".".join(key(rng) for _ in range(rng.choice((1, 1, 1, 2, 3))))
        if rng.random() < 0.2:
            name = f" {name}\t"
        lines.append(f"[[{name}]]" if shape < 0.6 else f"[{name}]")
        if rng.random() < 0.2:
            lines[-1] = "  " + lines[-1] + "  # a [header] = x"
        statements(rng, lines)
    return newline.join(lines).replace("<NL>", newline) + rng.choice(("", newline))


def statements(rng: Random, lines: list[str]) -> None:
    for _ in range(rng.randrange(5)):
        if rng.random() < 0.15:
            lines.append(rng.choice(("", "  ", "# note = 1", '# "unclosed', "\t# [x]")))
        name = rng.choice((".", " . ")).join(
            key(rng) for _ in range(rng.choice((1, 1, 1, 1, 2, 3)))
        )
        lines.append(
            rng.choice(("", "", " ")) + name + rng.choice((" = ", "=", " =\t")) + value(rng, 0)
        )
        if rng.random() < 0.1:
            lines[-1] += "  # note"


def key(rng: Random) -> str:
    word = rng.choice(WORDS)
    shape = rng.random()
    if shape < 0.15:
        return "'" + word + "'"
    if shape < 0.3:
        return '"' + "".join(escaped(rng, char, 0.2) for char in word) + '"'
    return (
        word
        if word and word.isascii() and word.replace("-", "").isidentifier()
        else "z" + str(rng.randrange(40))
    )


def value(rng: Random, depth: int) -> str:
    shape = rng.random()
    if depth < 3 and shape < 0.12:
        return array(rng, depth)
    if depth < 3 and shape < 0.22:
        return inline_table(rng, depth)
    if shape < 0.8:
        return string(rng)
    return rng.choice(
        ("true", "false", "7", "-1_000", "0xDEAD", "6.6e-3", "inf", "-nan", "1979-05-27",
         "07:32:00", "1979-05-27 07:32:00.5", "1979-05-27T07:32:00-07:00", "1979-05-27t07:32Z")
    )  # fmt: skip


def array(rng: Random, depth: int) -> str:
    gap = rng.choice(("", " ", "<NL>  ", " # ] x<NL>"))
    items = [value(rng, depth + 1) for _ in range(rng.randrange(4))]
    tail = rng.choice(("", ",")) if items else ""
    return "[" + gap + ("," + gap).join(items) + tail + gap + "]"


def inline_table(rng: Random, depth: int) -> str:
    names = [f"{key(rng)}{i}".replace('"', "").replace("'", "").replace(" ", "") for i in range(3)]
    names = [n if n.isascii() and "." not in n else f"k{i}" for i, n in enumerate(names)]
    pairs = [
        (f"{name}.{key(rng)}" if rng.random() < 0.2 else name) + " = " + value(rng, depth + 1)
        for name in names[: rng.randrange(4)]
    ]
    return "{" + rng.choice(("", " ")) + ", ".join(pairs) + rng.choice(("", " ")) + "}"


def string(rng: Random) -> str:
    text = "".join(rng.choice(PIECES) for _ in range(rng.randrange(7)))
    shape = rng.random()
    if shape < 0.25 and "'" not in text:
        return "'" + text + "'"
    if shape < 0.4 and not text.endswith("'"):
        body = text.replace("'''", "")
        return "'''" + rng.choice(("", "<NL>")) + body + rng.choice(("", "<NL>")) + "'''"
    if shape < 0.6:
        body = "".join(
            rng.choice(("<NL>", "\\<NL>   ", "\\  <NL><NL>\t")) + char
            if rng.random() < 0.08
            else (char if char not in '"\\' else "\\" + char)
            for char in text
        )
        end = rng.choice(("", "", '"', '""')) if not body.endswith("\\") else ""
        return '"""' + rng.choice(("", "<NL>")) + body + end + '"""'
    return '"' + "".join(escaped(rng, char, 0.1) for char in text) + '"'


def escaped(rng: Random, char: str, often: float) -> str:
    if char in '"\\':
        return "\\" + char
    if rng.random() > often:
        return char
    number = ord(char)
    if char == "\t":
        return "\\t"
    if number < 256 and rng.random() < 0.3:
        return f"\\x{number:02X}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08X}"
