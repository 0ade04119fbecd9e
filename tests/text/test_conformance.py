"""Every case of X's conformance suite that concerns links or lengths, counted by number.

``extract.yml`` is passed whole. Of ``validate.yml`` the valid hashtags, usernames and lists are
those whose one entity covers the whole text, and so are the URLs but for four: these concern X's
separate URL validator, which knows user names, IP addresses and every character of a query, and
which links nothing. ``tlds.yml`` is passed whole.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
import yaml

from spacelint.text.entities import entities, reply
from spacelint.text.length import _pieces, _plain_weight, weighted_length
from spacelint.text.pattern import utf16_length

SUITE = Path(__file__).parents[3] / "shared" / "conformance"
pytestmark = pytest.mark.skipif(
    not SUITE.is_dir(), reason="X's conformance suite does not lie beside the project"
)

EXTRACT = {
    "mentions": 23,
    "mentions_with_indices": 3,
    "mentions_or_lists_with_indices": 5,
    "replies": 13,
    "urls": 91,
    "urls_with_indices": 10,
    "urls_with_directional_markers": 2,
    "tco_urls_with_params": 5,
    "hashtags": 65,
    "hashtags_from_astral": 3,
    "hashtags_with_indices": 8,
    "cashtags": 8,
    "cashtags_with_indices": 2,
}
VALIDATE = {
    "tweets": 8,
    "usernames": 4,
    "lists": 5,
    "hashtags": 7,
    "urls": 24,
    "urls_without_protocol": 5,
    "WeightedTweetsCounterTest": 20,
    "WeightedTweetsWithDiscountedEmojiCounterTest": 22,
    "UnicodeDirectionalMarkerCounterTest": 2,
}
TLDS = {"country": 315, "generic": 1259}
#: Valid to X's URL validator, and not linked as a whole: what X links of each.
VALID_BUT_NOT_LINKED_WHOLE = {
    "http://user:PASSW0RD@example.com:8080/login.php": [],
    "http://192.168.0.1/index.html?src=asdf": [],
    "http://[3ffe:1900:4545:3:200:f8ff:fe21:67cf]:80/index.html": [],
    "http://example.com?foo=$bar.;baz?BAZ&c=d-#top/?stories+": [
        "http://example.com?foo=$bar.;baz?BAZ&c=d-#top/?stories"
    ],
}
#: Counted with version 2 of X's configuration, in which the parts of an emoji count one by one.
EMOJI_BY_PARTS = (
    "Count a mix of single byte single word, and double word unicode characters",
    "Count unicode emoji chars outside the basic multilingual plane with skin tone modifiers",
)
POST_LIMIT = 280
OLD_POST_LIMIT = 140  # of version 1, in which every character counts 1
URL_WEIGHT = 23


def suite(name: str) -> dict[str, list[dict]]:
    path = SUITE / f"{name}.yml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))["tests"] if path.exists() else {}


def cases(name: str, *groups: str, without: tuple[str, ...] = ()):
    found = suite(name)
    return [
        pytest.param(case["text"], case["expected"], id=f"{group}-{i}: {case['description']}"[:90])
        for group in groups
        for i, case in enumerate(found.get(group, ()), 1)
        if case["description"] not in without
    ]


@pytest.mark.parametrize(
    ("name", "groups", "total"),
    [
        ("extract", EXTRACT, 238),
        ("validate", VALIDATE, 97),
        ("tlds", TLDS, 1574),
    ],
)
def test_no_case_of_the_suite_is_left_out(name, groups, total):
    assert {group: len(cases(name, group)) for group in suite(name)} == groups
    assert sum(groups.values()) == total


def of_kind(text: str, *kinds: str):
    # The suite asks for one kind at a time, before overlaps are resolved; none of its texts has a
    # tag within a URL or the reverse where that makes a difference.
    return [entity for entity in entities(text) if entity.kind in kinds]


@pytest.mark.parametrize(("text", "expected"), cases("extract", "mentions"))
def test_mentions(text, expected):
    found = of_kind(text, "mention", "list")
    assert [entity.value.split("/")[0] for entity in found] == expected


@pytest.mark.parametrize(("text", "expected"), cases("extract", "mentions_with_indices"))
def test_mentions_with_their_places(text, expected):
    assert [
        {"screen_name": e.value.split("/")[0], "indices": [e.start, e.end]}
        for e in of_kind(text, "mention", "list")
    ] == expected


@pytest.mark.parametrize(("text", "expected"), cases("extract", "mentions_or_lists_with_indices"))
def test_mentions_and_lists_with_their_places(text, expected):
    def found(e):
        user, slash, slug = e.value.partition("/")
        return {"screen_name": user, "list_slug": slash + slug, "indices": [e.start, e.end]}

    assert [found(e) for e in of_kind(text, "mention", "list")] == expected


@pytest.mark.parametrize(("text", "expected"), cases("extract", "replies"))
def test_replies(text, expected):
    assert reply(text) == expected


@pytest.mark.parametrize(("text", "expected"), cases("extract", "urls", "tco_urls_with_params"))
def test_urls(text, expected):
    assert [entity.value for entity in of_kind(text, "url")] == expected


@pytest.mark.parametrize(
    ("text", "expected"), cases("extract", "urls_with_indices", "urls_with_directional_markers")
)
def test_urls_with_their_places(text, expected):
    found = [{"url": e.value, "indices": [e.start, e.end]} for e in of_kind(text, "url")]
    assert found == expected


@pytest.mark.parametrize(("text", "expected"), cases("extract", "hashtags", "hashtags_from_astral"))
def test_hashtags(text, expected):
    assert [entity.value for entity in of_kind(text, "hashtag")] == expected


@pytest.mark.parametrize(("text", "expected"), cases("extract", "hashtags_with_indices"))
def test_hashtags_with_their_places(text, expected):
    found = [{"hashtag": e.value, "indices": [e.start, e.end]} for e in of_kind(text, "hashtag")]
    assert found == expected


@pytest.mark.parametrize(("text", "expected"), cases("extract", "cashtags"))
def test_cashtags(text, expected):
    assert [entity.value for entity in of_kind(text, "cashtag")] == expected


@pytest.mark.parametrize(("text", "expected"), cases("extract", "cashtags_with_indices"))
def test_cashtags_with_their_places(text, expected):
    found = [{"cashtag": e.value, "indices": [e.start, e.end]} for e in of_kind(text, "cashtag")]
    assert found == expected


def covers_all(text: str, kind: str) -> bool:
    found = entities(text)
    return len(found) == 1 and found[0].kind == kind and found[0].text == text


@pytest.mark.parametrize(("text", "expected"), cases("validate", "usernames"))
def test_a_valid_username_is_linked_whole(text, expected):
    assert covers_all(text, "mention") is expected


@pytest.mark.parametrize(("text", "expected"), cases("validate", "lists"))
def test_a_valid_list_is_linked_whole(text, expected):
    assert covers_all(text, "list") is expected


@pytest.mark.parametrize(("text", "expected"), cases("validate", "hashtags"))
def test_a_valid_hashtag_is_linked_whole(text, expected):
    assert covers_all(text, "hashtag") is expected


@pytest.mark.parametrize(("text", "expected"), cases("validate", "urls", "urls_without_protocol"))
def test_a_valid_url_is_linked_whole_but_for_what_only_the_validator_knows(text, expected):
    if text in VALID_BUT_NOT_LINKED_WHOLE:
        assert expected is True
        assert [entity.text for entity in entities(text)] == VALID_BUT_NOT_LINKED_WHOLE[text]
    else:
        assert covers_all(text, "url") is expected


def test_25_of_the_29_url_cases_are_about_linking():
    urls = [*suite("validate")["urls"], *suite("validate")["urls_without_protocol"]]
    assert sum(case["text"] not in VALID_BUT_NOT_LINKED_WHOLE for case in urls) == 25


@pytest.mark.parametrize(("text", "expected"), cases("validate", "tweets"))
def test_posts_of_140_characters_with_a_url_counted_as_23(text, expected):
    urls = of_kind(text, "url")
    length = len(text) + sum(URL_WEIGHT - len(url.text) for url in urls)
    assert (0 < length <= OLD_POST_LIMIT) is expected


def full_at(text: str) -> int:
    """Return how many code points of ``text``, composed (NFC), fit into a post."""
    text = unicodedata.normalize("NFC", text)
    weight = position = 0
    pieces = iter((*_pieces(text), (len(text) + 1, len(text) + 1, 0)))
    start, end, piece_weight = next(pieces)
    while position < len(text):
        if position == start:
            width, step = piece_weight, end - start
            start, end, piece_weight = next(pieces)
        else:
            width, step = _plain_weight(text[position]), 1
        if weight + width > POST_LIMIT:
            break
        weight += width
        position += step
    return position


def check_weight(text: str, expected: dict, weight: int, cut: int) -> None:
    """Compare with what X says of a post; ``cut`` code points of the composed text fit into it."""
    composed = unicodedata.normalize("NFC", text)
    broken = min((i for i, c in enumerate(composed) if c in "\ufffe\ufeff\uffff"), default=None)
    fits = composed[: cut if broken is None else min(cut, broken)]
    lost = utf16_length(text) - utf16_length(composed)
    assert {
        "weightedLength": weight,
        "valid": 0 < weight <= POST_LIMIT and broken is None,
        "permillage": weight * 1000 // POST_LIMIT,
        "validRangeEnd": max(0, utf16_length(fits) - 1) + lost,
    } == {key: expected[key] for key in ("weightedLength", "valid", "permillage", "validRangeEnd")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *cases("validate", "WeightedTweetsCounterTest", without=EMOJI_BY_PARTS),
        *cases("validate", "WeightedTweetsWithDiscountedEmojiCounterTest"),
        *cases("validate", "UnicodeDirectionalMarkerCounterTest"),
    ],
)
def test_weighted_length_and_where_a_post_is_full(text, expected):
    check_weight(text, expected, weighted_length(text), full_at(text))


@pytest.mark.parametrize("description", EMOJI_BY_PARTS)
def test_weighted_length_of_the_parts_of_emoji_in_the_older_counting(description):
    found = suite("validate")["WeightedTweetsCounterTest"]
    [case] = [case for case in found if case["description"] == description]
    text = case["text"]
    parts = sum(weighted_length(char) for char in text)
    check_weight(text, case["expected"], parts, len(text))


@pytest.mark.parametrize("group", TLDS)
def test_every_domain_ending_of_x_s_list_links(group):
    failed = [
        case["text"]
        for case in suite("tlds")[group]
        if [entity.value for entity in entities(case["text"])] != case["expected"]
    ]
    assert failed == []
