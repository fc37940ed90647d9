"""`vanban roll` as the user meets it."""

import json
import re

import pytest

from vanban.cli import asking
from vanban.cli.app import cli


def year_of(plan):
    """The year of the sample plan."""
    return int(re.search(r"^nam: (\d+)", plan.read_text("utf-8"), re.MULTILINE)[1])


def test_it_writes_beside_the_old_plan_and_reports(run, plan):
    old, year = plan.read_bytes(), year_of(plan)
    result = run("roll", plan, "--to", year + 1)
    [new] = [one for one in plan.parent.glob("*.yaml") if one != plan]
    assert result.exit_code == 0, result.output
    assert plan.read_bytes() == old
    assert f"\nnam: {year + 1} " in new.read_text("utf-8")
    assert "Đã chuyển: " in result.stdout
    assert f"năm {year} → năm {year + 1}" in result.stdout
    last = result.stderr.rstrip().splitlines()[-1]
    assert last.startswith("Đã ghi data/ke-hoach/")
    assert last.endswith(f"Tiếp theo: vanban check data/ke-hoach/{new.name}")


def test_the_new_plan_prints(run, plan):
    run("roll", plan, "--to", year_of(plan) + 1)
    [new] = [one for one in plan.parent.glob("*.yaml") if one != plan]
    assert run("render", new).exit_code == 0


def test_the_report_as_json(run, plan):
    result = run("roll", plan, "--to", year_of(plan) + 1, "--json")
    data = json.loads(result.stdout)
    assert data["file"] == "data/ke-hoach/ke-hoach-mau.yaml"
    fates = [one["fate"] for one in data["mentions"]]
    assert fates.count("da-chuyen") == data["counts"]["da-chuyen"] > 0
    points = {one["point"] for one in data["mentions"] if one["fate"] == "can-quyet-dinh"}
    assert len(points) == data["counts"]["can-quyet-dinh"]
    first = data["mentions"][0]
    assert first["path"] == ["nam"]
    assert first["new"] == str(int(first["old"]) + 1)


def test_of_the_source_s_findings_the_small_ones_are_counted(run, plan, replace):
    replace(
        plan, "  - muc: Mục đích, yêu cầu", "  - doan: hai  dấu cách\n  - muc: Mục đích, yêu cầu"
    )
    result = run("roll", plan, "--to", year_of(plan) + 1)
    assert "C020" not in result.stderr
    assert "Còn 1 thông tin về data/ke-hoach/" in result.stderr


def test_another_file(run, plan, project):
    result = run("roll", plan, "--to", year_of(plan) + 1, "-o", project / "moi" / "kh.yaml")
    assert result.exit_code == 0
    assert (project / "moi" / "kh.yaml").is_file()


def test_nothing_is_written_over(run, plan):
    words = ("roll", plan, "--to", year_of(plan) + 1)
    assert run(*words).exit_code == 0
    again = run(*words)
    assert again.exit_code == 3
    assert "không ghi đè" in again.stderr


def test_bom_and_line_ends_stay(run, plan):
    content = "\ufeff" + plan.read_text("utf-8").replace("\n", "\r\n")
    plan.write_bytes(content.encode())
    run("roll", plan, "--to", year_of(plan) + 1)
    [new] = [one for one in plan.parent.glob("*.yaml") if one != plan]
    after = new.read_bytes().decode()
    assert after.startswith("\ufeff")
    assert after.count("\n") == after.count("\r\n") > 10


def test_a_plan_that_does_not_print_is_refused_with_its_findings(run, plan, replace):
    replace(plan, "loai: ke-hoach", "loai: ke-hoach\nla: 1")
    result = run("roll", plan, "--to", "2040")
    assert result.exit_code == 1
    assert "C101" in result.stderr
    assert len(list(plan.parent.glob("*.yaml"))) == 1


@pytest.mark.parametrize(
    ("own", "to", "code", "words"),
    [
        ("nam: 2026", "2026", 2, "đã là kế hoạch năm 2026"),
        ("nam: 2026", "2027-2028", 2, "--to 2027"),
        ("nam: 2026", "x", 2, "năm học"),
        ("nam_hoc: 2025-2026", "2026-2028", 2, "--to 2026-2027"),
        ("nam_hoc: 2025-2026", "2026-2027", 0, "điểm cần quyết định"),
        ("nam_hoc: 2025-2026", "2026", 0, "điểm cần quyết định"),
    ],
)
def test_the_year_fits_the_plan(run, plan, replace, own, to, code, words):
    replace(plan, f"nam: {year_of(plan)}", own)
    result = run("roll", plan, "--to", to)
    assert result.exit_code == code, result.output
    assert words in result.stderr


def test_to_must_be_given(run, plan):
    assert run("roll", plan).exit_code == 2


# --- --ask --------------------------------------------------------------------------------------


def test_ask_needs_a_terminal(run, plan):
    result = run("roll", plan, "--to", "2040", "--ask")
    assert result.exit_code == 2
    assert "cửa sổ lệnh" in result.stderr


@pytest.fixture
def terminal(monkeypatch, run, plan, replace):
    """Roll the sample plan with these answers typed: the result and the new text."""
    first = "  - muc: Mục đích, yêu cầu"
    replace(plan, first, f"  - doan: Hội thi lần thứ 3, gọi 0912.560.336\n{first}")

    def roll(*typed):
        answers = iter(typed)

        def reply(question):
            word = next(answers)
            if isinstance(word, BaseException):
                raise word
            return word

        monkeypatch.setattr(asking.ask, "__defaults__", (reply,))
        monkeypatch.setattr("vanban.cli.roll.is_terminal", lambda: True)
        result = run("roll", plan, "--to", year_of(plan) + 1, "--ask")
        new = [one for one in plan.parent.glob("*.yaml") if one != plan]
        return result, new[0].read_text("utf-8") if new else None

    return roll


def test_answers_are_written(terminal):
    result, text = terminal("", "d", "0900.000.000", *[""] * 20)
    assert result.exit_code == 0, result.output
    assert "  - doan: Hội thi lần thứ 4, gọi 0900.000.000\n" in text
    assert "CẦN XEM" not in text
    assert "Đã quyết định: " in result.stdout
    assert "đã theo đề xuất: lần thứ 4" in result.stdout
    assert "đã thay bằng: 0900.000.000" in result.stdout
    assert "đã giữ" in result.stdout
    assert "0 điểm cần quyết định" in result.stderr
    assert "[1/" in result.stderr
    assert "^^^" in result.stderr


def test_a_proposal_that_there_is_not_is_asked_again(terminal):
    result, text = terminal("", "g", "d", "0900.000.000", *[""] * 20)
    assert "không có đề xuất" in result.stderr
    assert "Hội thi lần thứ 3, gọi 0900.000.000" in text


def test_a_point_that_is_put_off_stays_one(terminal):
    result, text = terminal("", "s", "đ", "0900.000.000", *[""] * 20)
    assert "không có đề xuất" in result.stderr  # the phone has none
    assert "# CẦN XEM: Hội thi lần thứ 3: " in text
    assert text.count("CẦN XEM") == 1
    assert "1 điểm cần quyết định" in result.stderr


def test_ctrl_c_writes_nothing(terminal):
    result, text = terminal("", "d", KeyboardInterrupt())
    assert result.exit_code == 130
    assert text is None


def test_it_is_a_verb():
    assert "roll" in cli.list_commands(None)
