"""One plan file through all checks: read, shaped, whole, content; then what the user waived."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from vanban.files import real_path
from vanban.finding import Finding, Level, Place, did_you_mean, in_order
from vanban.language.unicode import nearest
from vanban.messages import _
from vanban.plan.issuer import Truong
from vanban.plan.load import Loaded, load
from vanban.plan.model import CoQuan, KeHoach, Part
from vanban.plan.project import FILE_KINDS, Project, find_root, shown
from vanban.plan.recipe import PhanCap
from vanban.plan.register import SoVanBan
from vanban.plan.source import Source
from vanban.plan.whole import whole
from vanban.rules.content import CODES, content
from vanban.rules.issued import Issued, issued
from vanban.rules.register import register

_CODE = re.compile(r"[A-Z]\d+")
_WAIVED_ON_LINE = re.compile(r"#\s*vanban:\s*bo-qua\s+([A-Z]\d+(?:\s*,\s*[A-Z]\d+)*)")


@dataclass(slots=True)
class Checked:
    """A plan and all that was found; `plan` or `body` is `None` where it could not be read.

    Of a plan that names the unit issuing it: that `unit`, its profile, and the plan filled for it.
    """

    path: Path
    source: Source
    plan: KeHoach | None
    body: CoQuan | None
    documents: dict[str, tuple[str, str]]
    findings: list[Finding]
    unit: Truong | None = None

    @property
    def needs_unit(self) -> bool:
        """Whether the plan is written for many units and names none: only a batch can print it."""
        return self.plan is not None and self.plan.mau == "true" and not self.plan.don_vi

    @property
    def printable(self) -> bool:
        """Whether the plan can be rendered: nothing of family C stands in the way."""
        stopped = any(
            f.level == Level.LOI and f.code.startswith("C") and not f.repaired
            for f in self.findings
        )
        return self.plan is not None and self.body is not None and not stopped


def check_plan(
    path: Path, project: Project, *, deep: bool = True, children: bool = False
) -> Checked:
    """Check a plan file; VanbanError when it cannot be opened. `deep=False`: the shape only.

    `children`: also whether the plans made from this one have all its tasks; looks through every
    plan of the project, once.
    """
    loaded = load(path, KeHoach, shown(path))
    source, plan = loaded.source, loaded.value
    findings = list(loaded.findings)
    cites = "[@" in source.text  # else the register need not be read
    documents = project.documents() if cites else {}
    body = _body(plan, source, project, findings) if plan else None
    unit = None
    if plan and body:
        seen = issued(plan, source, body, project)
        findings += seen.findings
        if seen.plan:
            findings += whole(seen.plan, seen.source, seen.body, documents)
            if deep:
                findings += _judged(seen, seen.plan, source, project)
                if children:
                    from vanban.rules.family import tasks_that_land_nowhere

                    findings += tasks_that_land_nowhere(seen.plan, source, seen.body, path, project)
        body, unit = seen.body, seen.unit
        if unit and not seen.veiled:
            plan = seen.plan
    elif plan:
        findings += whole(plan, source, None, documents)
    findings += project.findings
    sources = {**project.sources, source.file: source}
    typed = loaded.value
    if typed:
        findings += _waived_in_vain(typed, source, findings)
    kept = _kept(findings, sources, typed)
    return Checked(path, source, plan, body, documents, kept, unit)


def _judged(seen: Issued, plan: KeHoach, source: Source, project: Project) -> list[Finding]:
    """What is wrong with the content, and with a child beside its parent.

    The name of another unit in a child is told once, as such (L104).
    """
    found = content(plan, seen.source, seen.body, project.is_school)
    own = [one for one in found if not seen.hides(one)]
    if plan.nguon is None:
        return own
    from vanban.rules.family import family  # 10 ms that a plan without parent can do without

    kin = list(family(plan, source, seen.body, seen.unit, project))
    strange = {one.place for one in kin if one.code == "L104"}
    return [one for one in own if one.code != "N101" or one.place not in strange] + kin


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
    folder = real_path(path).parent
    if model := FILE_KINDS.get(folder.name):
        loaded = load(path, model, shown(path))
        findings = list(loaded.findings)
        if deep and isinstance(loaded.value, SoVanBan):
            others = (project or Project(find_root(folder))).registers()
            here = shown(path)
            findings += register(
                loaded.value,
                loaded.source,
                (one.value for one in others if one.value and one.source.file != here),
            )
        if deep and isinstance(loaded.value, PhanCap):
            from vanban.rules.recipes import recipe_findings  # Jinja, which a render can do without

            at = project or Project(find_root(folder))
            findings += recipe_findings(loaded.value, loaded.source, at)
        loaded.findings = _kept(findings, {loaded.source.file: loaded.source}, None)
        return loaded
    whole_run = project is not None  # one file alone is not worth a look through all plans
    return check_plan(path, project or Project(find_root(folder)), deep=deep, children=whole_run)


def _kept(
    findings: Iterable[Finding], sources: Mapping[str, Source], plan: KeHoach | None
) -> list[Finding]:
    """The findings in order, without those waived in the plan or on their line.

    An error of shape (family C) cannot be waived: the plan would not print.
    """
    waived = set(_waived(plan)) if plan else set()
    return [
        finding
        for finding in in_order(findings)
        if _is_shape_error(finding)
        or finding.code not in waived | _waived_on_line(finding.place, sources)
    ]


def _waived(plan: KeHoach) -> list[str]:
    """The codes that the entries of `bo_qua` name."""
    return [entry.partition(":")[0].strip() for entry in plan.bo_qua]


def _waived_on_line(place: Place, sources: Mapping[str, Source]) -> set[str]:
    """The codes waived by a comment on the line of a place."""
    source = sources.get(place.file)
    if source is None or not place.line or place.line > len(source.sheet.lines):
        return set()
    comment = _WAIVED_ON_LINE.search(source.sheet.lines[place.line - 1])
    return set(_CODE.findall(comment[1])) if comment else set()


def _is_shape_error(finding: Finding) -> bool:
    return finding.code.startswith("C") and finding.level == Level.LOI


def _waived_in_vain(plan: KeHoach, source: Source, findings: Iterable[Finding]) -> list[Finding]:
    """A note for each entry of `bo_qua` that can do nothing."""
    if not plan.bo_qua:
        return []
    from vanban.rules.family import CODES as KIN

    errors = {finding.code for finding in findings if _is_shape_error(finding)}
    return [
        Finding(
            "C124",
            Level.THONG_TIN,
            _("Bỏ qua “{code}” không có tác dụng", code=code),
            source.place(("bo_qua", at)),
            _("Chỉ bỏ qua được cảnh báo và thông tin; kiểm tra lại mã."),
        )
        for at, code in enumerate(_waived(plan))
        if code in errors or (_CODE.fullmatch(code) and code[0] != "C" and code not in CODES | KIN)
    ]
