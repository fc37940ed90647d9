"""A small valid plan as YAML, to be changed by the tests of plan/ and rules/."""

from vanban.files import agreed, apply_edits
from vanban.plan.load import load_text
from vanban.plan.model import KeHoach
from vanban.plan.whole import whole

PLAN = """\
loai: ke-hoach
nam: 2026
co_quan: so-mau
trich_yeu: Thực hiện công tác mẫu
noi_dung:
  - muc: Mục đích
  - gach: Nâng cao
nguoi_ky:
  chuc_vu: Giám đốc
"""


def loaded(text):
    return load_text(text, KeHoach, "k.yaml")


def with_body(lines):
    """The plan with other blocks: `lines` as they stand below `noi_dung:`."""
    head, rest = PLAN.split("noi_dung:\n")
    return f"{head}noi_dung:\n{lines}\n{rest[rest.index('nguoi_ky') :]}"


def fixed(text):
    """The text with all edits made, those that meet one after the other."""
    for _round in range(20):
        edits = agreed(one.edits for one in loaded(text).findings)
        if not edits:
            return text
        text = apply_edits(text, edits)
    raise AssertionError(f"mended without end: {text}")


def codes(text):
    """The codes of a plan's findings, those of the whole plan too."""
    done = loaded(text)
    found = list(done.findings)
    if done.value:
        found += whole(done.value, done.source, None, {})
    return [one.code for one in found]


def finding(text, code):
    done = loaded(text)
    found = list(done.findings)
    if done.value:
        found += whole(done.value, done.source, None, {})
    return next(one for one in found if one.code == code)
