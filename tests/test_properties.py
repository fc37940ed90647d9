"""Any valid plan, however nasty its texts, prints every letter of it, and breaks nothing.

The texts come as data, so that they are not bound to what YAML can say; what the YAML reader makes
of such texts is `test_any_file_is_answered_with_findings`.
"""

import json
import re
from dataclasses import asdict

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.plans.making import BODY, PLAN, made_of
from tests.word.decree import read

from vanban.plan.load import load_text
from vanban.plan.model import CoQuan, KeHoach

PIECES = [
    "Sở", "ở", "công tác", "2026-2030", "2026 - 2030", "2025 – 2030", "&", "<w:t>", "]]>", "&amp;",
    "{{ x }}", "{% if %}", "{#", "#}", "{%p", "“", "”", "'", '"', "|", " | ", ":", "# x", "- ", "+",
    "\\", "\t", "\u00a0", "\u2011", "\u200b", "\u0301", "\x00", "\x1f", "\ufffe", "😀", "🇻🇳",
    "ß", "ﬁ", "İ", "…", ".", ";", "./.", "/", "x" * 300, "א", "中文", "đ", "Đ", "0", "(",
    ")", "%", "$", "@", "~",
]  # fmt: skip
"""No `*`, `[`, and no U+0007 or line end: they mean something, and have tests of their own."""

text = (
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=6)
    .map(" ".join)
    .filter(
        lambda typed: "\\\\" not in typed and not re.search(r"\\[*\[\\]", typed) and typed.strip()
    )
)
maybe = st.none() | text
KINDS = ("muc", "tieu_muc", "khoan", "diem", "gach", "gach_con", "doan", "phan")
blocks = st.lists(st.tuples(st.sampled_from(KINDS), text).map(lambda b: {b[0]: b[1]}), max_size=6)
rows = st.lists(
    st.fixed_dictionaries(
        {"viec": text},
        optional={"chu_tri": text, "phoi_hop": text, "thoi_han": text},
    )
    | text.map(lambda name: {"nhom": name}),
    min_size=1,
    max_size=5,
)
signers = st.lists(
    st.fixed_dictionaries({"chuc_vu": text}, optional={"ho_ten": text}), min_size=1, max_size=2
)
appendices = st.lists(
    st.fixed_dictionaries(
        {"ten": text, "noi_dung": blocks.filter(bool)},
        optional={"huong": st.sampled_from(("doc", "ngang"))},
    ),
    max_size=3,
)


@st.composite
def plans(draw):
    """A valid plan as data, its marks of footnotes placed at random."""
    body = draw(blocks)
    tasks = draw(rows)
    notes = draw(st.lists(text, max_size=3))
    for n in range(len(notes)):
        place = draw(st.sampled_from([*body, *tasks])) if body else draw(st.sampled_from(tasks))
        kind = next(kind for kind in (*KINDS, "viec", "nhom") if kind in place)
        place[kind] += f" [^n{n}]"
    plan = {
        "trich_yeu": draw(text),
        "can_cu": draw(st.lists(text, max_size=3)),
        "noi_dung": [*body, {"bang": "nhiem_vu"}],
        "nhiem_vu": tasks,
        "chu_thich": {f"n{n}": note for n, note in enumerate(notes)},
        "noi_nhan": draw(st.lists(text, max_size=3)),
        "nguoi_ky": draw(signers),
        "phu_luc": draw(appendices),
    }
    for key in ("mo_dau", "ket_thuc", "kem_theo", "luu"):
        plan[key] = draw(maybe)
    return plan


def typed(value):
    """The texts of a plan, without the marks of notes."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key not in ("huong", "bang"):
                yield from typed(item)
    elif isinstance(value, list):
        for item in value:
            yield from typed(item)
    elif value is not None:
        yield from (part for part in re.split(r"\[\^n\d\]", value) if part.strip())


def bare(words):
    """What must be the same in the plan and on the page: letters, not their case nor the blanks."""
    words = words.replace("\u2011", "-").replace("\u00a0", " ").replace("\r", "")
    words = re.sub("[\x00-\x08\x0b-\x1f\ufffd-\uffff]", "", words)  # printed as U+FFFD
    return re.sub(r"\s+", "", words).upper().upper()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plans())
@example({"ket_thuc": "\u0301", "trich_yeu": "\u0301 İ"})
def test_every_typed_text_stands_in_the_document(plan):
    document = read(made_of(plan).content)
    every = [*document.paragraphs(), *(p for note in document.notes.values() for p in note)]
    said = bare("\n".join(p.raw for p in every))
    for words in typed(plan):
        assert bare(words) in said


yaml_like = st.lists(
    st.sampled_from(
        ["loai: ke-hoach", "nam: 2026", "co_quan: x", "trich_yeu: |", "noi_dung:", "can_cu:",
         "nguoi_ky:", "  chuc_vu: Giám đốc", "  - gach: a: b", "  - muc: ", "nhiem_vu:", "so: 05",
         "  - viec: [x", "    chu_tri: {y", "\tphoi_hop: z", "chu_thich:", "  a: b[^c]", "- ", ":",
         "'", '"', "&a *a", "---", "%YAML 1.1", "\ufeff", "\x00", "\x85", "<<: *a", "? x",
         "!!int 5", *PIECES]
    ),
    max_size=14,
).map("\n".join)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(yaml_like)
def test_any_file_is_answered_with_findings(content):
    """Whatever a file holds, reading it ends in a plan or in findings, which JSON can carry."""
    loaded = load_text(content, KeHoach, "thử.yaml")
    assert loaded.value is not None or loaded.findings
    told = json.loads(
        json.dumps([asdict(finding) for finding in loaded.findings], ensure_ascii=False)
    )
    assert len(told) == len(loaded.findings)
    for finding in loaded.findings:
        assert finding.code
        assert finding.message


def test_the_least_plan_is_valid():
    assert KeHoach.model_validate(PLAN)
    assert CoQuan.model_validate(BODY)
