"""Random YAML documents, quick to make; many are no YAML, PyYAML says which."""

from __future__ import annotations

from random import Random

PIECES = [
    "AMA", "with", "@jack", "#AT&T", " #tag", "🎉", "👩‍🚀", "日本", "\u2028", "\x85", "é", "'", '"',
    "\\", ": ", ",", "[", "]", "{", "}", "- ", "?", "ß", "$BTC", "%", "`", "a", "b c", "\t", "  ",
    "!", "&x", "*", "|", ">",
]  # fmt: skip


def document(rng: Random) -> str:
    """Give one document of a few keys, each with a scalar in some style."""
    newline = rng.choice(("\n", "\n", "\n", "\r\n"))
    lines: list[str] = []
    for number in range(rng.randrange(1, 5)):
        shape = rng.random()
        if shape < 0.15:
            inner = ", ".join(scalar(rng, 2, flow=True) for _ in range(rng.randrange(1, 3)))
            lines.append(f"k{number}: [{inner}]")
        elif shape < 0.25:
            lines.append(f"k{number}: {{ a: {scalar(rng, 2, flow=True)}, b: 1 }}")
        elif shape < 0.4:
            lines.append(f"k{number}:\n  - {scalar(rng, 4)}\n  - title: {scalar(rng, 6)}")
        else:
            lines.append(f"k{number}: {scalar(rng, rng.choice((1, 2, 4)))}")
        if rng.random() < 0.2:
            lines.append(rng.choice(("", "# note", "  # note")))
    return "\n".join(lines).replace("\n", newline) + newline


def words(rng: Random, most: int = 7) -> str:
    return "".join(rng.choice(PIECES) for _ in range(rng.randrange(most)))


def scalar(rng: Random, indent: int, *, flow: bool = False) -> str:
    text = words(rng)
    shape = rng.random()
    fold = "\n" + " " * indent
    before = rng.choice(("", "", "", "", "!!str ", "&a ", "! ", "&b !!str "))
    if shape < 0.3:
        plain = "".join(c for c in text if c.isalnum() or c in " #@:'\"🎉日本\u2028") or "x"
        return before + plain.strip().replace("with", fold + rng.choice(("", fold)) + "with")
    if shape < 0.5:
        return before + "'" + text.replace("'", "''").replace("with", f" {fold}with") + "'"
    if shape < 0.75 or flow:
        return before + '"' + "".join(double(rng, c, fold) for c in text) + '"'
    mark = (
        rng.choice("|>")
        + rng.choice(("", "", "-", "+", "2", "1-", "+2"))
        + rng.choice(("", " # note"))
    )
    deep = " " * (indent + 2)
    body = []
    for _ in range(rng.randrange(1, 4)):
        line = "".join(c for c in words(rng) if c not in "\x85\u2028")
        body.append(deep + rng.choice(("", "", "", " ")) + line if line.strip() else "")
    return before + mark + "\n" + "\n".join(body)


def double(rng: Random, char: str, fold: str) -> str:
    if char in '"\\':
        return "\\" + char
    if rng.random() < 0.05:
        return char + rng.choice((fold, fold + fold, "\\" + fold, " \\" + fold + "\\ ", " " + fold))
    if rng.random() > 0.12:
        return char
    number = ord(char)
    if number < 256:
        return f"\\x{number:02x}"
    return f"\\u{number:04X}" if number < 0x10000 else f"\\U{number:08x}"
