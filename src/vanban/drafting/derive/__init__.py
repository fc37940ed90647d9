"""From a superior's plan to the plan of a unit: same skeleton, the unit's tasks, its own people."""

from vanban.drafting.derive.deriver import Derived, Deriver
from vanban.drafting.derive.making import open_deriver, rosters_for, target, text_of, write_child
from vanban.drafting.derive.setting import Rosters

__all__ = [
    "Derived",
    "Deriver",
    "Rosters",
    "open_deriver",
    "rosters_for",
    "target",
    "text_of",
    "write_child",
]
