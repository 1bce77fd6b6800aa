"""Where the quotes stand in the texts, and what stands in none."""

import re

import pytest
from shipped import HEADER, SHIPPED, load

from helpers.dataset import load_dataset
from helpers.places import coverage_table, locate_quotes


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
@pytest.mark.parametrize("table", ["claims", "passages", "first-coding", "second-coding"])
def test_every_quote_stands_exactly_once_where_it_is_located(path, table):
    data = load(path)
    places = locate_quotes(data, table)
    for row in data[table].itertuples():
        text, start, end = data.text(row.document_id), places.at[row.Index, "start"], places.at[row.Index, "end"]
        assert text[start:end] == row.quote != ""
        assert text[:start].endswith(row.quote_prefix) and text[end:].startswith(row.quote_suffix)
        assert len(re.findall(f"(?={re.escape(row.quote_prefix + row.quote + row.quote_suffix)})", text)) == 1


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_every_sentence_is_coded_or_has_its_reason(path):
    data = load(path)
    covered = coverage_table(data)
    assert covered.loc[covered["claims"] + covered["passages"] == 0, "sentence"].to_list() == []
    text = "".join(data.text(document) for document in data["documents"]["document_id"])
    assert "".join("".join(covered["sentence"]).split()) == "".join(text.split())


def test_coverage_counts_what_touches_a_sentence_and_lists_the_rest(folder):
    (folder / "t.txt").write_text("Ada leads. Ada rests. Nobody knows.", encoding="utf-8")
    (folder / "documents.csv").write_text("document_id,file\nd,t.txt\n", encoding="utf-8")
    (folder / "claims.csv").write_text(HEADER.strip() + ",document_id,quote\nk1,author,asserts,ada,leads,club,,d,leads. Ada\n", encoding="utf-8")
    (folder / "passages.csv").write_text("document_id,quote,reason\nd,Ada rests.,no_proposition\n", encoding="utf-8")
    covered = coverage_table(load_dataset(folder))
    assert covered["claims"].to_list() == [1, 1, 0] and covered["passages"].to_list() == [0, 1, 0]
    assert covered["not_quoted"].to_list() == ["Ada", "", "Nobody knows"]
