"""Plans → Word files: checked, all targets known before the first is written, one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from vanban import files
from vanban.finding import Finding, VanbanError
from vanban.messages import _
from vanban.output import targets
from vanban.plan.project import Project, find_root, shown
from vanban.rules.check import Checked, check_plan
from vanban.word.rendering.engine import Engine


@dataclass(slots=True)
class Rendering:
    """One plan on its way: what was found, where it goes, and what came of it.

    `error` says why there is no file; `digest` is the SHA-256 of the file written; `kept` the copy
    of an edited file that was there.
    """

    path: Path
    project: Project
    checked: Checked | None = None
    target: Path | None = None
    digest: str | None = None
    kept: Path | None = None
    error: VanbanError | None = None

    @property
    def findings(self) -> list[Finding]:
        """What was found in the plan and in what it uses."""
        return self.checked.findings if self.checked else []


@dataclass(slots=True)
class Projects:
    """The projects of one run, one a root, so that bodies and registers are read once."""

    _known: dict[Path | None, Project] = field(default_factory=dict)

    def of(self, path: Path) -> Project:
        """The project a file stands in."""
        root = find_root(files.real_path(path).parent)
        return self._known.setdefault(root, Project(root))


def prepare(paths: Iterable[Path], into: Path | None) -> list[Rendering]:
    """Check the plans, each once; VanbanError when two of them have the same target."""
    projects = Projects()
    once = {files.real_path(path): path for path in reversed(list(paths))}
    made = [_checked(path, projects.of(path), into) for path in reversed(once.values())]
    targets.refuse_same_target((one.path, one.target) for one in made if one.target)
    return made


def _checked(path: Path, project: Project, into: Path | None) -> Rendering:
    rendering = Rendering(path, project)
    try:
        rendering.checked = checked = check_plan(path, project)
    except VanbanError as error:
        rendering.error = error
        return rendering
    if checked.needs_unit:
        rendering.error = _for_many(path)
    elif checked.printable:
        assert checked.plan is not None
        rendering.target = targets.target(path, checked.plan, project.root, into)
    else:
        rendering.error = VanbanError(
            _("{file}: còn lỗi nên chưa ghi tệp Word", file=checked.source.file), exit_code=1
        )
    return rendering


def _for_many(path: Path) -> VanbanError:
    """What is said of a plan that only a batch can print."""
    return VanbanError(
        _("{file}: kế hoạch viết cho nhiều đơn vị (mau: true)", file=shown(path)),
        _("Chạy `vanban batch {file} --roster data/truong/….csv -o output`, hoặc thêm "
          "“don_vi: MÃ” để in cho một đơn vị.", file=shown(path)),
        exit_code=2,
    )  # fmt: skip


def carry_out(renderings: Iterable[Rendering], *, force: bool) -> Iterator[Rendering]:
    """Write each plan that can be written; one that fails does not stop the others."""
    for rendering in renderings:
        if rendering.target is not None:
            try:
                _write(rendering, force=force)
            except VanbanError as error:
                rendering.error = error
        yield rendering


def _write(rendering: Rendering, *, force: bool) -> None:
    from vanban.view.view import build
    from vanban.word.rendering.write import write_document

    checked, target = rendering.checked, rendering.target
    assert checked is not None
    assert checked.plan is not None
    assert checked.body is not None
    assert target is not None
    if not force:
        targets.refuse_edited(target)
    view = build(checked.plan, checked.body, checked.documents)
    engine = _engine(rendering.project, checked.plan.loai, checked.body.co_chu)
    if force:
        rendering.kept = targets.keep_edited(target)
    rendering.digest = write_document(engine, view, target)
    targets.remember(target, rendering.digest)


def _engine(project: Project, loai: str, sizes: str | None) -> Engine:
    from vanban.word.template.opening import engine

    return engine(template_of(project, loai), sizes)


def template_of(project: Project, loai: str) -> Path | None:
    """The template that a kind is printed with; `None`: the one that vanban ships.

    VanbanError for a kind that has none.
    """
    template = project.template(loai)
    if template is None and loai != "ke-hoach":
        raise VanbanError(
            _("Chưa có mẫu Word cho loại “{loai}”", loai=loai),
            _(
                "Chạy `vanban template new templates/{loai}.docx` rồi sửa mẫu trong Word.",
                loai=loai,
            ),
        )
    return template


def sources(rendering: Rendering) -> list[Path]:
    """The files a plan is made from: itself, its body, the register, the template."""
    from vanban.plan.project import BODIES, DOCUMENTS, SCHOOLS, TEMPLATES

    root = rendering.project.root
    if root is None:
        return [rendering.path]
    plan = rendering.checked.plan if rendering.checked else None
    found = [rendering.path, *sorted((root / DOCUMENTS).glob("*.yaml"))]
    if plan and plan.don_vi:
        found += sorted((root / SCHOOLS).glob("[!.~]*"))
    if plan:
        found += [root / BODIES / f"{plan.co_quan}.yaml", root / TEMPLATES / f"{plan.loai}.docx"]
    return found
