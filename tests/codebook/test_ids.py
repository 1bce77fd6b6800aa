"""Ids: what the eye could miss in one, and which look alike, said word for word."""

from zlib import crc32

import pytest

from helpers.codebook.ids import LONGEST_SLUG, IdMaker, are_plain, check_ids, slug
from helpers.codebook.spelling import LONGEST_ID

INVISIBLE = "the id contains a character that is invisible or looks like another: "
PLAIN = "type it again with plain letters, digits and hyphens"
ALIKE = "write both alike if they are one, or make the ids tell them apart"


def check(*ids):
    """Check ids in rows 2, 3, … of one column."""
    return list(
        check_ids(("claims", row, "claim_id", value) for row, value in enumerate(ids, start=2))
    )


@pytest.mark.parametrize(
    ("value", "problem", "fix"),
    [
        ("k" * (LONGEST_ID + 1), "the id is longer than 200 characters", "choose a short one"),
        (" k1", "the id has white space around it", "write 'k1'"),
        ("k1\u200b ", "the id has white space around it", "write 'k1\\\\u200b'"),
        (
            "a>b",
            "the id contains '>', which separates the items of a list",
            "choose another character",
        ),
        (
            "a;b",
            "the id contains ';', which separates the items of a list",
            "choose another character",
        ),
        ("a\u200bb", INVISIBLE + "ZERO WIDTH SPACE", PLAIN),
        ("a\x1bb", INVISIBLE + "U+001B", PLAIN),
        ("a\x0bb", INVISIBLE + "U+000B", PLAIN),
        ("a\ue000b", INVISIBLE + "U+E000", PLAIN),  # private use
        ("a\u0378b", INVISIBLE + "U+0378", PLAIN),  # not assigned
        ("a\u2028b", INVISIBLE + "LINE SEPARATOR", PLAIN),
        ("a\u2029b", INVISIBLE + "PARAGRAPH SEPARATOR", PLAIN),
        ("a\u2013b", INVISIBLE + "EN DASH", PLAIN),
        (
            "a\u1680b",
            INVISIBLE + "OGHAM SPACE MARK",
            PLAIN,
        ),  # a space that no normal form makes plain
        ("ﬁ", INVISIBLE + "LATIN SMALL LIGATURE FI", PLAIN),
        (
            "zoe\u0301",
            "the id is written with separate combining marks",
            "write 'zoé' in composed letters (Unicode NFC)",
        ),
        (
            "\u0441at",
            "the id mixes cyrillic and latin letters that look alike",
            "type it again in one script",
        ),
        (
            "c\u03bfp",
            "the id mixes greek and latin letters that look alike",
            "type it again in one script",
        ),
        (
            "\u03bf\u0441a",
            "the id mixes cyrillic and greek and latin letters that look alike",
            "type it again in one script",
        ),
    ],
)
def test_what_the_eye_could_miss_is_said_word_for_word(value, problem, fix):
    (found,) = check(value)
    assert found[:3] == ("claims.csv", 2, "claim_id") and (found.problem, found.fix) == (
        problem,
        fix,
    )


@pytest.mark.parametrize(
    "value",
    [
        "k" * LONGEST_ID,
        "chess-club_1",
        "Cora Lane",
        "é",
        "\u0441\u0430\u0442",
        "\u03bf\u03c2",
        "سراج\u200cالدین",
        "क\u094d\u200dष",
        "नादिया",
        "cora-李",
        "Ü-1",
        "\U00017000",
    ],
)
def test_what_is_plain_to_see_is_let_alone(value):
    assert check(value) == []


def test_ids_that_look_alike_name_the_first_and_its_row():
    assert [
        found[1:]
        for found in check("Ada-Stone", "ben", "ada\u200c-stone", "ada_stone", "Ada-Stone")
    ] == [
        (4, "claim_id", "ada\\u200c-stone", "looks like 'Ada-Stone' of row 2", ALIKE),
        (5, "claim_id", "ada_stone", "looks like 'Ada-Stone' of row 2", ALIKE),
    ]
    assert [found[3:5] for found in check("ada\u200c", "ADA")] == [
        ("ADA", "looks like 'ada\\\\u200c' of row 2")
    ]


def test_an_id_that_is_said_to_be_odd_is_not_compared_and_the_next_ones_are():
    assert [(found.row, found.problem) for found in check("a;b", "A;B", "k1", "K1")] == [
        (2, "the id contains ';', which separates the items of a list"),
        (3, "the id contains ';', which separates the items of a list"),
        (5, "looks like 'k1' of row 4"),
    ]


def test_an_id_is_reported_where_it_first_stands():
    found = list(check_ids([("sources", 7, "source_id", "a;b"), ("claims", 2, "speaker", "a;b")]))
    assert [problem[:4] for problem in found] == [("sources.csv", 7, "source_id", "a;b")]


@pytest.mark.parametrize(
    "ids",
    [
        [],
        ["a", ""],
        ["k1", "k2", "K_3!"],
        ["k" * LONGEST_ID],
        ["k" * (LONGEST_ID + 1)],
        ["Ada", "ada"],
        ["a-b", "a_b"],
        ["a b"],
        ["a;b"],
        ["a>b"],
        ["a\nb", "a"],
        ["a\n"],
        ["é"],
        ["a\x7f"],
        ["\x1b"],
        ["~!:=?<"],
    ],
)
def test_ids_that_are_plain_at_one_look_are_those_without_fault(ids):
    assert not are_plain(ids) or check(*filter(None, ids)) == []
    assert are_plain(ids) == (
        ids in (["a", ""], ["k1", "k2", "K_3!"], ["k" * LONGEST_ID], ["~!:=?<"])
    )


# --- ids of names -----------------------------------------------------------------------------


def test_ids_made_of_names():
    make_id = IdMaker()
    expected = [
        ("person", "Ada Stone", "ada-stone"),
        ("person", "ADA STONE", "ada-stone-2"),
        ("person", "Ada Stone", "ada-stone"),
        ("organization", "Ada Stone", "ada-stone-organization"),
        ("organization", "ada stone", "ada-stone-organization-2"),
        ("person", "Ada Stone 2", "ada-stone-2-2"),
        ("person", "ada stone", "ada-stone-3"),
        ("person", "Ada_Stone", "ada-stone-4"),
    ]
    assert [make_id(kind, name) for kind, name, _ in expected] == [one for *_, one in expected]


def test_an_own_id_stands_for_one_whatever_the_name():
    make_id = IdMaker()
    assert [
        make_id("person", "Ada Stone", "17"),
        make_id("person", "A. Stone", "17"),
        make_id("person", "Ada Stone", "18"),
    ] == ["ada-stone-17", "ada-stone-17", "ada-stone-18"]
    assert [
        make_id("person", "17"),
        make_id("organization", "Stone & Sons", "17"),
        make_id("person", "Ada Stone"),
    ] == ["17", "stone-sons-17", "ada-stone"]


def test_a_name_without_letters_has_a_number():
    make_id = IdMaker()
    made = [
        make_id("person", "???"),
        make_id("organization", "???"),
        make_id("person", "???", "!"),
        make_id("person", "\ud800"),
    ]
    numbers = [f"{crc32(name):08x}" for name in (b"???", b"???", b"???!", b"\xed\xa0\x80")]
    assert made == [
        f"{kind}-{number}"
        for kind, number in zip(("person", "organization", "person", "person"), numbers)
    ]


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Société d’Échecs (Nord)", "société-d-échecs-nord"),
        ("  --Zoe\u0301 -- & Sons!", "zoé-sons"),
        ("ﬁn ①", "fin-1"),
        ("नादिया", "नादिया"),
        ("سراج الدین", "سراج-الدین"),
        ("\u0390", "\u0390"),  # small letters take it apart
        ("STRASSE straße", "strasse-strasse"),
        ("\u0391da", ""),  # a Greek letter among Latin ones
        ("k" * (LONGEST_SLUG + 1), "k" * LONGEST_SLUG),
        ("???", ""),
    ],
)
def test_a_name_in_small_letters_and_digits(name, short):
    assert slug(name) == short


def test_an_id_of_two_scripts_names_both():
    (problem,) = check("ad\u0430")  # the last letter is Cyrillic
    assert "cyrillic and latin" in f"{problem.problem} {problem.fix}"


def test_long_names_of_one_beginning_have_ids_apart_within_the_limit():
    make_id = IdMaker()
    whole = "a" * LONGEST_SLUG
    assert make_id("person", whole) == whole
    longer = [make_id("person", f"{whole}{end}") for end in "bc"]
    assert longer == [
        f"{'a' * (LONGEST_SLUG - 9)}-{crc32(f'{whole}{end} '.encode()):08x}" for end in "bc"
    ]
    assert {len(one) for one in longer} == {LONGEST_SLUG}
