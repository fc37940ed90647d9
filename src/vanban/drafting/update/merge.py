"""One child merged: its new text, and what a person has to know of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from vanban.drafting.update import spelling
from vanban.drafting.update.sites import Sites
from vanban.drafting.update.threeway import At, Merge
from vanban.drafting.update.tree import (
    Change,
    Fields,
    Kept,
    Node,
    Put,
    What,
    told,
    value_of,
)
from vanban.files import apply_edits
from vanban.finding import Edit, Finding, Level, VanbanError
from vanban.messages import _
from vanban.plan.source import Path, Source, Value, read_text

ORIGIN = "nguon"


@dataclass(frozen=True, slots=True)
class Merged:
    """A merge of three versions of a child.

    `changes`: what is taken over from theirs; `conflicts`: what both sides changed apart, where
    ours stays. `theirs`: the child as made today, its entries by the names they have in ours: the
    base of the next merge. `values`: the merged ones, all but `nguon`.
    """

    ours: Source
    node: Fields
    theirs: dict[str, Any]
    changes: list[Change]
    conflicts: list[Change]
    told: list[tuple[Path, str]]
    settled: frozenset[str]

    def edits(self, origin: Mapping[str, str] | None = None) -> list[Edit]:
        """The edits of ours; `origin`: what `nguon` says from now on (`bam`, `goc`)."""
        told = [*self.told, *_reminders(self.conflicts)]
        return spelling.edits(self.ours, self._with(origin or {}), told, self.settled)

    def values(self, origin: Mapping[str, str] | None = None) -> Value:
        """The merged values."""
        return value_of(self._with(origin or {}))

    def text(self, origin: Mapping[str, str] | None = None) -> str:
        """Ours with the edits made; VanbanError when it does not read back as the merged values."""
        text = apply_edits(self.ours.text, self.edits(origin))
        if read_text(text, self.ours.file).values != self.values(origin):
            raise VanbanError(
                _(
                    "Chưa cập nhật được {file}: cách gõ trong tệp làm máy đọc sai",
                    file=self.ours.file,
                ),
                _("Chạy `vanban check {file} --fix` rồi cập nhật lại.", file=self.ours.file),
            )
        return text

    def findings(self, source: Source | None = None) -> list[Finding]:
        """The conflicts (L110); `source`: the merged file, when it is written already."""
        return [_finding(one, self.ours, source) for one in self.conflicts]

    def _with(self, origin: Mapping[str, str]) -> Node:
        """The tree with what `nguon` says from now on."""
        entries = dict(self.node.entries)
        node = entries.get(ORIGIN)
        known = value_of(node) if node else None
        if isinstance(known, dict):
            fields: dict[str, Node] = {key: Kept(value) for key, value in known.items()}
            fields |= {key: Put(value) for key, value in origin.items() if known.get(key) != value}
            entries[ORIGIN] = Fields(fields)
        return Fields(entries)


def merge(
    base: Mapping[str, Any],
    ours: Source,
    theirs: Mapping[str, Any],
    points: Iterable[tuple[Path, str]] = (),
    settled: Iterable[str] = (),
) -> Merged:
    """Merge what changed from `base` to `theirs` into `ours`; `nguon` of ours stays.

    `points`: path in `theirs` and what a person has to decide there; they are left above what is
    new or changed. `settled`: texts of points that theirs no longer has; they go from ours.
    """
    values = ours.values
    if not isinstance(values, dict) or Sites(ours).is_flow(()):
        raise VanbanError(
            _("{file} không phải một kế hoạch viết theo dòng", file=ours.file),
            _("Chạy `vanban check {file}`.", file=ours.file),
        )
    origin = {ORIGIN: values[ORIGIN]} if ORIGIN in values else {}
    made = deepcopy(dict(theirs))
    points = list(points)
    one = Merge(points)
    node = one.fields({**base, **origin}, values, {**made, **origin}, At())
    if not isinstance(node, Fields):
        node = Fields({key: Kept(value) for key, value in values.items()})
    head = [((), text) for path, text in points if not path]
    told = [*head, *one.told]
    return Merged(ours, node, made, one.changes, one.conflicts, told, frozenset(settled))


def _reminders(conflicts: Iterable[Change]) -> Iterator[tuple[Path, str]]:
    """What stays in the file above an entry both sides changed, so that nobody forgets it."""
    for one in conflicts:
        match one.what:
            case What.CHANGED:
                text = _("kế hoạch cấp trên nay ghi “{text}”", text=told(one.theirs))
            case What.DROPPED:
                text = _("kế hoạch cấp trên đã bỏ mục này")
            case What.ADDED:
                text = _(
                    "đơn vị đã bỏ “{text}”, kế hoạch cấp trên nay sửa mục ấy", text=told(one.theirs)
                )
            case What.MOVED:
                text = _("kế hoạch cấp trên đã xếp lại thứ tự các mục này")
        yield one.path, text


def _finding(one: Change, ours: Source, merged: Source | None) -> Finding:
    match one.what:
        case What.CHANGED:
            message = _("Hai bên cùng sửa: đơn vị ghi “{text}”", text=told(one.ours))
            hint = _("Kế hoạch cấp trên nay ghi “{text}”.", text=told(one.theirs))
        case What.DROPPED:
            message = _("Đơn vị đã sửa hoặc thêm ở mục này: “{text}”", text=told(one.ours))
            hint = _("Kế hoạch cấp trên đã bỏ mục này: bỏ theo, hoặc giữ làm việc của đơn vị.")
        case What.ADDED:
            message = _("Đơn vị đã bỏ một mục mà kế hoạch cấp trên nay sửa")
            hint = _("Kế hoạch cấp trên nay ghi “{text}”.", text=told(one.theirs))
        case What.MOVED:
            message = _("Hai bên cùng xếp lại thứ tự các mục ở đây")
            hint = _("Thứ tự của đơn vị được giữ; so lại với kế hoạch cấp trên.")
    place = merged.place(one.at) if merged else ours.place(one.path)
    return Finding("L110", Level.CANH_BAO, message, place, hint)
