"""For whom sources speak."""

import pytest
from shipped import article

from helpers.claims.admitted import support
from helpers.claims.readings import Reading, without


@pytest.mark.parametrize(
    ("source", "level", "expected"),
    [
        ("ned-price", "speaker", "ned-price"),
        ("ned-price", "institution", "state-department"),
        ("ned-price", "government", "us-government"),
        ("jake-sullivan", "institution", "us-government"),
        ("state-department", "speaker", "state-department"),
        ("author", "government", "author"),
        ("taliban", "government", "taliban"),
        ("one-member-state", "institution", "one-member-state"),
    ],
)
def test_rolled_up(source, level, expected):
    assert article().who.rolled_up(source, level) == expected


def test_unknown_levels_sources_and_claims_are_refused():
    with pytest.raises(ValueError, match="no level 'goverment': did you mean 'government'"):
        article().who.rolled_up("author", "goverment")
    with pytest.raises(ValueError, match="no source 'ned'"):
        article().who.rolled_up("ned", "speaker")
    with pytest.raises(ValueError, match="no claim 'c0870': did you mean 'c087'"):
        support(article(), "c0870")
    with pytest.raises(ValueError, match="no source 'taliben': did you mean 'taliban'"):
        without(article(), Reading(), "taliben")
