"""Filling texts only is the same as reading, checking and printing the whole plan again."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.batch.making import PLAN

from vanban.batch.making import Filling
from vanban.batch.order import Made, Order
from vanban.batch.rows import Job
from vanban.batch.work import Worker
from vanban.finding import Place, VanbanError
from vanban.plan.expressions import Expressions
from vanban.plan.filling import Form
from vanban.plan.issuer import Truong
from vanban.plan.load import load
from vanban.plan.model import CoQuan, KeHoach
from vanban.plan.source import read_text
from vanban.view.view import build
from vanban.word.rendering.engine import Engine
from vanban.word.template.opening import ready

ROOT = Path(__file__).parents[2]
BODY = load(ROOT / "data" / "co-quan" / "sgddt-hai-phong.yaml", CoQuan).value
TEMPLATE = ready(None)
COLUMNS = ("a", "b", "c")

MANY = """\
loai: ke-hoach
nam: 2026
co_quan: so
mau: true
trich_yeu: Công tác {{ truong.a }}
can_cu:
  - Căn cứ {{ truong.b }}
  - "{% if truong.c %}Căn cứ thêm[^hai]{% endif %}"
mo_dau: "{{ truong.a }}"
noi_dung:
  - muc: Mục {{ truong.a }}
  - gach: Gạch[^mot] {{ truong.b }}
  - gach: "{{ truong.c }}"
  - bang: nhiem_vu
  - bang: |
      Cột | {{ truong.a }}
      {{ truong.b }} | {{ truong.c }}
nhiem_vu:
  - nhom: Nhóm {{ truong.c }}
  - viec: Việc {{ truong.a }}
    chu_tri: "{{ truong.b }}"
    thoi_han: Quý I/2026
  - viec: "{% if truong.b %}Việc có chú thích[^mot]{% endif %}"
    phoi_hop: Tổ Văn phòng
chu_thich:
  mot: Lời của {{ truong.a }}
  hai: Lời thứ hai
noi_nhan:
  - "{{ truong.b }}"
  - Sở Giáo dục và Đào tạo
nguoi_ky:
  chuc_vu: "{{ truong.chuc_vu }}"
"""


class Slow(Filling):
    """The same maker, its plans as values that are validated and checked whole."""

    def ready(self):
        values = {name: value for name, value in self.values.items() if name != "mau"}
        expressions = Expressions(self.columns)
        form = Form(values, expressions)
        return lambda unit: Made(form.of(expressions.scope(unit, self.body)), points=self.points)


def worker(text, maker=Filling):
    source = read_text(text, "k.yaml")
    name = source.values["co_quan"]
    filling = maker(source.values, [], COLUMNS, BODY)
    order = Order(filling, {name: BODY}, {}, {BODY.co_chu: TEMPLATE}, {}, "ra", "", ".vanban-1-1-")
    return Worker(order)


def printed(made_by, unit):
    """The bytes for a unit, or why there are none."""
    job = Job(unit, "a.docx", so="7")
    try:
        plan, body, findings = made_by._checked(made_by._plan(job), job)
    except VanbanError as error:
        return error.message
    content = made_by._engines[body.co_chu].render(build(plan, body, {}), fast=True)
    return content, [finding.code for finding in findings]


CELL = st.one_of(
    st.just(""),
    st.sampled_from(
        [
            "Trường THPT Mẫu",
            "a | b",
            "*đậm*",
            "[^mot]",
            "[@1/KH]",
            "\\",
            "{{ x }}",
            "2025-2026",
            "a\nb",
        ]
    ),
    st.text(max_size=30),
)
PAIRS = [
    (worker(text), worker(text, Slow), Engine(*TEMPLATE)) for text in (MANY, PLAN)
]  # made once: what an engine remembers of one school must not show in another's


@pytest.mark.parametrize("pair", PAIRS, ids=["many", "few"])
@given(data=st.data())
def test_only_the_words_differ(pair, data):
    fast, slow, _fresh = pair
    values = {name: data.draw(CELL) for name in COLUMNS}
    values |= {"ma": "mau-1", "ten": "Trường Mẫu", "ho_ten": data.draw(CELL)}
    unit = Truong("mau-1", "Trường Mẫu", "truong-thpt", {k: v for k, v in values.items() if v},
                  Place("ds.csv"))  # fmt: skip
    assert printed(fast, unit) == printed(slow, unit)
    fresh = worker(MANY if pair is PAIRS[0] else PLAN, Slow)
    assert printed(fresh, unit) == printed(fast, unit)


def test_a_plan_without_expressions_is_printed_as_typed():
    text = MANY.replace("mau: true\n", "").replace("{{ truong.chuc_vu }}", "Hiệu trưởng")
    unit = Truong("mau-1", "Trường Mẫu", "truong-thpt", {"ten": "Trường Mẫu"}, Place("ds.csv"))
    made = worker(text)._plan(Job(unit, "a.docx"))
    assert isinstance(made.plan, KeHoach)
    assert made.plan.trich_yeu == "Công tác {{ truong.a }}"
