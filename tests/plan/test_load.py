"""Loading: every complaint at the entry it is about."""

import os
from pathlib import Path

import pytest
from tests.plan.making import PLAN, finding, loaded, with_body

from vanban.finding import VanbanError
from vanban.plan.load import load_text
from vanban.plan.model import CoQuan
from vanban.plan.project import Project
from vanban.plan.source import read

APPENDICES = (
    "phu_luc:\n  - ten: A\n    noi_dung:\n      - doan: B\n  - noi_dung:\n      - doan: C\n"
)


def line_of(text, piece):
    return text[: text.index(piece)].count("\n") + 1


def test_what_is_missing_is_told_at_the_entry_that_lacks_it():
    text = PLAN + APPENDICES
    assert finding(text, "C104").place.line == line_of(text, "noi_dung:\n      - doan: C")


def test_what_a_single_signer_lacks_is_told_there():
    text = PLAN.replace("chuc_vu: Giám đốc", "ho_ten: A")
    assert finding(text, "C104").place.line == line_of(text, "ho_ten")


def test_what_is_wrong_in_a_group_by_names():
    text = (
        "ten: A\nviet_tat: A\ndia_danh: A\ndon_vi:\n  - ten: B\n    gom:\n      - x\n      - []\n"
    )
    found = load_text(text, CoQuan, "b.yaml").findings
    assert [one.place.line for one in found] == [line_of(text, "- []")]


@pytest.mark.parametrize(
    "text",
    [
        with_body('  - muc: ""'),
        with_body('  - khoan: " "'),
        with_body('  - tieu_muc: A\n  - lien: ""'),
        PLAN.replace("trich_yeu: Thực hiện công tác mẫu", 'trich_yeu: " "'),
        PLAN.replace("chuc_vu: Giám đốc", 'chuc_vu: ""'),
        PLAN + 'can_cu:\n  - ""\n',
        PLAN + 'chu_thich:\n  a: " "\n',
        PLAN + 'nhiem_vu:\n  - viec: ""\n',
    ],
)
def test_a_blank_text_is_empty(text):
    assert [one.code for one in loaded(text).findings] == ["C105"]


@pytest.mark.parametrize("name", ["../../x", "..", ".an", "a/b", "a\\b", "C:x", "/etc/x"])
def test_a_body_stays_in_its_folder(name):
    told = finding(PLAN.replace("so-mau", name), "C110")
    assert "data/co-quan" in told.hint


def test_a_body_with_a_name_no_disk_can_have(tmp_path):
    (tmp_path / "data" / "co-quan").mkdir(parents=True)
    assert Project(tmp_path).body("x" * 300) is None
    assert Project(tmp_path).template("x" * 300) is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_refused(tmp_path):
    os.mkfifo(tmp_path / "fifo.yaml")
    with pytest.raises(VanbanError):
        read(tmp_path / "fifo.yaml")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no devices here")
def test_a_device_is_refused():
    with pytest.raises(VanbanError):
        read(Path("/dev/zero"))


def test_links_in_a_circle(tmp_path):
    link = tmp_path / "a.yaml"
    link.symlink_to(link)
    with pytest.raises(VanbanError):
        read(link)
