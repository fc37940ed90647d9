"""What vanban needs of a machine, looked at one by one."""

from __future__ import annotations

import locale
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from vanban import __version__, files
from vanban.finding import Level, VanbanError, worst
from vanban.messages import _

LIBRARIES = ("pydantic", "jinja2", "docxtpl", "python-docx", "lxml", "pyyaml", "click")
TIMES = "Times New Roman"
TWINS = ("Liberation Serif", "Tinos")
"""Fonts with the widths of Times New Roman; Liberation from 2.0 has the Vietnamese letters."""

_FIXED_2_0 = 2 * 65536
"""Font version 2.0 as fontconfig writes it: 16.16 fixed point."""


class State(Enum):
    """How well a thing stands."""

    GOOD = "✓"
    MIND = "!"
    BAD = "✗"


@dataclass(frozen=True, slots=True)
class Result:
    """One thing looked at: `hint` says what to do when it is not well."""

    name: str
    state: State
    message: str
    hint: str = ""


def _good(name: str, message: str) -> Result:
    return Result(name, State.GOOD, message)


def _mind(name: str, message: str, hint: str) -> Result:
    return Result(name, State.MIND, message, hint)


def _bad(name: str, message: str, hint: str) -> Result:
    return Result(name, State.BAD, message, hint)


def examine() -> Iterator[Result]:
    """Everything there is to look at, one by one: LibreOffice takes a second to answer."""
    looks: tuple[Callable[[], Result], ...] = (
        _program,
        _libraries,
        _encoding,
        _cache,
        _font,
        _office,
        _project,
        _template,
    )
    for look in looks:
        yield look()


def _program() -> Result:
    return _good(
        "vanban",
        _(
            "vanban {version}, Python {python}, {system}",
            version=__version__,
            python=platform.python_version(),
            system=platform.platform(terse=True),
        ),
    )


def _libraries() -> Result:
    from importlib.metadata import PackageNotFoundError, version

    found, missing = [], []
    for name in LIBRARIES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    if missing:
        return _bad(
            "libraries",
            _("Thiếu thư viện {names}", names=", ".join(missing)),
            _("Cài lại: pip install vanban"),
        )
    return _good("libraries", ", ".join(found))


def _encoding() -> Result:
    name = (sys.stdout.encoding or "").lower().replace("-", "")
    if name == "utf8":
        own = locale.getencoding()
        return _good("encoding", _("Chữ in ra: UTF-8 (máy này dùng {name})", name=own))
    return _mind(
        "encoding",
        _("Chữ in ra: {name}, có thể sai dấu", name=name or "?"),
        _("Đặt biến môi trường PYTHONUTF8=1."),
    )


def _cache() -> Result:
    try:
        folder = files.cache_folder()
        probe = folder / ".doctor"
        files.write(probe, b"")
        probe.unlink()
    except (OSError, VanbanError) as error:
        return _mind(
            "cache",
            _("Không ghi được thư mục đệm: {why}", why=error),
            _("Đặt biến VANBAN_CACHE tới một thư mục ghi được; không thì chạy chậm hơn."),
        )
    return _good("cache", _("Thư mục đệm: {path}", path=folder))


def _font() -> Result:
    fonts = _fonts()
    if TIMES in fonts:
        return _good("font", _("Phông chữ: {name}", name=TIMES))
    twin = next((name for name in TWINS if name in fonts), None)
    if twin and (twin != TWINS[0] or fonts[twin] >= _FIXED_2_0):
        return _good(
            "font", _("Phông chữ: {name}, cùng độ rộng với {times}", name=twin, times=TIMES)
        )
    return _mind(
        "font",
        _("Không thấy phông {times} hay {twin} 2.x", times=TIMES, twin=TWINS[0]),
        _(
            "Tệp Word vẫn đúng; chỉ PDF làm trên máy này mới lệch dòng. "
            "Cài Times New Roman hoặc Liberation Serif."
        ),
    )


def _fonts() -> dict[str, int]:
    """Family → version (16.16 fixed point) of the fonts that matter here."""
    if sys.platform == "win32":
        folder = Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
        return {TIMES: 0} if (folder / "times.ttf").is_file() else {}
    if sys.platform == "darwin":
        places = (Path("/System/Library/Fonts/Supplemental"), Path("/Library/Fonts"))
        if any((place / f"{TIMES}.ttf").is_file() for place in places):
            return {TIMES: 0}
    return _listed()


def _listed() -> dict[str, int]:
    """The same from fontconfig; empty where it is not installed."""
    program = shutil.which("fc-list")
    if program is None:
        return {}
    try:
        said = subprocess.run(  # noqa: S603
            [program, "--format", "%{family[0]}\t%{fontversion}\n"],
            capture_output=True,
            timeout=30,
            check=False,
        ).stdout.decode("utf-8", "replace")
    except (OSError, subprocess.TimeoutExpired):
        return {}
    found: dict[str, int] = {}
    for line in said.splitlines():
        family, _tab, number = line.partition("\t")
        found[family] = max(found.get(family, 0), int(number) if number.isdigit() else 0)
    return found


def _office() -> Result:
    from vanban.word import office

    program = office.find()
    if program is None:
        return _mind(
            "office",
            _("Không thấy LibreOffice"),
            _("Cần khi làm PDF; cài từ libreoffice.org, hoặc đặt biến {name}.", name=office.OFFICE),
        )
    number = office.version(program)
    if number is None:
        return _mind(
            "office",
            _("{path} không trả lời", path=program),
            _("Mở LibreOffice một lần, rồi chạy lại."),
        )
    return _good("office", f"LibreOffice {number}: {program}")


def _project() -> Result:
    from vanban.plan.project import Project, find_root

    root = find_root(Path.cwd())
    if root is None:
        return _mind(
            "project",
            _("Đây không phải thư mục dự án"),
            _("Vào thư mục có data/co-quan, hoặc chạy `vanban new --project THƯ_MỤC`."),
        )
    bodies = Project(root).bodies()
    if not bodies:
        return _mind(
            "project",
            _("Dự án: {root}, chưa có hồ sơ cơ quan", root=root),
            _("Thêm một tệp vào data/co-quan."),
        )
    return _good("project", _("Dự án: {root}, {n} hồ sơ cơ quan", root=root, n=len(bodies)))


def _template() -> Result:
    from vanban.plan.project import Project, find_root, shown

    path = Project(find_root(Path.cwd())).template("ke-hoach")
    if path is None:
        return _good("template", _("Mẫu Word: mẫu có sẵn của vanban"))
    from vanban.report.summary import counts
    from vanban.word.template.check import check_template

    try:
        findings = check_template(path)
    except VanbanError as error:
        return _bad("template", error.message, error.hint)
    state = {Level.LOI: State.BAD, Level.CANH_BAO: State.MIND}.get(
        worst(findings) or Level.THONG_TIN, State.GOOD
    )
    hint = (
        "" if state is State.GOOD else _("Chạy `vanban template check {path}`.", path=shown(path))
    )
    return Result(
        "template",
        state,
        _("Mẫu Word: {path} ({counts})", path=shown(path), counts=counts(findings)),
        hint,
    )
