"""What a template says about sizes: its page, the rooms of some paragraphs, its type.

Plain data, so that it can be kept in the cache beside the template's sources. Lengths are twips,
type sizes half-points.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Page:
    """A section's page, upright."""

    width: int
    height: int
    left: int
    right: int

    def text_width(self, *, landscape: bool) -> int:
        """How wide the text is; a turned page keeps the margins as one reads it."""
        return (self.height if landscape else self.width) - self.left - self.right


@dataclass(frozen=True, slots=True)
class Room:
    """The width a paragraph can fill, and the type it is set in."""

    width: float
    half_points: int
    bold: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule line: under which text, how long, in which room (of the text above it).

    `literals` are the fixed pieces of the text, one more than it has tags.
    """

    literals: list[str]
    share: float
    room: Room


@dataclass(frozen=True, slots=True)
class Measures:
    """All of it for one template.

    `rooms`: style name → room, for the paragraphs whose lines the layout counts. `cell_padding`:
    left and right margin of a data table's cells, added. `body`, `cell`: type of body and cells;
    `indent`: first line of a paragraph.
    """

    page: Page
    rules: list[Rule]
    rooms: dict[str, Room]
    cell_padding: int
    body: int
    cell: int
    indent: int

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Measures:
        """The measures that `dataclasses.asdict` gave."""
        return cls(
            **{
                **data,
                "page": Page(**data["page"]),
                "rules": [Rule(**{**rule, "room": Room(**rule["room"])}) for rule in data["rules"]],
                "rooms": {style: Room(**room) for style, room in data["rooms"].items()},
            }
        )
