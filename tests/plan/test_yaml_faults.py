"""What is said of YAML that can't be read: who follows it gets a plan that can be."""

from __future__ import annotations

import pytest

from spacelint.plan import read_plan


@pytest.mark.parametrize(
    ("text", "marked", "hint"),
    [
        ("title: A\nspeakers: [@jack, @jill]\n", "@jack, @", 'write "@jack"'),
        ("title: A\nspeakers: [jack, @jill, x]\n", "@jill, x", 'write "@jill"'),
        ("title: A\nspeakers: [\n  jack,\n  @jill, x]\n", "@jill, x", 'write "@jill"'),
        ("title: A\nspeakers:\n  - @jack # host\n", "@jack #", 'write "@jack"'),
        ("- @jack asks\n- A\n", "@jack asks", 'write "@jack asks"'),
        ("- %off\n", "%off", 'write "%off"'),
        ("- title: @jack and us\n", "@jack and", 'write title: "@jack and us"'),
        ("- {title: @jack and us, host: a}\n", "@jack and", 'write title: "@jack and us"'),
        ("- {title: Town hall #Launch, host: a}\n- x\n", "#Launch,", 'write "Town hall #Launch"'),
        ("- {host: 'a', title: #Launch}\n", "#Launch}", 'write "#Launch"'),
        ("speakers: [jack #x, @jill]\ntitle: A\n", "#x, @", 'write "jack #x"'),
    ],
)
def test_the_hint_mends_the_plan(text: str, marked: str, hint: str) -> None:
    (problem,) = [one for one in read_plan(text.encode(), "a.yaml").problems if one.code == "SL001"]
    assert text[problem.start :].startswith(marked)
    assert problem.values["hint"] == hint
    new = hint.removeprefix("write ").removeprefix("title: ")
    value = new.strip('"')
    at = text.index(value)
    # A second fault of the same kind is the next one to be told, and not the same again.
    left = read_plan((text[:at] + new + text[at + len(value) :]).encode(), "a.yaml").problems
    assert all(one.start > problem.start for one in left if one.code == "SL001")


@pytest.mark.parametrize("text", ["\x1b- a\n", "---\n- a\x1b\n", "- a\n---\n- \x1b\n", "\x01"])
def test_a_character_that_yaml_forbids_is_told(text: str) -> None:
    (problem,) = read_plan(text.encode(), "a.yaml").problems
    assert (problem.code, text[problem.start]) == ("SL001", text.strip("-a \n"))
