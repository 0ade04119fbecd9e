"""``spacelint preview``, as its users run it."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from tests.cli.command import spacelint

TITLE = "Town hall #AT&T with @acme"


def test_the_card_is_printed_with_what_x_makes_of_the_title():
    done = spacelint("preview", TITLE, "--host", "@acme", "--start", "Thu 3 Dec")
    assert done.status == 0
    assert done.err == ""
    for part in (TITLE, "@acme (host)", "Thu 3 Dec", "26/70", "X links #AT and @acme.",
                 "#AT&T is cut short."):  # fmt: skip
        assert part in done.out


def test_colours_are_blue_for_links_and_struck_red_for_what_is_lost():
    out = spacelint("preview", TITLE, "--color", "always").out
    assert "\x1b[4;34m#AT\x1b[0m\x1b[9;31m&T\x1b[0m" in out


def test_alt_prints_the_words_alone():
    done = spacelint("preview", TITLE, "--alt")
    expected = f"Space title: {TITLE}; X links #AT and @acme; #AT&T is cut short\n"
    assert done == (expected, "", 0)


def test_files_are_written_and_nothing_is_printed_but_that(tmp_path):
    done = spacelint("preview", TITLE, "--svg", "a.svg", "--html", "a.html", "--theme", "dark",
                     cwd=tmp_path)  # fmt: skip
    assert done == ("", "wrote a.svg\nwrote a.html\n", 0)
    ElementTree.parse(tmp_path / "a.svg")
    assert "<!doctype html>" in (tmp_path / "a.html").read_text()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.html", "a.svg"]


def test_a_png_is_written_or_the_command_says_how_to_get_one(tmp_path):
    pytest.importorskip("resvg_py", reason="the extra spacelint[png] is not installed")
    done = spacelint("preview", TITLE, "--png", "a.png", cwd=tmp_path)
    if done.status:
        assert "needs a font" in done.err
    else:
        assert (tmp_path / "a.png").read_bytes()[:4] == b"\x89PNG"


def test_without_the_extra_it_says_how_to_install_it_and_writes_nothing(tmp_path):
    (tmp_path / "resvg_py.py").write_text("raise ImportError\n")
    done = spacelint("preview", TITLE, "--svg", "a.svg", "--png", "a.png", cwd=tmp_path,
                     PYTHONPATH=str(tmp_path))  # fmt: skip
    assert done.status == 2
    assert "pip install 'spacelint[png]'" in done.err
    assert not (tmp_path / "a.svg").exists()


def test_a_file_that_cannot_be_written_is_told_and_nothing_is_left(tmp_path):
    done = spacelint("preview", TITLE, "--svg", "none/a.svg", cwd=tmp_path)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("none/a.svg can't be written: ")
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_theme_is_told_with_the_nearest():
    done = spacelint("preview", TITLE, "--theme", "drak")
    assert done.status == 2
    assert "did you mean dark?" in done.err


def test_a_title_may_come_from_standard_input_and_be_long():
    done = spacelint("preview", "-", stdin=b"#a " * 300_000)
    assert done.status == 0
    assert "899999/70" in done.out
    assert len(done.out) < 5000
    done = spacelint("preview", "-", stdin=b"#a " * 400_000)
    assert done.status == 2
    assert "-:1: longer than 1,000,000 bytes" in done.err


def test_a_hostile_title_is_shown_escaped():
    done = spacelint("preview", "a\x1b]0;x\x07 \u202eb", "--host", "\x1b[2J")
    assert "\x1b" not in done.out
    assert "<U+202E>" in done.out


def test_a_stream_that_knows_only_ascii_gets_a_frame_in_ascii():
    done = spacelint("preview", "AMA #R&D", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert done.out.isascii()
    assert "| AMA #R&D" in done.out


def test_a_png_that_is_called_otherwise_is_refused(tmp_path):
    for name in ("a.jpg", "a", "a.png.svg"):
        done = spacelint("preview", TITLE, "--png", name, cwd=tmp_path)
        assert done.status == 2
        assert done.err == f"--png: expected a file that ends in .png; found {name}\n"
        assert list(tmp_path.iterdir()) == []
