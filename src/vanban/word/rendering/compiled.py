"""A template ready to render, as plain data: what the compiler makes and the engine reads."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from vanban.finding import VanbanError
from vanban.messages import _
from vanban.word.rendering.footnotes import Notes
from vanban.word.rendering.measures import Measures

BODY_STYLE = "VB Đoạn"
CELL_STYLE = "VB Bảng việc"
BREAK_STYLE = "VB Ngắt phần"
PARENT_STYLE = "VB Cơ quan chủ quản"
ISSUER_STYLE = "VB Cơ quan ban hành"
POST_STYLE = "VB Chức vụ"
URGENT_STYLE = "VB Độ khẩn"
COUNTED_STYLES = (PARENT_STYLE, ISSUER_STYLE, POST_STYLE, URGENT_STYLE)
"""The styles whose paragraphs the layout measures."""

EMPTY_FOOTER_ID = "rIdVanbanTrong"


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a tag: its run's and its paragraph's properties, as XML.

    `run` holds four looks: plain, bold, italic, both.
    """

    run: tuple[str, str, str, str]
    paragraph: str
    paragraph_kept: str


@dataclass(slots=True)
class Compiled:
    """A template ready to render.

    `sources`: part → Jinja source; `python`: the code that Jinja made of it. `changed`: static
    parts that differ from the template's file. `with_notes`: the parts that a document with
    footnotes has instead. `loose_tables`: docxtpl's own table repair is needed.
    """

    sources: dict[str, str]
    python: dict[str, str]
    changed: dict[str, str]
    with_notes: dict[str, str]
    frames: list[Frame]
    measures: Measures
    notes: Notes
    first_footer: str | None
    loose_tables: bool

    def as_data(self) -> dict[str, Any]:
        """The same as plain data, for the cache."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Compiled:
        """The template that `as_data` gave."""
        return cls(
            **{
                **data,
                "frames": [Frame(tuple(f["run"]), f["paragraph"], f["paragraph_kept"])
                           for f in data["frames"]],
                "measures": Measures.from_data(data["measures"]),
                "notes": Notes(**data["notes"]),
            }
        )  # fmt: skip


def complaint(name: str, part: str, error: Exception) -> VanbanError:
    """What to say of a template whose tags cannot be compiled or rendered."""
    reason = getattr(error, "message", None) or str(error) or type(error).__name__
    return VanbanError(
        _("Mẫu Word {name}, phần {part}: {reason}", name=name, part=part, reason=reason),
        _("Chạy `vanban template check {name}` để xem đoạn nào.", name=name),
    )
