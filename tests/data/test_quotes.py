"""Quotes are found exactly or not at all; marks and sentences tile the text."""

import pytest
from hypothesis import given, settings, strategies as st
from invented import examples

from helpers.data import quotes
from helpers.data.quotes import (
    Anchor,
    _named,
    anchor,
    anchor_all,
    explain_missing,
    mark,
    quoted_parts,
    quoted_share,
    sentences,
    unique_context,
)

settings.register_profile(
    "quotes", deadline=None, derandomize=True, max_examples=examples(200), database=None
)
settings.load_profile("quotes")

few_letters = st.text(alphabet="aab \n’", max_size=12)  # few, so that quotes do occur, and overlap
anything = st.text(max_size=60)


def occurrences(text, part):
    return [i for i in range(len(text)) if text.startswith(part, i)] if part else []


# --- anchor -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "quote", "prefix", "suffix", "expected"),
    [
        ("one two", "two", "", "", Anchor("found", 4, 7)),
        ("one two", "", "", "", Anchor("missing")),
        ("one two", "", "one", "", Anchor("missing")),
        ("one two", "Two", "", "", Anchor("missing")),
        ("", "two", "", "", Anchor("missing")),
        ("aaa", "aa", "", "", Anchor("ambiguous")),  # overlapping
        ("aaa", "aa", "a", "", Anchor("found", 1, 3)),
        ("aaa", "aa", "", "a", Anchor("found", 0, 2)),
        ("x be y be z", "be", "x ", "", Anchor("found", 2, 4)),
        ("x be y be z", "be", "", " z", Anchor("found", 7, 9)),
        ("x be y be z", "be", "y ", " y", Anchor("missing")),
        ("é’🙂 be", "be", "", "", Anchor("found", 4, 6)),  # characters, not bytes
        ("e\u0301", "\u00e9", "", "", Anchor("missing")),  # nothing is normalised
    ],
)
def test_anchor(text, quote, prefix, suffix, expected):
    assert anchor(text, quote, prefix, suffix) == expected


def test_a_quote_without_context_is_anchored_by_its_words_alone():
    assert anchor("one two", "two") == Anchor("found", 4, 7)
    assert anchor("one two", "two", "one ") == Anchor("found", 4, 7)


@given(
    few_letters, few_letters, st.text(alphabet="ab", max_size=2), st.text(alphabet="ab", max_size=2)
)
def test_anchor_agrees_with_counting(text, quote, prefix, suffix):
    places = occurrences(text, prefix + quote + suffix) if quote else []
    found = anchor(text, quote, prefix, suffix)
    assert found.status == {0: "missing", 1: "found"}.get(len(places), "ambiguous")
    if found.status == "found":
        assert text[found.start : found.end] == quote
        assert text[: found.start].endswith(prefix) and text[found.end :].startswith(suffix)
    else:
        assert (found.start, found.end) == (None, None)


@given(anything, st.data())
def test_a_slice_is_never_missing(text, data):
    start, end = sorted(
        (data.draw(st.integers(0, len(text))), data.draw(st.integers(0, len(text))))
    )
    assert (anchor(text, text[start:end]).status == "missing") == (start == end)
    if start < end:
        assert anchor(text, text[start:end], text[:start], text[end:]) == Anchor(
            "found", start, end
        )


few_words = st.text(alphabet="ab \n\u2003’", max_size=40)


@given(few_words, st.lists(st.tuples(few_letters, st.just(""), few_letters)), st.data())
def test_many_quotes_are_found_as_each_is(text, invented, data):
    cuts = st.tuples(*[st.integers(0, len(text))] * 4).map(sorted)
    taken = [
        (text[b:c], text[a:b], text[c:d])
        for a, b, c, d in data.draw(st.lists(cuts, min_size=1, max_size=9))
    ]
    sought = [*invented, *taken]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(quotes, "MANY_QUOTES", 0)
        assert anchor_all(text, sought) == [anchor(text, *quote) for quote in sought]


def test_many_quotes_in_scripts_with_and_without_blanks():
    text = "\n".join(
        f"{n}: زید کی سربراہی {n} 指導者{n}は幹部 “said {n} of e\u0301”" for n in range(300)
    )
    sought = [(f"سربراہی {n} 指導", "", "") for n in range(300)]
    sought += [(f"者{n}は", "指導", "幹部") for n in range(300)] + [
        ("\u00e9”", "", ""),
        ("said 3", "", " of"),
    ]
    found = anchor_all(text, sought)
    assert found == [anchor(text, *quote) for quote in sought]
    assert {one.status for one in found[:-2]} == {"found"}
    assert [one.status for one in found[-2:]] == ["missing", "found"]


def test_many_quotes_are_looked_for_at_their_rarest_word_alone():
    class Text(str):
        looks = 0

        def find(self, *_):
            raise AssertionError("the whole text would be searched for each quote")

        def startswith(self, *arguments):
            Text.looks += 1
            return super().startswith(*arguments)

    lines = [f"{n}: person {n % 7} leads it" for n in range(1_000)]
    found = anchor_all(
        Text("\n".join(lines)),
        [(f" person {n % 7} leads it\n{n + 1}: ", "", "") for n in range(999)],
    )
    assert {one.status for one in found} == {"found"} and Text.looks < 2 * len(lines)


def test_context_is_one_word_more_as_long_as_it_is_needed():
    text = "a b c, q b c, r s b c"
    assert unique_context(text, 11, 12) == ("quote_prefix", "q b ")
    assert unique_context(text, 20, 21) == ("quote_prefix", "s b ")


# --- explain_missing --------------------------------------------------------------------------

TEXT = "“It is the Club’s old hall,” he said – in No.\u00a07, where the Club meets."


@pytest.mark.parametrize(
    ("quote", "character", "has", "passage_has"),
    [
        ("the Club's old hall", 9, "' (APOSTROPHE)", "’ (RIGHT SINGLE QUOTATION MARK)"),
        ('old hall," he said', 10, '" (QUOTATION MARK)', "” (RIGHT DOUBLE QUOTATION MARK)"),
        ('"It is the', 1, '" (QUOTATION MARK)', "“ (LEFT DOUBLE QUOTATION MARK)"),
        ("he said - in", 9, "- (HYPHEN-MINUS)", "– (EN DASH)"),
        ("in No. 7, where", 7, "  (SPACE)", "NO-BREAK SPACE"),
        ("the Club’s new hall,”", 12, "n (LATIN SMALL LETTER N)", "o (LATIN SMALL LETTER O)"),
        ("no  Club’s old hall", 3, "  (SPACE)", "e (LATIN SMALL LETTER E)"),  # the run comes after
        (
            "where the  Club meets",
            11,
            "  (SPACE)",
            "C (LATIN CAPITAL LETTER C)",
        ),  # one space too many
        ("the Club meets again", 15, "  (SPACE)", ". (FULL STOP)"),
        ("the Club meets.\n", 16, "LINE FEED", "nothing"),
        ("Oh! “It is the Club", 4, "  (SPACE)", "nothing"),
        ("It is the Club’s\u202e old", 17, "RIGHT-TO-LEFT OVERRIDE", "  (SPACE)"),
    ],
)
def test_explain_missing_names_the_difference(quote, character, has, passage_has):
    said = explain_missing(TEXT, quote)
    assert said.startswith(
        f"character {character} of the quote is {has}, where the nearest passage has"
        f" {passage_has}: ".replace("LINE FEED", "U+000A")
    )


def test_explain_missing_shows_the_passage_around_the_difference():
    assert explain_missing(TEXT, "the Club's old hall").endswith(": 'the Club’s old hall'")


@pytest.mark.parametrize("quote", ["Zebra", "“…”", "?!", "qqq", "\x00"])
def test_explain_missing_knows_when_nothing_is_near(quote):
    assert explain_missing(TEXT, quote) == "no passage of the text resembles it"


def test_explain_missing_of_a_quote_with_the_wrong_context():
    assert (
        explain_missing(TEXT, "the Club")
        == "its words are there, but not between the given prefix and suffix"
    )


def test_explain_missing_finds_a_difference_far_into_a_long_quote():
    text = " ".join(f"word{number}" for number in range(1000))
    quote = text[:5000] + "X" + text[5001:]
    said = explain_missing(text, quote)
    assert said.startswith("character 5001 of the quote is X") and len(said) < 250


@given(anything, anything)
def test_explain_missing_answers_anything_briefly(text, quote):
    said = explain_missing(text, quote)
    assert (said and "\n" not in said.replace(quote, "")) or "\n" in quote
    assert len(said) < 1200


@given(few_letters.filter(str.strip), st.data())
def test_explain_missing_names_a_true_difference(quote, data):
    text = data.draw(few_letters)
    said = explain_missing(text, quote)
    if said.startswith("character "):
        place = int(said.split()[1]) - 1
        assert f"is {_named(quote[place])}, where" in said
    assert (quote in text) == said.startswith("its words are there")


# --- mark -------------------------------------------------------------------------------------


@st.composite
def text_with_spans(draw):
    text = draw(anything)
    edge = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(edge, edge, st.sampled_from("abcdef")), max_size=8))
    return text, [(min(s, e), max(s, e), name) for s, e, name in spans]


@given(text_with_spans())
def test_marked_pieces_are_the_text_with_exactly_the_covering_ids(case):
    text, spans = case
    pieces = mark(text, spans)
    assert "".join(text[p.start : p.end] for p in pieces) == text
    assert all(p.start < p.end for p in pieces)
    for piece in pieces:
        for place in range(piece.start, piece.end):
            assert sorted(piece.ids) == sorted(
                name for start, end, name in spans if start <= place < end
            )


@given(text_with_spans(), st.randoms(use_true_random=False))
def test_the_order_of_spans_does_not_matter(case, random):
    text, spans = case
    assert mark(text, random.sample(spans, len(spans))) == mark(text, spans)


def test_ids_stand_in_the_order_in_which_their_spans_begin():
    assert mark("abcd", [(2, 4, "a"), (0, 3, "z")])[1].ids == ("z", "a")


@pytest.mark.parametrize(
    ("spans", "expected"), [([], [(0, 3, ())]), ([(1, 1, "x")], [(0, 1, ()), (1, 3, ())])]
)
def test_nothing_is_marked_where_no_span_has_width(spans, expected):
    assert mark("abc", spans) == expected
    assert mark("", []) == []


# --- sentences --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\t ", []),
        ("Alpha. Beta.", ["Alpha.", "Beta."]),
        ("A heading\n\n  A line \r\nAnother", ["A heading", "A line", "Another"]),
        (
            "It cost 3.5 pounds. he said",
            ["It cost 3.5 pounds. he said"],
        ),  # no capital, no new sentence
        ("The U.S. Guard and Gen. Stone met. So?", ["The U.S. Guard and Gen. Stone met.", "So?"]),
        ("“Why?” Nobody said. (She left.) Then", ["“Why?”", "Nobody said.", "(She left.)", "Then"]),
        (
            "He said: “Leave. Now!” “No!” she said.",
            ["He said: “Leave.", "Now!”", "“No!” she said."],
        ),
        ("چرا؟ هیچ‌کس نگفت. بعد", ["چرا؟", "هیچ‌کس نگفت.", "بعد"]),
        (
            "I told Ben. He left. She stayed",
            ["I told Ben. He left.", "She stayed"],
        ),  # 'Ben.' could be a title
        ("Wait... What?! Yes", ["Wait...", "What?!", "Yes"]),
        (
            "They met Gen.\nStone left",
            ["They met Gen.", "Stone left"],
        ),  # a line break ends what a title would not
        ("知らない。本当？！はい｡", ["知らない。", "本当？！", "はい｡"]),
        ("他说：“不知道。”她走了。（完。）", ["他说：“不知道。”", "她走了。", "（完。）"]),
        ("「はい。」「いいえ！」", ["「はい。」", "「いいえ！」"]),
        ("『何？!』。次", ["『何？!』。", "次"]),
        ("वह गया। राम आया॥ अंत", ["वह गया।", "राम आया॥", "अंत"]),
        ("គាត់ទៅ។នាងនៅ។", ["គាត់ទៅ។", "នាងនៅ។"]),
        ("သူသွားသည်။ သူမနေသည်။", ["သူသွားသည်။", "သူမနေသည်။"]),
        ("ሄደ። መጣች።", ["ሄደ።", "መጣች።"]),
        ("Նա գնաց։ «Ոչ։» ասաց", ["Նա գնաց։", "«Ոչ։»", "ասաց"]),
        ("東京、大阪：見出し\n次の行。", ["東京、大阪：見出し", "次の行。"]),
        ("He said 好。 then left", ["He said 好。", "then left"]),
    ],
)
def test_sentences(text, expected):
    assert [text[start:end] for start, end in sentences(text)] == expected


@given(st.text(alphabet="aAU. \n\r\t?!”“’)؟。」।", max_size=40) | anything)
def test_sentences_hold_all_but_the_white_space_between_them(text):
    spans = sentences(text)
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    assert edges == sorted(edges)
    assert not "".join(text[a:b] for a, b in zip(edges[::2], edges[1::2])).strip()
    assert all(text[s:e].strip() == text[s:e] != "" for s, e in spans)


@pytest.mark.parametrize(
    "text",
    [
        *("." * 200_000, "A. " * 50_000, " " * 200_000, "\n " * 100_000, "”" * 200_000),
        *("。" * 200_000, "。" + "”." * 100_000),
    ],
    ids=["stops", "letters", "blanks", "lines", "marks", "full-stops", "full-stops-and-marks"],
)
def test_sentences_take_time_in_proportion(text):
    spans = sentences(text)  # a pattern that tries all ways to match would not come back
    assert len(spans) <= 1


@pytest.mark.parametrize(
    "text, start, end, share",
    [
        ("She said “no” twice.", 9, 13, 1.0),
        ("She said “no” twice.", 0, 9, 0.0),
        ("She said “no” twice.", 13, 20, 0.0),
        ("a“b”c", 0, 5, 0.6),
        ("a“b”c", 0, 2, 0.5),
        ("a“b”c", 2, 3, 1.0),
        ('a"b"c"d"', 0, 8, 0.75),
        ('a"b"c"d"', 4, 5, 0.0),
        ("x „ja” y", 2, 6, 1.0),
        ("x «oui» y", 2, 7, 1.0),
        ("x «oui» y", 7, 9, 0.0),
        ("“a ‘b’ c”", 3, 6, 1.0),
        ("“never closed\nplain", 14, 19, 0.0),
        ("one\n“two” three", 4, 9, 1.0),
        ("plain” closing first", 7, 20, 0.0),
        ("abc", 1, 1, 0.0),
        ("“two” three\nx", 1, 4, 1.0),
        ("x\n“never closed\nplain", 16, 21, 0.0),
        ("“aXb”", 3, 4, 1.0),
        ("aXb c", 2, 5, 0.0),
        ("„ja“ oder", 4, 9, 0.0),
        ("»ja« og", 0, 4, 1.0),
        ("»ja« og", 4, 7, 0.0),
        ("x ”ei” y", 2, 6, 1.0),
        ("fin.» dit", 5, 9, 0.0),
        ("fin » dit", 3, 9, 0.0),
        ("完。「はい」と", 2, 6, 1.0),
        ("完。「はい」と", 6, 7, 0.0),
        ("「a『b』c」", 0, 7, 1.0),
        ("x ‹oui› 〝a〟", 1, 11, 0.8),
    ],
)
def test_quoted_share(text, start, end, share):
    assert quoted_share(text, start, end) == share
    assert len("".join(quoted_parts(text, start, end))) == round(share * (end - start))


def test_a_sentence_may_begin_and_end_in_marks_of_other_languages():
    text = "Er ging. „Nein.“ Sie kam. »Ja.« Dann. ‹Oui.› Fin."
    cut = [text[start:end] for start, end in sentences(text)]
    assert cut == ["Er ging.", "„Nein.“", "Sie kam.", "»Ja.«", "Dann.", "‹Oui.›", "Fin."]


def test_each_part_in_marks_is_one():
    text = "“one” and “two”, then “three"
    assert quoted_parts(text, 0, len(text)) == ["“one”", "“two”", "“three"]
    assert quoted_parts(text, 2, 13) == ["ne”", "“tw"]


@pytest.mark.parametrize(
    "text, quote, words",
    [
        ("xx abcd yy", "abcdz", "character 5 of the quote is z"),
        ("abc", "z", "no passage of the text resembles it"),
        ("the Club’s hall", "the Club's hall", "'the Club’s hall'"),
        ("see the hall A. see the hall B.", "see the hall C", "the nearest passage has A"),
        (
            "He left – (“Go home now, all of you",
            "He left - (“Go home now, all of you",
            (
                "character 9 of the quote is - (HYPHEN-MINUS), where the nearest passage has – (EN"
                " DASH)"
            ),
        ),
    ],
)
def test_the_first_difference_beside_the_longest_run(text, quote, words):
    assert words in explain_missing(text, quote)


LONG = "x" * 60 + " the Club’s hall " + "y" * 60


@pytest.mark.parametrize(
    ("text", "quote", "said"),
    [
        (
            "It is the Club’s hall.",
            "It is the Club’s",
            "its words are there, but not between the given prefix and suffix",
        ),
        ("It is the Club’s hall.", "Zebra", "no passage of the text resembles it"),
        ("It is the Club’s hall.", "—", "no passage of the text resembles it"),  # not a word in it
        ("", "abc", "no passage of the text resembles it"),
        ("xabcx", "abcz", "no passage of the text resembles it"),  # three letters are too few
        (
            "xabcdx",
            "abcdz",
            (
                "character 5 of the quote is z (LATIN SMALL LETTER Z), where the nearest passage"
                " has x (LATIN SMALL LETTER X): 'abcdx'"
            ),
        ),
        ("abc", "-abc", "no passage of the text resembles it"),
        (
            "abcd",
            "-abcd",
            (
                "character 1 of the quote is - (HYPHEN-MINUS), where the nearest passage has"
                " nothing: 'abcd'"
            ),
        ),
        (
            "abcd",
            "abcde",
            (
                "character 5 of the quote is e (LATIN SMALL LETTER E), where the nearest passage"
                " has nothing: 'abcd'"
            ),
        ),
        (
            "no abcd ef ghijkl",
            "abcd-ef ghijkl",
            (
                "character 5 of the quote is - (HYPHEN-MINUS), where the nearest passage has  "
                " (SPACE): 'abcd ef ghijkl'"
            ),
        ),
        (
            "a\x07bcdefg hij",
            "a bcdefg hij",
            (
                "character 2 of the quote is   (SPACE), where the nearest passage has U+0007:"
                " 'a\\x07bcdefg hij'"
            ),
        ),
        (
            LONG,
            LONG.replace("’", "'").strip(),
            (
                "character 70 of the quote is ' (APOSTROPHE), where the nearest passage has ’"
                " (RIGHT SINGLE QUOTATION MARK): 'EXCERPT'"
            ),
        ),
    ],
)
def test_the_difference_is_said_word_for_word(text, quote, said):
    place = text.find("’")
    assert explain_missing(text, quote) == said.replace("EXCERPT", text[place - 40 : place + 40])
