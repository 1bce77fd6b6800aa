"""Words that stand where there is no name: exact ones, and nothing that only looks like them."""

import pytest

from helpers.convert.tables.placeholders import is_total, says_nothing

NOBODY = """n/a N/A N.N. n.a. #N/A NA nan NaN <NA> none None null TBC tba 0 - -- – — ? ??? … ... * ¯ _
vacant VACANT Vacant: [vacant] (Vacant) *vacant* Unbesetzt vakant unbekannt vacante inconnu
desconocido вакантно н/д شاغر 空缺""".split()
NOBODY += ["Vacant (until June)", "vacant seat", "Vacant [since 2019]", "not yet appointed"]
NOBODY += ["to be confirmed", "keine Angabe", "poste vacant", "à pourvoir", "غير معروف", " - "]
SOMEBODY = ["Na", "Nan", "Vacant Lot Society", "Vacanti", "Ada (vacant)", "Null Island Club"]
SOMEBODY += ["007", "O", "R&D", "???!", "No", "Unknown Pleasures", "Ben N.N. Reed", "C*", "Ng"]


@pytest.mark.parametrize("cell", NOBODY)
def test_nobody(cell):
    assert says_nothing(cell)


@pytest.mark.parametrize("cell", [*SOMEBODY, ""])
def test_somebody(cell):
    assert not says_nothing(cell)


def test_totals():
    assert [is_total(cell) for cell in ("Total:", "SUM", "Total Football")] == [True, True, False]
