"""``spacelint reach`` and ``spacelint history`` as a user runs them."""

from __future__ import annotations

import json
import os
import re
import select
import subprocess
import sys
import time
from pathlib import Path

import fake_x
import pytest
from commands import COMMAND
from make_archive import files, post, space, space_id, zipped


def test_without_a_network_it_says_what_links(run):
    done = run("reach", "Town hall #AT&T with @jack")
    assert done.returncode == 0, done.stderr
    assert "X links only #AT, not #AT&T" in done.stdout
    assert done.stderr == ""


def test_a_dry_run_prints_requests_and_price_and_asks_nothing(run, x, address):
    done = run("reach", "AMA @jack #Acme", "--dry-run", SPACELINT_X_TEST_API=address)
    assert done.stdout.splitlines() == [
        "accounts: 1 in 1 request, at most $0.010",
        "posts with a tag, by day: 1 in 1 request, at most $0.005",
        "Spaces with a tag: 1 in 1 request, at most $0.150",
        "3 requests, at most $0.165 (price table of 2026-02-01)",
    ]
    assert x.log == []


def test_live_facts_cost_once_a_day(x, live):
    x.account("jack", followers=77)
    first = live("AMA @jack #Acme")
    assert first.returncode == 0, first.stderr
    assert "77 followers" in first.stdout
    assert first.stderr == "asked X 3 times, about $0.015\n"
    second = live("AMA @jack #Acme")
    assert second.stderr == ("X was not asked: 3 answers of earlier today cost nothing\n")
    assert "asked earlier today" in second.stdout
    assert len(x.log) == 3


def test_above_the_highest_price_it_refuses_where_nobody_can_be_asked(x, live):
    done = live("AMA @jack #Acme", "--max-cost", "0.05")
    assert done.returncode == 2
    assert done.stderr == (
        "3 requests may cost up to $0.165, more than the limit of $0.050: ask for less, or raise "
        "--max-cost\n"
    )
    assert x.log == []


def on_terminal(arguments, env, answer):
    """Run on a pseudo-terminal, type the answer once asked, return what the terminal showed."""
    pty = pytest.importorskip("pty", reason="pseudo-terminals are those of POSIX")
    terminal, inside = pty.openpty()
    process = subprocess.Popen(
        arguments, env=env, stdin=inside, stdout=inside, stderr=inside, start_new_session=True
    )
    os.close(inside)
    shown, typed, end = b"", False, time.monotonic() + 30
    while time.monotonic() < end:
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                piece = os.read(terminal, 65536)
            except OSError:  # Linux: the other side has gone
                break
            shown += piece
            if not piece:
                break
        if not typed and b"Ask X?" in shown:
            os.write(terminal, answer)
            typed = True
    os.close(terminal)
    return process.wait(10), shown.decode()


@pytest.mark.parametrize(("answer", "status", "requests"), [(b"y\n", 0, 3), (b"n\n", 2, 0)])
def test_above_the_highest_price_it_asks_on_a_terminal(x, address, env, answer, status, requests):
    x.account("jack")
    given = env | {"SPACELINT_X_TEST_API": address, "SPACELINT_X_TOKEN": fake_x.TOKEN}
    done, shown = on_terminal(
        [*COMMAND, "reach", "--live", "--max-cost", "0", "AMA @jack #Acme"], given, answer
    )
    assert "at most $0.165" in shown
    assert "That may be more than $0.000. Ask X? [y/N]" in shown
    assert (done, len(x.log)) == (status, requests)


def test_at_the_limit_a_terminal_sees_a_countdown(x, address, env):
    x.limit, x.window = 1, 2.0
    given = env | {"SPACELINT_X_TEST_API": address, "SPACELINT_X_TOKEN": fake_x.TOKEN}
    done, shown = on_terminal(
        [*COMMAND, "reach", "--live", "--max-cost", "9", "#One #Two"], given, b""
    )
    assert done == 0
    assert re.search(r"\d s: X allows no more of these calls for now", shown)


def test_at_the_limit_a_script_gets_what_there_is_and_status_2(x, live):
    x.limit = 1
    x.account("jack")
    done = live("AMA @jack #One #Two", "--max-cost", "9")
    assert done.returncode == 2
    assert "exists: Jack" in done.stdout
    assert "it allows more from" in done.stderr


def test_without_a_token_nothing_is_asked(run, x, address):
    done = run("reach", "--live", "AMA @jack", SPACELINT_X_TEST_API=address,
               PYTHON_KEYRING_BACKEND="keyring.backends.null.Keyring")  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("no token: set SPACELINT_X_TOKEN in the environment")
    assert x.log == []


def test_the_token_is_in_nothing_that_is_printed_or_kept(x, live, tmp_path):
    x.script = [{"status": 401, "json": {"title": f"Bad {fake_x.TOKEN}", "type": "about:blank",
                                         "detail": f"token {fake_x.TOKEN}"}}]  # fmt: skip
    done = live("AMA @jack")
    assert done.returncode == 2
    assert "X doesn't take the token" in done.stderr
    assert fake_x.TOKEN not in done.stdout + done.stderr
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or fake_x.TOKEN.encode() not in path.read_bytes()


@pytest.mark.parametrize(
    "host", ["https://evil.example", "http://localhost:1", "http://10.0.0.1:1"]
)
def test_the_environment_cannot_name_another_host(live, host):
    done = live("AMA @jack", SPACELINT_X_TEST_API=host)
    assert done.returncode == 2
    assert "the token goes nowhere but api.x.com" in done.stderr


def test_no_configuration_can_name_a_host_or_a_token(x, run, live, tmp_path, address):
    other = fake_x.FakeX()
    with fake_x.serving(other) as elsewhere:
        for name in ("api", "host", "x-api", "url", "token", "proxy"):
            (tmp_path / "spacelint.toml").write_text(f'{name} = "{elsewhere}"\n')
            assert live("AMA @jack").returncode == 2, "an unknown key is a fault"
        (tmp_path / "spacelint.toml").unlink()
        (tmp_path / ".env").write_text(
            f"SPACELINT_X_TEST_API={elsewhere}\nHTTP_PROXY={elsewhere}\n"
        )
        live("AMA @jack")
    assert other.log == []
    assert len(x.log) == 1


def test_titles_of_a_plan_are_set_side_by_side_as_json(x, live, tmp_path):
    x.account("bea")
    (tmp_path / "plan.toml").write_text(
        '[[spaces]]\ntitle = "AMA #Acme"\nspeakers = ["@bea"]\nstart = 2026-12-07T18:00:00Z\n'
        '[[spaces]]\ntitle = "Later #Acme"\n'
    )
    done = live("--plan", "plan.toml", "--output-format", "json")
    report = json.loads(done.stdout)
    assert [title["title"] for title in report["titles"]] == ["AMA #Acme", "Later #Acme"]
    subjects = {subject["name"]: subject for subject in report["titles"][0]["subjects"]}
    assert "account" in [fact["what"] for fact in subjects["@bea"]["facts"]]
    assert all(fact["source"] and fact["at"] for fact in subjects["#Acme"]["facts"])


def test_the_better_title_comes_as_a_candidate(run):
    done = run("reach", "--candidates", "Town hall #AT&T")
    assert "B  Town hall #ATT  [suggested]" in done.stdout


def test_a_plot_is_written(run, tmp_path):
    done = run("reach", "One #Acme", "Two #Acme", "--plot", "out.svg")
    assert done.returncode == 0
    assert done.stderr.endswith("wrote out.svg\n")
    assert (tmp_path / "out.svg").read_text().startswith("<svg ")
    done = run("reach", "One", "--plot", "out.gif")
    assert done.returncode == 2
    assert "ends in .svg, .png or .html" in re.sub(r"\W*\n\W*", " ", done.stderr)


def test_a_plot_is_drawn_as_png_or_the_command_says_how_to_get_one(run, tmp_path):
    done = run("reach", "AMA #Acme", "--plot", "out.png")
    if done.returncode:
        assert "a PNG needs" in done.stderr
    else:
        assert (tmp_path / "out.png").read_bytes()[:4] == b"\x89PNG"
    (tmp_path / "resvg_py.py").write_text("raise ImportError\n")
    done = run("reach", "AMA #Acme", "--plot", "none.png", PYTHONPATH=str(tmp_path))
    assert done.returncode == 2
    assert "pip install 'spacelint[png]'" in done.stderr
    assert not (tmp_path / "none.png").exists()


@pytest.mark.parametrize(
    "arguments",
    [("reach",), ("reach", "--plan", "nowhere.toml"), ("reach", "x", "--max-cost", "lots"),
     ("reach", "x", "--at", "soon"), ("reach", "x", "--output-format", "xml"),
     ("history", "list"), ("history", "import"), ("history", "import", "nowhere.zip"),
     ("history", "import", "nowhere.csv"), ("history", "stats", "--timezone", "Mars"),
     ("history", "list", "--since", "yesterday"), ("history", "recordings", "--plan", "no.toml")],
    ids=" ".join,
)  # fmt: skip
def test_what_cannot_be_done_is_status_2_and_a_sentence(run, arguments):
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


@pytest.fixture
def imported(run, tmp_path):
    posts = [post(1, "Join: #Acme \u202e\x1b[2J live", space=space_id(0), tags=("Acme",),
                  mentions=(("2000", "Bea"),))]  # fmt: skip
    media = {f"{space_id(0)}.m4a": b"audio"}
    zipped(tmp_path / "a.zip", files([space(n) for n in range(6)], posts, media=media))
    done = run("history", "import", "a.zip")
    assert done.returncode == 0, done.stderr
    return done


def test_an_import_says_what_it_found(imported):
    assert "of @AcmeHQ: 6 Spaces (6 new to the history), 1 post, 1 announcing" in (imported.stdout)


def test_the_list_is_safe_to_show_and_can_be_filtered(imported, run):
    text = run("history", "list").stdout
    assert text.splitlines()[0].split() == ["started", "(UTC)", "took", "part", "title"]
    assert len(text.splitlines()) == 7
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "[from the announcing post]" in text
    assert len(run("history", "list", "--tag", "#acme").stdout.splitlines()) == 2
    spaces = json.loads(run("history", "list", "--output-format", "json").stdout)
    assert spaces[0]["participants"] == 105
    table = run("history", "list", "--output-format", "csv").stdout
    assert "\x1b" not in table
    assert "\u202e" not in table
    assert run("history", "list", "--output-format", "csv").stdout.startswith("id,url,title,")


def test_figures_come_with_their_counts(imported, run):
    lines = run("history", "stats").stdout.splitlines()
    hour = lines[lines.index(next(x for x in lines if x.startswith("By hour"))) + 1]
    assert hour.split() == ["18:00", "102.5", "100", "to", "105", "n=6"]
    assert "  fewer than 5 Spaces, too few to compare:" in lines


def test_recordings_are_listed_and_copied_with_consents_of_a_plan(imported, run, tmp_path):
    (tmp_path / "plan.toml").write_text(
        f'[[spaces]]\ntitle = "Ask Acme"\nid = "{space_id(0)}"\nspeakers = ["@bea"]\n'
        'consent = ["@bea"]\n'
    )
    done = run("history", "recordings", "--plan", "plan.toml", "--export", "out")
    assert done.returncode == 0, done.stderr
    assert "2026-01-01 Ask Acme  (0.0 MB" in done.stdout
    assert "consent on record: @bea" in done.stdout
    assert "no consent on record: guest 2001" in done.stdout
    assert Path(tmp_path / "out" / "2026-01-01 Ask Acme.m4a").read_bytes() == b"audio"


def test_own_spaces_stand_in_the_report(imported, run):
    done = run("reach", "AMA with @bea #Acme", "--at", "2026-12-07T18:00Z")
    assert "6 own Spaces with this guest: median 102.5 participants (100 to 105)" in done.stdout
    assert "6 own Spaces at 18:00" in done.stdout


def test_a_damaged_history_does_not_keep_the_report_from_being_made(imported, run, tmp_path):
    path = tmp_path / "xdg_data_home" / "spacelint" / "history.sqlite3"
    path.write_bytes(b"garbage" * 1000)
    done = run("reach", "AMA with @bea #Acme")
    assert "links as written" in done.stdout
    assert "is damaged" in done.stderr
    assert "it is kept as" in done.stderr
    assert list(path.parent.glob("*.damaged-*"))


@pytest.mark.skipif(sys.platform != "linux", reason="the shorter way is for Linux alone")
@pytest.mark.parametrize("given", [None, "", " ", "/srv/kept"])
def test_the_users_folders_are_those_of_platformdirs(monkeypatch, given):
    from platformdirs import user_cache_dir, user_data_dir

    from spacelint.reach.run import user_paths

    for name in ("XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
        if given is not None:
            monkeypatch.setenv(name, given)
    assert user_paths() == (
        os.path.join(user_cache_dir("spacelint", appauthor=False), "x-answers.sqlite3"),
        os.path.join(user_data_dir("spacelint", appauthor=False), "history.sqlite3"),
    )


@pytest.mark.skipif(sys.platform != "linux", reason="XDG_* are for Linux")
@pytest.mark.parametrize("given", ["kept", "./kept", "../kept", "~/kept"])
def test_a_relative_xdg_folder_is_not_used(monkeypatch, tmp_path, given):
    from spacelint.reach.run import user_paths

    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, given)
    assert user_paths() == (
        str(tmp_path / ".cache" / "spacelint" / "x-answers.sqlite3"),
        str(tmp_path / ".local" / "share" / "spacelint" / "history.sqlite3"),
    )
