"""One plan file through all checks: read, shaped, whole, content; then what the user waived."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from vanban.finding import Finding, Level, did_you_mean, in_order
from vanban.language.unicode import nearest
from vanban.messages import _
from vanban.plan.load import Loaded, load
from vanban.plan.model import CoQuan, KeHoach, Part
from vanban.plan.project import FILE_KINDS, Project, find_root, shown
from vanban.plan.source import Source
from vanban.plan.whole import whole
from vanban.rules.content import content

_WAIVED_ON_LINE = re.compile(r"#\s*vanban:\s*bo-qua\s+([A-Z]\d+(?:\s*,\s*[A-Z]\d+)*)")


@dataclass(slots=True)
class Checked:
    """A plan and all that was found; `plan` or `body` is `None` where it could not be read."""

    path: Path
    source: Source
    plan: KeHoach | None
    body: CoQuan | None
    documents: dict[str, tuple[str, str]]
    findings: list[Finding]

    @property
    def printable(self) -> bool:
        """Whether the plan can be rendered: nothing of family C stands in the way."""
        stopped = any(
            f.level == Level.LOI and f.code.startswith("C") and not f.repaired
            for f in self.findings
        )
        return self.plan is not None and self.body is not None and not stopped


def check_plan(path: Path, project: Project, *, deep: bool = True) -> Checked:
    """Check a plan file; VanbanError when it cannot be opened. `deep=False`: the shape only."""
    loaded = load(path, KeHoach, shown(path))
    source, plan = loaded.source, loaded.value
    findings = list(loaded.findings)
    documents = project.documents()
    body = _body(plan, source, project, findings) if plan else None
    if plan:
        findings += whole(plan, source, body, documents)
        if deep and body:
            findings += content(plan, source, body)
    findings += project.findings
    return Checked(path, source, plan, body, documents, _kept(findings, source, plan))


def _body(
    plan: KeHoach, source: Source, project: Project, findings: list[Finding]
) -> CoQuan | None:
    """The issuing body's profile; what is wrong with it joins the findings."""
    loaded = project.body(plan.co_quan)
    if loaded is None:
        findings.append(_no_body(plan, source, project))
        return None
    findings += loaded.findings
    return loaded.value


def _no_body(plan: KeHoach, source: Source, project: Project) -> Finding:
    near = nearest(plan.co_quan, project.bodies())
    hint = did_you_mean(
        near,
        _(
            "Tạo tệp data/co-quan/{name}.yaml, hoặc chạy `vanban new --project THƯ_MỤC` để có "
            "một mẫu.",
            name=plan.co_quan,
        ),
    )
    return Finding(
        "C140",
        Level.LOI,
        _("Không thấy hồ sơ cơ quan “{name}”", name=plan.co_quan),
        source.place(("co_quan",)),
        hint,
    )


def check_file(
    path: Path, project: Project | None = None, *, deep: bool = True
) -> Loaded[Part] | Checked:
    """Check a YAML file of a project: a plan, or whatever its folder in `data/` holds.

    `project`: the one the file stands in, when the caller has it open already.
    """
    if model := FILE_KINDS.get(path.resolve().parent.name):
        loaded = load(path, model, shown(path))
        loaded.findings = in_order(loaded.findings)
        return loaded
    return check_plan(path, project or Project(find_root(path.resolve().parent)), deep=deep)


def _kept(findings: list[Finding], source: Source, plan: KeHoach | None) -> list[Finding]:
    """The findings in order, without those waived in the plan or on their line.

    An error of shape (family C) cannot be waived: the plan would not print.
    """
    lines = source.text.splitlines()
    waived = {entry.partition(":")[0].strip() for entry in (plan.bo_qua if plan else [])}

    def waived_here(finding: Finding) -> bool:
        if finding.code.startswith("C") and finding.level == Level.LOI:
            return False
        line = finding.place.line
        on_line = (
            _WAIVED_ON_LINE.search(lines[line - 1])
            if finding.place.file == source.file and line and line <= len(lines)
            else None
        )
        return finding.code in waived or bool(on_line and finding.code in on_line[1])

    return [finding for finding in in_order(findings) if not waived_here(finding)]
