"""The kind of a unit, from what a roster says or from its name."""

from __future__ import annotations

from functools import cache

from vanban.language.unicode import fold, nearest
from vanban.tables import table


@cache
def _by_name() -> dict[str, str]:
    """Every way to write a kind, folded → its key."""
    found: dict[str, str] = {}
    for kind, names in table("loai-don-vi").items():
        for name in (kind, names["ten"], *names["ten_khac"]):
            found.setdefault(_plain(name), kind)
    return found


def _plain(text: str) -> str:
    return fold(text).replace(" & ", "&").replace(" và ", "&")


@cache
def named(said: str) -> str:
    """The key of the kind somebody names by key, full or short name; `""` when there is none."""
    return _by_name().get(_plain(said), "")


def near(said: str) -> str | None:
    """The name of a kind most like `said`."""
    kinds = table("loai-don-vi").items()
    names = (name for kind, its in kinds for name in (kind, its["ten"], *its["ten_khac"]))
    return nearest(said, names)


def full() -> list[str]:
    """The full names of all kinds."""
    return [kind["ten"] for kind in table("loai-don-vi").values()]


@cache
def _beginnings() -> list[tuple[str, str]]:
    """What names begin with → kind, the longest first."""
    return sorted(_by_name().items(), key=lambda pair: -len(pair[0]))


def from_name(name: str) -> str:
    """The key of the kind whose name begins the unit's, the longest one; `""` when none does."""
    plain = _plain(name) + " "
    return next((kind for word, kind in _beginnings() if plain.startswith(word + " ")), "")
