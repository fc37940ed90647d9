"""`render --watch`: written again whenever something a plan is made from changes."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from pathlib import Path

from vanban.cli import streams
from vanban.finding import Level, VanbanError
from vanban.messages import _
from vanban.output.rendering import Rendering, carry_out, prepare, sources
from vanban.plan.project import shown
from vanban.report.short import short
from vanban.report.summary import counts

PAUSE = 0.5
"""Seconds between two looks at the files."""

Stamps = dict[Path, tuple[int, int] | None]


def watch_plans(
    plans: Collection[Path],
    into: Path | None,
    *,
    force: bool,
    pause: Callable[[float], None] = time.sleep,
) -> None:
    """Render the plans, then again at each change, until Ctrl-C; a line on stderr for each.

    A plan that is broken for a while is reported and waited for. `pause` is called between looks.
    """
    try:
        seen = {one.path: _done(one, force=force) for one in prepare(plans, into)}
        streams.talk(_("Đang theo dõi {n} kế hoạch; Ctrl-C để dừng.", n=len(seen)))
        while True:
            pause(PAUSE)
            for plan, stamps in seen.items():
                now = _stamps(stamps)
                if now != stamps and now[plan] is not None:
                    seen[plan] = _again(plan, into, now, force=force)
    except KeyboardInterrupt:
        streams.talk(_("Đã dừng theo dõi."))


def _again(plan: Path, into: Path | None, stamps: Stamps, *, force: bool) -> Stamps:
    """Render a plan anew; the stamps of what it was made from."""
    try:
        (rendering,) = prepare([plan], into)
    except VanbanError as error:
        streams.talk(_line(plan, error.message))
        return stamps
    return _done(rendering, force=force)


def _done(rendering: Rendering, *, force: bool) -> Stamps:
    """Write the file and say so; stamps taken before, so that a change meanwhile is not missed."""
    stamps = _stamps(sources(rendering))
    (one,) = carry_out([rendering], force=force)
    streams.talk(_line(one.path, _told(one)))
    return stamps


def _told(one: Rendering) -> str:
    """What came of a plan, in one line."""
    if one.digest and one.target:
        return _("đã ghi {target}; {counts}", target=shown(one.target), counts=counts(one.findings))
    errors = [finding for finding in one.findings if finding.level == Level.LOI]
    if errors:
        return _("chưa ghi; {counts}: {first}", counts=counts(one.findings), first=short(errors[0]))
    return one.error.message if one.error else ""


def _line(plan: Path, told: str) -> str:
    return f"{time.strftime('%H:%M:%S')} {shown(plan)}: {told}"


def _stamps(paths: Collection[Path]) -> Stamps:
    """Path → time of the last change and size; `None` for a file that is not there."""
    found: Stamps = {}
    for path in paths:
        try:
            state = path.stat()
            found[path] = (state.st_mtime_ns, state.st_size)
        except OSError:
            found[path] = None
    return found
