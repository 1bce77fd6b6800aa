from .balance import (
    Frustration as Frustration,
)
from .rules import (
    break_even as break_even,
)
