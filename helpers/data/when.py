"""When each claim of a dataset says that it holds.

>>> claims = pd.DataFrame({"valid": ["", "2017/.."], "said_on": ["", "2021"]})
>>> claim_spells(claims)["dated"].tolist()
[False, True]
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.codebook import ALWAYS, spell_of

_COLUMNS = ["first", "last", "sure_from", "sure_to"]


def claim_spells(claims: pd.DataFrame) -> pd.DataFrame:
    """Return on which days each claim may hold, and on which it must.

    Parameters
    ----------
    claims : DataFrame
        Columns ``valid`` and ``said_on`` of the table claims.

    Returns
    -------
    DataFrame
        With the index of the claims; columns ``first``, ``last``, ``sure_from``, ``sure_to``
        (int64: days, as in `helpers.codebook.Spell`), ``dated`` (bool: does the claim say
        when it holds?).
    """
    if (claims["valid"] == "").all():
        always = dict(zip(_COLUMNS, ALWAYS, strict=False))
        return pd.DataFrame(always, index=claims.index).assign(dated=False)
    # When it was said matters only of what goes on.
    said_on = claims["said_on"].where(claims["valid"].str.endswith("/.."), "")
    stated = list(zip(claims["valid"].tolist(), said_on.tolist(), strict=True))
    # Each is looked at once, however often it stands there.
    numbers, distinct = pd.factorize(pd.Series(stated, dtype=object))
    spells = [spell_of(*one) for one in distinct]
    days = np.array([spell[: len(_COLUMNS)] for spell in spells], dtype=np.int64)
    dated = np.array([spell.dated for spell in spells], dtype=bool)
    frame = pd.DataFrame(days[numbers], columns=_COLUMNS, index=claims.index)
    return frame.assign(dated=dated[numbers])
