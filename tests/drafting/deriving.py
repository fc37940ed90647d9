"""A project to derive in: the real parents, bodies and recipes; a roster of invented schools."""

import shutil

from tests.plans.making import ROOT

from vanban.drafting.derive import open_deriver
from vanban.plan.load import load
from vanban.plan.model import KeHoach
from vanban.plan.project import Project

SO = "Sở Giáo dục và Đào tạo Hải Phòng"
ROSTER = f"""\
# Danh sách mẫu: trường và người đều bịa ra
ma;ten;loai;chu_quan;viet_tat;dia_danh;ho_ten
thpt-1;Trường THPT Mẫu Số 1;truong-thpt;{SO};THPTMS1;Hải Phòng;Nguyễn Văn Mẫu
thpt-2;Trường THPT Mẫu Số 2;truong-thpt;{SO};THPTMS2;Hải Phòng;
gdtx-1;Trung tâm GDTX Mẫu;gdtx;{SO};TTGDTXM;Hải Phòng;Lê Văn Mẫu
thcs-1;Trường THCS Mẫu Đông;truong-thcs;UBND xã Mẫu Đông;THCSMĐ;Mẫu Đông;Trần Thị Mẫu
mn-1;Trường Mầm non Mẫu Tây;truong-mam-non;UBND phường Mẫu Tây;MNMT;Mẫu Tây;
"""
RECIPES = {
    "thpt-1": "truong-thpt",
    "thpt-2": "truong-thpt",
    "gdtx-1": "trung-tam",
    "thcs-1": "truong-xa",
    "mn-1": "truong-xa",
    "VP": "phong",
    "TCCB": "phong",
}
"""A unit and the recipe that is made for its kind."""


def make_project(folder):
    """The project; its folder has all that a child needs to be checked and rendered."""
    for name in ("co-quan", "van-ban", "phan-cap"):
        shutil.copytree(ROOT / "data" / name, folder / "data" / name)
    plans = folder / "data" / "ke-hoach"
    plans.mkdir()
    for year in ("2026", "2023"):
        shutil.copy(ROOT / "data" / "ke-hoach" / f"ke-hoach-{year}.yaml", plans)
    (folder / "data" / "truong").mkdir()
    (folder / "data" / "truong" / "mau.csv").write_text(ROSTER, "utf-8")
    return folder


def parent_path(folder, year):
    return folder / "data" / "ke-hoach" / f"ke-hoach-{year}.yaml"


def parent_of(folder, year):
    return load(parent_path(folder, year), KeHoach).value


def unit_of(folder, ma):
    project = Project(folder)
    return project.unit(ma, project.body("sgddt-hai-phong").value)


def derived(folder, ma, year="2026", recipe=None):
    deriver = open_deriver(Project(folder), parent_path(folder, year), recipe or RECIPES[ma])
    return deriver.of(unit_of(folder, ma))
