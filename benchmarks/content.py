"""What every engine prints: the plan of 2026, and the templates that print it.

Stock docxtpl gets the template that vanban ships, as it is, and plain data. The engines of node
know neither its tags nor columns made by a loop, so they get a flat template of the same text:
paragraphs of one style, a table of five columns. Stock docxtpl prints that one too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from vanban.plan.load import load
from vanban.plan.model import CoQuan, KeHoach
from vanban.plan.project import Project
from vanban.view.inline import Rich
from vanban.view.view import View, build
from vanban.word import package
from vanban.word.template.starter import starter

ROOT = Path(__file__).parents[1]
PLAN = ROOT / "data" / "ke-hoach" / "ke-hoach-2026.yaml"


@dataclass
class Content:
    """A plan and what it needs to become a view."""

    plan: KeHoach
    body: CoQuan
    documents: dict[str, tuple[str, str]]

    def view(self) -> View:
        """A fresh view."""
        return build(self.plan, self.body, self.documents)


def read(rows: int | None = None) -> Content:
    """The plan; with `rows` its task table has as many rows, its own ones again and again."""
    plan = load(PLAN, KeHoach).value
    project = Project(ROOT)
    body = project.body(plan.co_quan).value
    if rows:
        tasks = [row for row in plan.nhiem_vu if row.loai == "viec"]
        plan = plan.model_copy(update={"nhiem_vu": list(islice(cycle(tasks), rows))})
    return Content(plan, body, project.documents())


def plain(value: Any) -> Any:
    """A view as dictionaries, lists and strings, as one would hand it to stock docxtpl."""
    if isinstance(value, Rich):
        return str(value)
    if isinstance(value, list):
        return [plain(item) for item in value]
    if is_dataclass(value):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    return value


# --- the flat template ---

SCALARS = ("chu_quan", "ten", "so", "ky_hieu", "ngay", "ten_loai", "trich_yeu", "chuc_vu", "ho_ten")
LISTS = {"can_cu": "VBCanCu", "doan": "VBDoan", "cuoi": "VBDoan", "noi_nhan": "VBNoiNhanDong"}
CELLS = ("stt", "viec", "chu_tri", "phoi_hop", "thoi_han")


def flat(view: View) -> dict[str, Any]:
    """The same text without nesting: single words, lists of paragraphs, rows of five cells."""
    part = view.cac_phan[0]
    table = next(at for at, block in enumerate(part.noi_dung) if block.bang)
    lines = [
        {"chu": f"{block.so} {block.chu} {block.lien}".strip().replace("\a", " ")}
        for block in (*view.mo_dau, *part.noi_dung, *part.ket_thuc)
    ]
    at = table + len(view.mo_dau)
    rows = []
    for row in part.noi_dung[table].bang.hang:
        cells = [str(cell.chu).replace("\a", " ") for cell in row.o]
        rows.append(dict(zip(CELLS, cells + [""] * 5, strict=False)))
    words = {
        "chu_quan": view.co_quan.chu_quan, "ten": view.co_quan.ten, "so": view.so,
        "ky_hieu": view.ky_hieu, "ngay": view.ngay, "ten_loai": view.ten_loai,
        "trich_yeu": str(view.trich_yeu).replace("\a", " "), "chuc_vu": view.ky.chuc_vu,
        "ho_ten": view.ky.ho_ten,
    }  # fmt: skip
    return {
        **words,
        "can_cu": [{"chu": str(basis)} for basis in view.can_cu],
        "doan": lines[:at],
        "cuoi": lines[at + 1 :],
        "noi_nhan": [{"chu": str(line)} for line in view.noi_nhan],
        "hang": rows,
    }


def _p(style: str, text: str) -> str:
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
    return f'<w:p>{look}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def _row(cells: list[str]) -> str:
    width = '<w:tcPr><w:tcW w:w="1871" w:type="dxa"/></w:tcPr>'
    texts = [_p("VBBangViec", text) for text in cells]
    return f"<w:tr>{''.join(f'<w:tc>{width}{text}</w:tc>' for text in texts)}</w:tr>"


@dataclass
class Dialect:
    """How an engine writes a word, a list of paragraphs and a repeated row."""

    word: Callable[[str], str]
    paragraphs: Callable[[str, str], str]
    rows: Callable[[], str]


def _docxtpl_rows() -> str:
    empty = [""] * (len(CELLS) - 1)
    cells = [f"{{{{ x.{cell} }}}}" for cell in CELLS]
    return _row(["{%tr for x in hang %}", *empty]) + _row(cells) + _row(["{%tr endfor %}", *empty])


def _carbone_rows() -> str:
    return "".join(_row([f"{{d.hang[{at}].{cell}}}" for cell in CELLS]) for at in ("i", "i+1"))


DIALECTS = {
    "docxtpl": Dialect(
        lambda name: f"{{{{ {name} }}}}",
        lambda name, style: (
            _p(style, f"{{%p for x in {name} %}}")
            + _p(style, "{{ x.chu }}")
            + _p(style, "{%p endfor %}")
        ),
        _docxtpl_rows,
    ),
    "docxtemplater": Dialect(
        lambda name: f"{{{name}}}",
        lambda name, style: (
            _p(style, f"{{#{name}}}") + _p(style, "{chu}") + _p(style, f"{{/{name}}}")
        ),
        lambda: _row(["{#hang}{stt}", *(f"{{{c}}}" for c in CELLS[1:-1]), "{thoi_han}{/hang}"]),
    ),
    "carbone": Dialect(
        lambda name: f"{{d.{name}}}",
        lambda name, style: _p(style, f"{{d.{name}[i].chu}}") + _p(style, f"{{d.{name}[i+1].chu}}"),
        _carbone_rows,
    ),
}


def flat_template(engine: str) -> bytes:
    """The flat template in an engine's own tags; styles, headers and page as in our template."""
    say = DIALECTS[engine]
    parts = package.read(starter(), "ke-hoach.docx")
    document = parts[package.DOCUMENT].decode()
    head = document[: document.index("<w:body>") + len("<w:body>")]
    tail = document[document.rindex("<w:sectPr") :]
    words = "".join(_p("VBDoan", say.word(name)) for name in SCALARS)
    grid = '<w:gridCol w:w="1871"/>' * len(CELLS)
    table = f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{say.rows()}</w:tbl>"
    lists = [say.paragraphs(name, style) for name, style in LISTS.items()]
    body = words + lists[0] + lists[1] + table + lists[2] + lists[3]
    parts[package.DOCUMENT] = f"{head}{body}{tail}".encode()
    footer = parts["word/footer2.xml"].decode()
    start, end = footer.index("<w:p>"), footer.index("</w:ftr>")
    parts["word/footer2.xml"] = f"{footer[:start]}<w:p/>{footer[end:]}".encode()
    for tag in (b"{{ tieu_de }}", b"{{ chu_de }}", b"{{ tac_gia }}"):
        parts[package.CORE] = parts[package.CORE].replace(tag, b"")
    return package.write(package.entry(name, part) for name, part in parts.items())
