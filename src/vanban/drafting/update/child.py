"""A child file brought up to date: its parent read, derived anew, merged, written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from vanban import files
from vanban.drafting.derive.choosing import refuse_unfit
from vanban.drafting.derive.deriver import Derived, Deriver
from vanban.drafting.derive.making import open_deriver, profile_of, text_of
from vanban.drafting.keeping import keep, kept
from vanban.drafting.update.merge import Merged, merge
from vanban.drafting.update.tree import Change, What, told
from vanban.finding import Finding, Level, VanbanError
from vanban.messages import _
from vanban.plan.issuer import Truong, profile
from vanban.plan.load import Loaded, load
from vanban.plan.model import CoQuan, KeHoach, Nguon
from vanban.plan.points import points
from vanban.plan.project import Project, shown
from vanban.plan.source import Source, read_text


@dataclass(frozen=True, slots=True)
class Updated:
    """What became of one child.

    `before` and `after` are its texts, equal when nothing was to be done. `findings`: what a person
    has to settle (L110 where both sides changed, L111 every difference when there is no base).
    `backup`: the copy of the old file; `None` when nothing was written.
    """

    path: Path
    before: str
    after: str
    changes: list[Change] = field(default_factory=list)
    conflicts: list[Change] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    backup: Path | None = None


@dataclass(frozen=True, slots=True)
class _Parent:
    """A parent as it is today, and the profile it is issued under."""

    digest: str
    loaded: Loaded[KeHoach]
    body: CoQuan


class Updater:
    """Updates the children of a project; each parent is read once, each recipe tried once."""

    def __init__(self, project: Project) -> None:
        if project.root is None:
            raise VanbanError(
                _("Kế hoạch không nằm trong dự án nào (không thấy data/co-quan ở trên)"),
                _("Chạy `vanban new --project THƯ_MỤC` để có một dự án."),
            )
        self._project = project
        self._root = project.root
        self._parents: dict[str, _Parent] = {}
        self._derivers: dict[tuple[str, str], Deriver] = {}

    def update(
        self, path: Path, *, force: bool = False, accept: bool = False, write: bool = True
    ) -> Updated:
        """Merge what changed in the parent into the child at `path`, and keep a copy of the old.

        `force`: also when only the recipe changed. `accept`: a child without its base is right as
        it is, what would be made today is its base from now on. Without `write` nothing is
        written. VanbanError when parent, recipe or unit is gone, or the child cannot be read.
        """
        loaded = load(path, KeHoach, shown(path))
        plan, text = loaded.value, loaded.source.text
        origin = _origin(loaded)
        assert plan is not None
        parent = self._parent(origin, path)
        if parent.digest == origin.bam and not force:
            return Updated(path, text, text)
        derived = self._derived(plan, origin, parent)
        ours = read_text(text, loaded.source.file)
        base = kept(self._root, origin.goc) if origin.goc else None
        if base is None:
            return self._without_base(path, ours, derived, accept=accept, write=write)
        was = read_text(base, origin.goc or "")
        assert isinstance(was.values, dict)
        asked = {point.text for point in points(was)}
        today = {" ".join(text.split()) for _path, text in derived.points}
        new = [(at, one) for at, one in derived.points if " ".join(one.split()) not in asked]
        merged = merge(was.values, ours, derived.values, new, asked - today)
        return self._merged(path, merged, derived, write=write)

    def _merged(self, path: Path, merged: Merged, derived: Derived, *, write: bool) -> Updated:
        """The child with the merge in it; the new base is kept first."""
        before = merged.ours.text
        base = text_of(Derived(merged.theirs, derived.points, []), path, self._root)
        digest = files.sha256(base.encode())
        after = merged.text({"bam": derived.values["nguon"]["bam"], "goc": digest})
        backup = None
        if write and after != before:
            keep(self._root, base)
            backup = _write(path, before, after)
        written = read_text(after, merged.ours.file) if write else None
        return Updated(
            path, before, after, merged.changes, merged.conflicts, merged.findings(written), backup
        )

    def _without_base(
        self, path: Path, ours: Source, derived: Derived, *, accept: bool, write: bool
    ) -> Updated:
        """Every difference told, nothing changed; a child without any gets a base again."""
        assert isinstance(ours.values, dict)
        merged = merge(derived.values if accept else ours.values, ours, derived.values)
        if not merged.changes:
            return self._merged(path, merged, derived, write=write)
        findings = list(_differences(merged))
        return Updated(path, ours.text, ours.text, findings=findings)

    def _parent(self, origin: Nguon, child: Path) -> _Parent:
        """The parent a child names; VanbanError when it is gone or cannot be read as a plan."""
        path = self._project.file(origin.tep)
        if path is None or files.real_path(path) == files.real_path(child):
            raise VanbanError(
                _("Không thấy kế hoạch cấp trên {path}", path=origin.tep),
                _("Đã đổi tên hay chuyển chỗ thì sửa “tep” dưới “nguon”."),
            )
        if origin.tep not in self._parents:
            content = path.read_bytes()
            loaded = load(path, KeHoach, shown(path))
            if loaded.value is None:
                raise VanbanError(
                    _("Kế hoạch cấp trên {path} còn lỗi nên chưa cập nhật được", path=shown(path)),
                    _("Chạy `vanban check {path}`.", path=shown(path)),
                    exit_code=1,
                )
            body = self._issuer(loaded.value)
            self._parents[origin.tep] = _Parent(files.sha256(content), loaded, body)
        return self._parents[origin.tep]

    def _issuer(self, plan: KeHoach) -> CoQuan:
        """The profile the parent is issued under."""
        body = profile_of(self._project, plan.co_quan)
        unit = self._project.unit(plan.don_vi, body) if plan.don_vi else None
        return profile(unit, body) if unit else body

    def _derived(self, plan: KeHoach, origin: Nguon, parent: _Parent) -> Derived:
        """The child as it would be made today."""
        unit = self._unit(plan, parent.body)
        refuse_unfit(self._project, origin.phan_cap, [unit])
        key = (origin.tep, origin.phan_cap)
        if key not in self._derivers:
            path = self._root / origin.tep
            self._derivers[key] = open_deriver(
                self._project, path, origin.phan_cap, parent.loaded, parent.body
            )
        return self._derivers[key].of(unit)

    def _unit(self, plan: KeHoach, body: CoQuan) -> Truong:
        """The unit whose plan the child is."""
        unit = self._project.unit(plan.don_vi, body) if plan.don_vi else None
        if unit is None:
            raise VanbanError(
                _("Không còn đơn vị “{name}” trong dự án", name=plan.don_vi or ""),
                _("Sửa “don_vi”: một mã trong data/truong, hoặc một phòng của hồ sơ cơ quan."),
            )
        return unit


def _origin(loaded: Loaded[KeHoach]) -> Nguon:
    """Where a child comes from; VanbanError for a file that cannot be read or is no child."""
    file = loaded.source.file
    faulty = any(one.level == Level.LOI and not one.repaired for one in loaded.source.findings)
    if loaded.value is None or faulty:
        raise VanbanError(
            _("{file}: còn lỗi nên chưa cập nhật được", file=file),
            _("Chạy `vanban check {file}`.", file=file),
            exit_code=1,
        )
    if loaded.value.nguon is None:
        raise VanbanError(
            _("{file} không có “nguon”: không phải kế hoạch lập theo kế hoạch cấp trên", file=file),
            _("`vanban derive` lập một kế hoạch như thế."),
            exit_code=2,
        )
    return loaded.value.nguon


def _write(path: Path, before: str, after: str) -> Path:
    """Write the merged text over the file; the copy of the old one. VanbanError when it changed."""
    old = path.read_bytes()
    mark = files.BOM if old.startswith(files.BOM.encode()) else ""
    if old != (mark + before).encode():
        raise VanbanError(
            _("{file} vừa bị đổi nên chưa ghi gì", file=shown(path)),
            _("Lưu tệp trong trình soạn thảo rồi chạy lại."),
        )
    backup = files.backup(path)
    files.write(path, (mark + after).encode())
    return backup


def _differences(merged: Merged) -> Iterator[Finding]:
    """A finding for each difference between a child and what would be made today."""
    for one in merged.changes:
        match one.what:
            case What.CHANGED:
                message = _("Khác với kế hoạch lập lại hôm nay: “{text}”", text=told(one.ours))
                hint = _("Lập lại thì là “{text}”.", text=told(one.theirs))
            case What.ADDED:
                message = _("Kế hoạch lập lại hôm nay có thêm: “{text}”", text=told(one.theirs))
                hint = _("Việc mới của cấp trên thì thêm vào.")
            case What.DROPPED:
                message = _("Kế hoạch lập lại hôm nay không có: “{text}”", text=told(one.ours))
                hint = _("Việc riêng của đơn vị thì giữ; cấp trên đã bỏ thì bỏ theo.")
            case What.MOVED:
                message = _(
                    "Kế hoạch lập lại hôm nay đặt ở chỗ khác: “{text}”", text=told(one.ours)
                )
                hint = _("So lại thứ tự với kế hoạch cấp trên.")
        yield Finding("L111", Level.CANH_BAO, message, merged.ours.place(one.path), hint)
