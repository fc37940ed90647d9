"""The head of a plan and its targets: year, number, date, parent, planned figures."""

from __future__ import annotations

from collections.abc import Iterator

from vanban.drafting.roll.mentions import Change, Fate, Kind, Mention
from vanban.drafting.roll.reading import YEAR
from vanban.drafting.roll.scene import Scene
from vanban.finding import Edit
from vanban.messages import _
from vanban.plan.source import Path, Source


def head(scene: Scene) -> Iterator[Mention]:
    """The year moved, number and date emptied, the parent plan to be looked for."""
    yield from _year(scene)
    for name, why in (
        ("so", _("chưa có số: văn thư ghi khi phát hành")),
        ("ngay", _("chưa có ngày: ghi khi phát hành")),
    ):
        if typed := getattr(scene.plan, name):
            place = scene.source.place((name,))
            yield Mention(
                Kind.NUMBER, Fate.SHIFTED, (name,), place, str(typed), why, new="",
                changes=(Change((name,), ""),),
            )  # fmt: skip
    if scene.plan.nguon:
        path: Path = ("nguon", "tep")
        file = scene.plan.nguon.tep
        why = _("lập theo kế hoạch cấp trên của {old}: tìm kế hoạch của {new}",
                old=scene.step.old, new=scene.step.new)  # fmt: skip
        yield Mention(
            Kind.PARENT, Fate.OPEN, path, scene.source.place(path), file, why,
            key=f"{Kind.PARENT}:{file}", name=file,
        )  # fmt: skip


def _year(scene: Scene) -> Iterator[Mention]:
    """`nam` or `nam_hoc`, blanks and dash as typed."""
    path: Path = ("nam_hoc",) if scene.plan.nam_hoc else ("nam",)
    old = str(scene.plan.nam_hoc or scene.plan.nam)
    found = list(YEAR.finditer(old))
    changes = [(*one.span(), str(int(one.group()) + scene.step.by)) for one in found]
    new = YEAR.sub(lambda year: str(int(year[0]) + scene.step.by), old)
    why = _("năm học của kế hoạch") if scene.plan.nam_hoc else _("năm của kế hoạch")
    yield Mention(
        Kind.YEAR, Fate.SHIFTED, path, scene.source.place(path), old, why, new=new,
        changes=tuple(Change(path, text, start, end) for start, end, text in changes),
    )  # fmt: skip


def targets(scene: Scene) -> Iterator[Mention]:
    """The planned figure becomes the one of the year before; the new one is for a person.

    Only from one year to the next: any further, neither figure is that of the year before.
    """
    step = scene.step
    for at, row in enumerate(scene.plan.muc_tieu):
        path: Path = ("muc_tieu", at, "ke_hoach")
        if row.ke_hoach is None:
            continue
        edits = _moved_over(scene.source, path) if step.by == 1 else ()
        why = _("số của {old}: thay bằng số của {new}", old=step.old, new=step.new)
        if edits:
            why = _("số của {old} đã chép sang “nam_truoc”, thay bằng số thực hiện; ghi số của "
                    "{new}", old=step.old, new=step.new)  # fmt: skip
        yield Mention(
            Kind.TARGET, Fate.OPEN, path, scene.source.place(path), row.ke_hoach, why,
            new="" if edits else None, key=f"{Kind.TARGET}:{at}", name=row.chi_tieu, edits=edits,
            changes=(Change(path, ""),) if edits else (),
        )  # fmt: skip


def _moved_over(source: Source, path: Path) -> tuple[Edit, ...]:
    """The edit that copies a figure to `nam_truoc`; none where it does not stand on its line."""
    key, row = source.keys[path], source.place(path[:-1])
    before = (*path[:-1], "nam_truoc")
    typed = _inline(source, path)
    if not typed or key.start is None or (row.start, row.end) in source.flows:
        return ()
    if before not in source.keys:
        indent = source.sheet.end_of_line + " " * ((key.column or 1) - 1)
        return (Edit(source.file, key.start, key.start, f"nam_truoc: {typed}{indent}"),)
    there = source.place(before)
    if there.start is None or there.end is None or _inline(source, before) is None:
        return ()
    gap = "" if source.text[there.start - 1 : there.start].isspace() else " "
    return (Edit(source.file, there.start, there.end, gap + typed),)


def _inline(source: Source, path: Path) -> str | None:
    """A value as it is typed on its line; `None` when it stands below its key."""
    place = source.place(path)
    form = source.forms.get(place.start or 0)
    typed = source.text[place.start or 0 : place.end or 0]
    return None if "\n" in typed or (form and form.style in ("|", ">")) else typed
