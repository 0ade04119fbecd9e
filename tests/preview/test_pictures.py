"""The SVG, the HTML and the PNG of a title."""

from __future__ import annotations

import random
import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from hypothesis import given

from spacelint.preview.card import card_of
from spacelint.preview.html import html
from spacelint.preview.layout import DARK, LIGHT, ems
from spacelint.preview.svg import WIDTH, svg
from spacelint.text import parse
from tests.texts import TEXTS

SVG = "{http://www.w3.org/2000/svg}"
INJECTIONS = (
    "</title><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onload='alert(1)",
    "]]> --> <!-- &lt; &amp; &#x41;",
    "<b>#tag</b>&@acme",
)


class Page(HTMLParser):
    """The elements of a page, and the text of each by its class."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.texts, self._open = [], [], {}, []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in ("meta", "path", "circle", "rect"):
            self._open.append(dict(attrs).get("class"))

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag):
        self._open.pop()

    def handle_data(self, data):
        for name in filter(None, self._open):
            self.texts.setdefault(name, []).append(data)


def texts_of(root, name):
    """The texts of a class, without the marks that keep a link in its own direction."""
    found = ["".join(e.itertext()) for e in root.iter() if e.get("class") == name]
    return [re.sub("[\u2066-\u2069]", "", text) for text in found]


def title_of(root):
    return " ".join(texts_of(root, "plain t"))


@given(TEXTS)
def test_the_svg_of_any_title_is_well_formed_and_says_its_alt_text(text):
    card = card_of(parse(text), text, text)
    for measure in (None, lambda text, size, classes, style: len(text) * size):
        root = ElementTree.fromstring(svg(card, measure=measure))
        assert root.get("role") == "img"
        named = {root.find(f"{SVG}title").get("id"), root.find(f"{SVG}desc").get("id")}
        assert set(root.get("aria-labelledby").split()) == named
        assert root.find(f"{SVG}desc").text == card.alt


@given(TEXTS)
def test_the_svg_shows_all_of_the_title_in_its_kinds(text):
    card = card_of(parse(text))
    root = ElementTree.fromstring(svg(card))
    lines = [e for e in root.iter(f"{SVG}text") if e.get("class") == "plain t"]
    shown = re.sub("[\u2066-\u2069]", "", "".join("".join(e.itertext()) for e in lines))
    assert shown.replace(" ", "") == "".join(p.text for p in card.pieces).replace(" ", "")
    for kind in ("link", "lost"):
        parts = [e for line in lines for e in line.iter(f"{SVG}tspan") if e.get("class") == kind]
        expected = "".join(p.text for p in card.pieces if p.kind == kind)
        assert "".join("".join(e.itertext()) for e in parts) == expected.replace(" ", "")


@pytest.mark.parametrize("text", INJECTIONS)
def test_a_title_cannot_put_elements_into_the_pictures(text):
    card = card_of(parse(text), text, text)
    plain = card_of(parse("x"), "x", "x")
    kinds = {e.tag for e in ElementTree.fromstring(svg(plain)).iter()} | {f"{SVG}tspan"}
    assert {e.tag for e in ElementTree.fromstring(svg(card)).iter()} <= kinds
    page = Page(html(card))
    assert set(page.tags) <= {*Page(html(plain)).tags, "span"}
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    assert ("aria-label", card.alt) in page.attributes


@given(TEXTS)
def test_the_page_shows_title_alt_text_and_kinds(text):
    card = card_of(parse(text), text, text)
    page = Page(html(card))
    assert ("aria-label", card.alt) in page.attributes
    assert "".join(page.texts.get("title", [])) == "".join(p.text for p in card.pieces)
    links = [p.text for note in (card.pieces, *card.notes) for p in note if p.kind == "link"]
    assert "".join(page.texts.get("link", [])) == "".join(links)


def test_the_page_asks_for_nothing_from_elsewhere():
    page = html(card_of(parse("AMA https://acme.com #AT&T")))
    assert "default-src 'none'" in page
    assert not re.search(
        r"\b(src|href|url\(|@import)", page.replace("default-src", "").replace("style-src", "")
    )


@pytest.mark.parametrize("draw", [svg, html])
def test_auto_has_both_themes_and_light_or_dark_only_its_own(draw):
    card = card_of(parse("AMA"))
    assert LIGHT.link in draw(card, "auto")
    assert DARK.link in draw(card, "auto")
    assert "prefers-color-scheme:dark" in draw(card, "auto")
    assert DARK.link not in draw(card, "light")
    assert LIGHT.link not in draw(card, "dark")
    assert "prefers-color-scheme" not in draw(card, "dark")


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_every_text_stands_out_from_the_card_and_the_page(colours):
    for name in ("plain", "muted", "link", "lost"):
        for ground in (colours.card, colours.page):
            assert contrast(getattr(colours, name), ground) >= 4.5, (name, ground)


def contrast(one, other):
    """The ratio of WCAG 2.2, 1.4.3."""
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    "text",
    ["W" * 70, "日本語" * 20, "word " * 14, "👨‍👩‍👧‍👦" * 6, "WORDS IN CAPITALS " * 4, "@" * 70],
)
def test_no_line_of_the_title_is_wider_than_the_card(text):
    root = ElementTree.fromstring(svg(card_of(parse(text))))
    for line in texts_of(root, "plain t"):
        assert sum(map(ems, line)) * 24 <= WIDTH - 80 or "\u200d" in line


def test_a_title_from_right_to_left_stands_at_the_right():
    card = card_of(parse("لقاء مع #عمان"))
    line = next(
        e
        for e in ElementTree.fromstring(svg(card)).iter(f"{SVG}text")
        if e.get("class") == "plain t"
    )
    assert line.get("direction") == "rtl"
    assert float(line.get("x")) > WIDTH / 2
    assert ("dir", "rtl") in Page(html(card)).attributes


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_png_is_drawn_in_its_theme(theme):
    pytest.importorskip("resvg_py", reason="the extra spacelint[png] is not installed")
    from spacelint.preview.png import NoPngError, png

    card = card_of(parse("Town hall #AT&T 🎙️ 日本"), "@acme")
    try:
        picture = png(card, theme)
    except NoPngError as error:
        pytest.skip(str(error))
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(picture[16:20], "big") == 2 * WIDTH
    other = png(card, "dark" if theme == "light" else "light")
    assert picture != other


def test_auto_is_light_in_a_png_which_cannot_adapt():
    pytest.importorskip("resvg_py", reason="the extra spacelint[png] is not installed")
    from spacelint.preview.png import NoPngError, png

    card = card_of(parse("AMA"))
    try:
        assert png(card, "auto") == png(card, "light")
    except NoPngError as error:
        pytest.skip(str(error))


def test_every_mixture_of_scripts_and_emoji_can_be_drawn_as_png():
    pytest.importorskip("resvg_py", reason="the extra spacelint[png] is not installed")
    from spacelint.preview.png import NoPngError, png

    pieces = ("Town", "#AT&T", "日本", "עמוס", "لقاء", "हिन्दी", "ไทย", "🎙️", "👨‍👩‍👧‍👦", "🇩🇪", "1️⃣",
              "⛹🏻‍♀️", "❤️", "e\u0301", "\u0301", "\ud800", "\u202e", "  ")  # fmt: skip
    chance = random.Random(1)
    for _ in range(25):
        text = " ".join(chance.choices(pieces, k=6))
        try:
            assert png(card_of(parse(text), chance.choice(pieces)))
        except NoPngError as error:
            if "font" in str(error):
                pytest.skip(str(error))
            raise


RTL = "مساء الخير مع @ann_lee و @bob_cid_1 من المدينة #قهوة"


def test_a_handle_in_a_title_from_right_to_left_keeps_its_own_direction():
    card = card_of(parse(RTL))
    assert card.right_to_left
    for part in ("@ann_lee", "@bob_cid_1", "#قهوة"):
        assert f'<bdi><span class="link">{part}</span></bdi>' in html(card)
        assert f'\u2068<tspan class="link">{part}</tspan>\u2069' in svg(card)
    assert "\u2068" not in svg(card_of(parse("Town hall with @ann_lee")))
    broken = html(card_of(parse("مساء الخير #AT&T")))
    assert '<bdi><span class="link">#AT</span><span class="lost">&amp;T</span></bdi>' in broken


@pytest.mark.parametrize("wide", [0.4, 0.9, 1.4])
@pytest.mark.parametrize(
    "title",
    ["W" * 70, "Wide words in a wide face, and many of them, so that " * 2, "日本語" * 24, RTL],
)
def test_no_line_is_longer_than_the_card_with_any_face(title, wide):
    card = card_of(parse(title))
    for text in re.findall(r'class="plain t"[^>]*>', svg(card)):
        told = re.search(r'textLength="(\d+)"', text)
        assert told is None or int(told[1]) <= WIDTH - 80
    measured = svg(card, measure=lambda text, size, classes, style: len(text) * size * wide)
    root = ElementTree.fromstring(measured)
    for y in {e.get("y") for e in root.iter(f"{SVG}text") if "t" in e.get("class").split()}:
        line = [e for e in root.iter(f"{SVG}text") if e.get("y") == y]
        shown = re.sub("[\u2066-\u2069 ]", "", "".join("".join(e.itertext()) for e in line))
        assert len(shown) * 24 * wide <= WIDTH - 80 or len(shown) == 1


def test_a_png_says_which_script_has_no_font(monkeypatch):
    pytest.importorskip("resvg_py", reason="the extra spacelint[png] is not installed")
    from spacelint.preview import png as module

    text = "Coffee कॉफ़ी ไทย 日本語 with @ann 🎉"
    try:
        picture = module.png(card_of(parse(text)))
    except module.NoPngError:
        pytest.skip("this computer has not the fonts for it")
    assert picture[:4] == b"\x89PNG"
    has = module._has_glyph
    monkeypatch.setattr(
        module, "_has_glyph", lambda cluster, drawn: cluster < "\u0900" and has(cluster, drawn)
    )
    with pytest.raises(module.NoPngError, match="Devanagari and Thai and Chinese and emoji"):
        module.png(card_of(parse(text)))


def test_a_missing_glyph_is_seen():
    pytest.importorskip("resvg_py", reason="the extra spacelint[png] is not installed")
    from spacelint.preview.png import NoPngError, png

    try:
        png(card_of(parse("Coffee")))
    except NoPngError:
        pytest.skip("there is no font on this computer")
    lacking = [
        char for char in "\U00010f70\U00010570\U0001e290\U00030000\U00012f90" if _lacks(char)
    ]
    assert lacking, "this computer has a font for everything"
    for char in lacking:
        with pytest.raises(NoPngError, match="a font for"):
            png(card_of(parse(f"Coffee {char}")))


def _lacks(char):
    from spacelint.preview.png import NoPngError, png

    try:
        png(card_of(parse(char)))
    except NoPngError:
        return True
    return False
