import json
import shutil

import pytest

from vanban.cli import health
from vanban.plan.schema import FILES, schema
from vanban.word import office


def test_schema(run, project):
    shutil.rmtree(project / "schema")
    done = run("schema")
    assert done.exit_code == 0
    for name in FILES:
        assert f"schema/{name}.json\n" in done.stdout
        assert (project / "schema" / f"{name}.json").read_text("utf-8") == schema(name)
    assert run("schema", "-o", "khac").exit_code == 0
    assert (project / "khac" / "ke-hoach.json").is_file()
    assert {"output": "schema/ke-hoach.json"} in json.loads(run("schema", "--json").stdout)


def test_schema_into_what_is_no_folder(run, project):
    (project / "tep").write_text("x", "utf-8")
    assert run("schema", "-o", "tep").exit_code == 3


def test_template_words(run, project):
    done = run("template", "words")
    assert done.exit_code == 0
    assert any(line.startswith("trich_yeu ") for line in done.stdout.splitlines())
    assert "trich_yeu" in json.loads(run("template", "words", "--json").stdout)


def test_template_new_and_check(run, project):
    done = run("template", "new", "templates/bao-cao")
    assert done.stdout == "templates/bao-cao.docx\n"
    assert run("template", "check", "templates/bao-cao.docx").exit_code == 0
    assert run("template", "new", "templates/bao-cao.docx").exit_code == 3
    (project / "templates" / "bao-cao.docx").write_bytes(b"mine")
    assert run("template", "new", "templates/bao-cao.docx", "--force", "--json").exit_code == 0
    assert (project / "templates" / "bao-cao.docx.bak").read_bytes() == b"mine"
    assert run("template", "check", "data/x.yaml").exit_code == 2
    data = json.loads(run("template", "check", "templates/bao-cao.docx", "--json").stdout)
    assert data["files"] == ["templates/bao-cao.docx"]


def test_doctor_in_a_project(run, project, monkeypatch):
    monkeypatch.setattr(office, "find", lambda: None)
    done = run("doctor")
    assert done.exit_code == 0
    marks = [line[0] for line in done.stdout.splitlines() if not line.startswith(" ")]
    assert set(marks) <= {"✓", "!"}
    assert "! Không thấy LibreOffice" in done.stdout
    assert "Dự án: " in done.stdout
    states = {one["name"]: one["state"] for one in json.loads(run("doctor", "--json").stdout)}
    assert states["office"] == "mind"
    assert states["template"] == "good"


def test_doctor_names_what_is_broken(run, project, monkeypatch):
    monkeypatch.setattr(office, "find", lambda: None)
    monkeypatch.setenv("VANBAN_CACHE", str(project / "schema" / "ke-hoach.json"))
    (project / "templates" / "ke-hoach.docx").write_bytes(b"not word")
    done = run("doctor")
    assert done.exit_code == 3
    assert "✗ " in done.stdout
    assert "VANBAN_CACHE" in done.stdout


def test_doctor_outside_a_project(run, tmp_path, monkeypatch):
    monkeypatch.setattr(office, "find", lambda: None)
    monkeypatch.chdir(tmp_path)
    assert "vanban new --project" in run("doctor").stdout


@pytest.mark.parametrize(
    ("fonts", "good"),
    [
        ({"Times New Roman": 0}, True),
        ({"Liberation Serif": 137625}, True),
        ({"Liberation Serif": 68000}, False),
        ({"Tinos": 65536}, True),
        ({"DejaVu Sans": 150000}, False),
        ({}, False),
    ],
)
def test_doctor_knows_twins_of_times(run, project, monkeypatch, fonts, good):
    monkeypatch.setattr(office, "find", lambda: None)
    monkeypatch.setattr(health, "_fonts", lambda: fonts)
    results = {one["name"]: one for one in json.loads(run("doctor", "--json").stdout)}
    assert (results["font"]["state"] == "good") is good


def test_office_where_the_user_says(monkeypatch, tmp_path):
    monkeypatch.setenv(office.OFFICE, str(tmp_path / "gone"))
    assert office.find() is None
    program = tmp_path / "soffice"
    program.write_text("", "utf-8")
    monkeypatch.setenv(office.OFFICE, str(program))
    assert office.find() == program
    assert office.version(program) is None


@pytest.mark.office
def test_office_says_its_version():
    found = office.find()
    if found is None:
        pytest.skip("LibreOffice is missing")
    assert (office.version(found) or "")[:1].isdigit()
