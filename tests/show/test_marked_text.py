"""The marked text: all of the text, and every claim with its speaker."""

import itertools
import re
from html import unescape

import pandas as pd
from shipped import article

from helpers.claims import locate_quotes
from helpers.claims.words import primary_claims
from helpers.data.dataset import MYSTERY, load_dataset
from helpers.data.quotes import sentences
from helpers.show.html import markup
from helpers.show.marked_text import marked_text


def words_in(page):
    """The words of the text: no labels, no ids, nothing of the line that explains the lines."""
    text = page.partition("</p>\n")[2]
    return unescape(re.sub(r"<small.*?</small> |<sup.*?</sup>|<[^>]+>", "", text))


def test_the_lines_are_explained_by_themselves(shown):
    marked_text(article())
    keys = shown[0].partition("</p>\n")[0]
    assert re.sub(r"<[^>]+>", "", keys) == "asserted, denied, both, hedge"
    assert "1px solid" in keys and "2px dashed" in keys and "3px double" in keys
    only = primary_claims(article()).query("stance == 'asserts' and hedge == ''")
    marked_text(article(), only)
    assert re.sub(r"<[^>]+>", "", shown[2].partition("</p>\n")[0]) == "asserted"


def test_a_line_that_no_words_have_is_not_explained(shown):
    """An assertion and a denial whose words stand apart have no double line."""
    primary = primary_claims(article())
    denied = locate_quotes(article(), primary[primary["stance"] == "denies"]).iloc[0]
    places = locate_quotes(article(), primary)
    apart = (places["end"] <= denied["start"]) | (places["start"] >= denied["end"])
    said = primary[apart & (primary["stance"] == "asserts") & (primary["hedge"] == "")]
    few = pd.concat([said, primary.loc[[denied.name]].assign(hedge="")])
    marked_text(article(), few)
    keys = re.sub(r"<[^>]+>", "", shown[0].partition("</p>\n")[0])
    assert keys == "asserted, denied" and "3px double" not in shown[0]


def test_of_several_texts_each_has_its_title(shown):
    papers = load_dataset(MYSTERY.with_name("harbour-papers"))
    marked_text(papers)
    titles = [re.match("<p><strong>(.*?)</strong></p>\n", one)[1] for one in shown[::2]]
    assert titles == papers["documents"]["title"].tolist()
    marked_text(article())
    assert "<strong>" not in shown[-2]


def test_a_text_without_claims_is_cut_after_its_first_sentences(shown):
    marked_text(article(), article()["claims"].head(0), first=1)
    ends = sentences(article().text("examiner-2021"))
    assert unescape(re.sub(r"<[^>]+>", "", shown[0])) == (
        article().text("examiner-2021")[: ends[0][1]] + " […]"
    )


def test_under_a_double_line_all_who_speak_are_named(shown):
    marked_text(article())
    assert re.search(r"denial by the State Department; the author:", shown[0])


def test_marked_text_is_the_text(shown):
    marked_text(article())
    assert words_in(shown[0]).split() == article().text("examiner-2021").split()


def test_marked_text_names_every_claim_and_its_speaker(shown):
    marked_text(article())
    primary = primary_claims(article())
    assert all(claim in shown[0] for claim in primary["claim_id"])
    names = dict(zip(article()["sources"]["source_id"], article()["sources"]["name"]))
    assert all(markup("{0}", names[speaker]) in shown[0] for speaker in primary["speaker"])
    assert "denial by the State Department:" in shown[0] and "border-bottom: 2px dashed" in shown[0]


def test_the_one_author_is_named_once_and_labels_stand_where_the_speaker_changes(shown):
    marked_text(article())
    labels = re.findall(r"<small[^>]*>(.*?):</small>", shown[0])
    assert labels[0] == "the article&#x27;s author" and labels.count(labels[0]) == 1
    for paragraph in shown[0].split("<br>\n<br>"):
        labels = re.findall(r"<small[^>]*>(.*?):</small>", paragraph)
        assert all(one != other for one, other in itertools.pairwise(labels))
    labels = re.findall(r"<small[^>]*>(.*?):</small>", shown[0])
    assert "the author" in labels


def test_notes_are_folded(shown):
    marked_text(article(), first=6)
    assert shown[1].startswith("<details>") and shown[1].count("<table") == 1


def test_a_dataset_without_texts_says_so(shown, tmp_path):
    (tmp_path / "claims.csv").write_text(
        "claim_id,speaker,stance,subject,relation,object\nk,s,asserts,p,leads,o\n"
    )
    marked_text(load_dataset(tmp_path))
    assert shown == ["<p>This dataset has no texts, so that no text can be marked.</p>"]


def test_the_first_sentences_end_with_a_whole_quote(shown):
    marked_text(article(), first=6)
    plain = words_in(shown[0]).split()
    words = article().text("examiner-2021").split()
    assert plain[-1] == "[…]" and plain[:-1] == words[: len(plain) - 1]
    ids = re.findall(r"c\d+b?", re.sub(r"<[^>]+>", "", shown[0]))
    assert ids and set(ids) == set(re.findall(r"<td><p>(c\d+b?)</p>", shown[1]))


def test_as_many_sentences_as_there_are_is_all(shown):
    marked_text(article(), first=10_000)
    marked_text(article())
    assert shown[0] == shown[2]


def test_an_inference_is_marked_as_said_by_nobody(shown):
    data = load_dataset(MYSTERY)
    marked_text(data, data["claims"].query("claim_id == 'm36'"))
    assert ">said by nobody, suggested by " in shown[0]
    assert "m36: Said by nobody, suggested by " in shown[0]
