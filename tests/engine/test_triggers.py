"""What a title must have for a rule to be run: it spares work and never hides a finding."""

from __future__ import annotations

import random
import time
from collections.abc import Mapping

import pytest

from spacelint import Linter, default_rules
from spacelint.checks.contract import Context, Trigger, ascii_forms
from spacelint.engine.entries import RulePlan
from spacelint.engine.linter import run
from spacelint.engine.options import with_options
from spacelint.engine.program import Program
from spacelint.text import Title
from tests.titles import titles

BARE = Context()
#: What the checks wait for, in ASCII and beyond, right and nearly right.
PIECES = (
    "the the The a a TBD tbd TBA: XXXX TODO todo: lorem ipsum Untitled New Space (100) to "
    "be announced - | à définir Başlıksız basliksiz super bowl Super Bowl SUPERBOWL "
    "#SuperBowl #superbowlads Olympics olimpiadas FIFA World Cup ſuper K #AT&T #one#two "
    "#2026 #1st #12a @acme @8pm .@acme acme.com $BTC <name> {guest} [insert] %s [[x]] "
    "¡¡¡Gol!!! ¡¡Qué Q&amp;A don&#39;t &nbsp; #1️⃣ #C#14 #A.I. #İstanbul'da $PETR4 "
    "$BTC$ETH @20hs â€œAMAâ€ "
    "BREAKING NEWS TODAY EVERYONE AMA é 日本語 😀 ! !!! !!!!! ... , . : / _ “a”"
).split()
GAPS = (" ", " ", " ", " ", "  ", "", "\t", "\u00a0", "\n", "-", ": ")


class _Everything(Program):
    """The same rules, all of them run on every title."""

    __slots__ = ()

    def rules_for(self, title, context):
        return RulePlan([entry for entry in self.entries if not entry.trigger.needs], {})


def without_names(triggers: Mapping[str, Trigger]) -> dict[str, Trigger]:
    """Return triggers that pass over no candidate for its name or its length."""
    return {code: t._replace(names=(), least=0, most=-1) for code, t in triggers.items()}


def crowded(count: int, seed: int) -> list[str]:
    chance = random.Random(seed)
    return [
        chance.choice(("", "", " "))
        + "".join(
            chance.choice(PIECES) + chance.choice(GAPS) for _ in range(chance.randint(1, 9))
        ).rstrip(chance.choice((" ", "\n")))
        for _ in range(count)
    ]


WORDS = (
    "été Ça ΣΑΣ ÉCOUTEZ ТОЛЬКО СЕГОДНЯ сегодня और और में में שלום مساء الخير 今夜 スペース 無題 無題2 "
    "오늘 밤 ไทย ß ſo İSTANBUL ıslak ﬁne TBD² ① ½ e\u0301 é #été #日本 #2026 #tag #Tag_1 #guest2 "
    "@guest @speaker_1 @Elon Musk @twitter @8pm #ad #werbung #pr #広告 ２０２５ 2025 ٢٠٢٥ 🎉 "
    "🎉🎉🎉 🇩🇪 👩\u200d💻 ❤\ufe0f ＃全角 ＠全角 「 」 （ ） 、 。 ！！！！！ ？！？ ： “ ” » « "
    "𝐁𝐨𝐥𝐝 ｆｕｌｌ donâ€™t Ã© "
    "so, ,so so! !so so? ?É :É XXXX XXX ©\ufe0f ‼\ufe0f "
    "\u200b \u202e \u00ad #a\u200bb Untitled Titre [nom] {titre} &amp; acme.com ÀÉÎÕÜ de de la la"
).split(" ")


def in_many_scripts(count: int, seed: int) -> list[str]:
    chance = random.Random(seed)
    return [
        chance.choice(("", "", "", " ", "\u3000")).join(
            word + chance.choice(("", " ", " ", "\u3000", "\u00a0"))
            for word in chance.choices(WORDS, k=chance.randint(1, 8))
        )
        for _ in range(count)
    ]


def said(program: Program, title: str) -> list[tuple[str, int, int]]:
    return [(d.code, d.start, d.end) for d in run(program, Title(title), BARE)]


def test_no_rule_is_passed_over_that_would_have_spoken():
    rules = default_rules()
    chosen = [rule for rule in rules.rules if rule.scope != "plan"]
    ready = Program(chosen, rules.triggers)
    everything = _Everything(chosen, without_names(rules.triggers))
    spoke: set[str] = set()
    for title in (*crowded(4_000, seed=3), *titles(1_000, seed=4), *in_many_scripts(1_500, seed=5)):
        expected = said(everything, title)
        assert said(ready, title) == expected, title
        spoke.update(code for code, *_ in expected)
    # The rules whose triggers look at words, repeats and what is not ordinary have all spoken.
    assert spoke >= {"SL304", "SL307", "SL309", "SL312", "SL704", "SL113", "SL301"}
    assert spoke >= {"SL104", "SL208", "SL215", "SL306", "SL313", "SL317"}


@pytest.mark.parametrize(
    ("title", "codes"),
    [
        ("Why privacy is critical for a functional currency", set()),
        ("Say it twice, say it: twice", set()),
        ("Say it to the the end", {"SL312"}),
        ("Say it  with two spaces", {"SL304"}),
        ("Say it TBD", {"SL307"}),
        ("Say it LOUD to all", set()),
        ("SAY it LOUD TO ALL", {"SL309"}),
        ("ÇA VA TRÈS FORT", {"SL309"}),
        ("Say it to XXXX", {"SL307"}),
        ("Say it, all of you: now!", set()),
        ("Say it,all of you", {"SL320"}),
        ("Say it !", {"SL320"}),
        ("Dites-le\u00a0!", {"SL304", "SL320"}),
        ("Say it!!!! now", set()),
        ("Say it!!!!! now", {"SL313"}),
        ("🎉 🎈 🎁", {"SL311"}),
        ("Say 🎉 🎈", set()),
        ("🎉" * 35 + "é", {"SL301", "SL302", "SL311"}),
        ("é" * 70, set()),
        ("é" * 71, {"SL301", "SL302"}),
        (" Say it", {"SL304"}),
        ("Say it\u00a0so", {"SL304", "SL320"}),
        ("Café, été et soirée 🎉", set()),
        ("今夜のスペース、八時から", set()),
        ("The super bowl of soups", {"SL704"}),
    ],
)
def test_an_ordinary_title_calls_for_few_rules(title, codes):
    looked_for = "SL301 SL302 SL304 SL307 SL309 SL311 SL312 SL313 SL320 SL704"
    linter = Linter(select=looked_for.split())
    plan = linter.program.rules_for(Title(title), BARE)
    assert {entry.rule.code for entry in plan.title} == codes


def test_a_limit_of_many_millions_costs_nothing():
    options = {"SL301": {"maximum": 50_000_000}, "SL311": {"maximum": 50_000_000, "in-a-row": 9**9}}
    rules, faults = with_options(default_rules(), options)
    assert not faults
    before = time.process_time()
    found = Linter(rules, select=["SL301", "SL302", "SL311"]).lint("é" * 71)
    assert time.process_time() - before < 0.5
    assert [each.rule.code for each in found] == ["SL302"]


def test_the_forms_of_a_word_in_ascii_are_those_that_a_pattern_without_case_finds():
    import re

    for word in ("TBD", "adı yok", "ſuper", "straße", "K", "Olympics", "未定", "ẞ"):
        for form in ascii_forms(word):
            assert form.isascii()
            assert form == form.lower()
        for ascii_title in ("adi yok", "super", "k", "olympics", "tbd"):
            if re.fullmatch(word, ascii_title, re.IGNORECASE):
                assert ascii_title in ascii_forms(word)
