"""Words that people write where there is no name: only exact ones, in a few languages.

>>> says_nothing("Vacant (until June)"), says_nothing("Vacant Lot Society")
(True, False)
>>> is_total("Grand total:"), is_total("Total Football Club")
(True, False)
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

WORDS = {
    "n/a", "n.a", "#n/a", "n.n", "n. n", "n/d", "n.d", "none", "null", "nil",
    "no data", "no name", "unnamed", "unknown", "not known", "not available", "not applicable",
    "not stated", "not yet appointed", "not appointed", "not yet known", "nobody", "no one",
    "tba", "tbd", "tbc", "tbn", "to be announced", "to be appointed", "to be confirmed",
    "to be decided", "to be determined", "to be filled", "to be named", "0", "0.0",
    "vacant", "vacancy", "vacant seat", "seat vacant", "vacant post", "vacant position",
    "position vacant", "post vacant", "currently vacant", "unfilled", "ditto", "idem",
    # German
    "unbesetzt", "nicht besetzt", "derzeit unbesetzt", "vakant", "unbekannt", "k.a", "k. a",
    "keine angabe",
    # French
    "vacante", "poste vacant", "siège vacant", "vacance", "à pourvoir", "inconnu", "inconnue",
    "néant", "aucun", "non renseigné",
    # Spanish, Portuguese, Italian
    "puesto vacante", "desconocido", "desconocida", "sin datos", "ninguno", "s/n",
    "desconhecido", "sconosciuto", "nessuno",
    # Russian, Arabic, Persian, Chinese
    "вакантно", "вакансия", "неизвестно", "н/д", "нет данных", "нет", "شاغر", "غير معروف",
    "مجهول", "لا يوجد", "نامشخص", "خالی", "空缺", "不详", "不詳", "未知", "待定",
}  # fmt: skip
"""Without the dots, colons and brackets around them."""

TOTALS = {"total", "totals", "sum", "sum total", "grand total", "subtotal", "all", "count"}

AS_WRITTEN = {"NA", "na", "nan", "NaN", "NaT"}
"""Only in these letters: Na and Nan are names."""

ANSWERS = {"yes", "no", "true", "false", "✓", "✔"}
"""What stands in a column that asks a question, and names nobody."""

_AROUND = " .,:;*_'\"()[]<>{}-–—"
_REMARK = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*$")


@lru_cache(maxsize=10_000)
def says_nothing(cell: str) -> bool:
    """Tell whether a cell holds a word, or a mark alone, that people write for no name."""
    text = " ".join(unicodedata.normalize("NFC", cell).casefold().split())
    without_remark = _REMARK.sub("", text)
    bare = {one.strip(_AROUND) for one in (text, without_remark)}
    if cell.strip(_AROUND) in AS_WRITTEN:
        return True
    return not bare.isdisjoint(WORDS) or _is_one_mark(text)


def _is_one_mark(text: str) -> bool:
    """Tell whether a text is one mark, such as a dash, once or several times."""
    marks = set(text.replace(" ", ""))
    return len(marks) == 1 and unicodedata.category(*marks)[0] in "PS"


def is_total(cell: str) -> bool:
    """Tell whether a cell holds the word before a sum."""
    return cell.casefold().rstrip(": ") in TOTALS


def ask_for_name(cell: str) -> str:
    """Say how to keep a word as a name, where it could be one.

    >>> ask_for_name("None"), ask_for_name("n/a")
    ("; if it is right, say so: real_names=['None']", '')
    """
    return f"; if it is right, say so: real_names=[{cell!r}]" if cell.isalnum() else ""
