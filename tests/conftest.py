"""What all tests share: LibreOffice, golden texts, and the folder that test helpers import from."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
if str(ROOT) not in sys.path:  # `from tests.word.decree import …` under --import-mode=importlib
    sys.path.insert(0, str(ROOT))


def pytest_addoption(parser):
    parser.addoption(
        "--update-golden", action="store_true", help="write tests/golden anew from what is rendered"
    )


@pytest.fixture
def golden(request):
    """Compare a text with tests/golden/<name>; `--update-golden` writes it instead."""

    def compare(name, text):
        path = ROOT / "tests" / "golden" / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")
        assert path.is_file(), f"{path} is missing: pytest --update-golden"
        assert text.splitlines() == path.read_text("utf-8").splitlines()

    return compare


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory):
    """Keep compiled templates away from the developer's own cache."""
    patch = pytest.MonkeyPatch()
    patch.setenv("VANBAN_CACHE", str(tmp_path_factory.mktemp("cache")))
    yield
    patch.undo()


def _missing(soffice):
    """What a test of printed pages lacks on this machine; None when it has all."""
    if soffice is None:
        return "LibreOffice"
    if shutil.which("pdftotext") is None:
        return "pdftotext (poppler-utils)"
    fonts = subprocess.run(
        ["fc-list", ":lang=vi", "family"], capture_output=True, text=True, check=False
    ).stdout
    if "Times New Roman" not in fonts and "Liberation Serif" not in fonts:
        return "a font with the widths of Times New Roman (fonts-liberation2)"
    return None


@pytest.fixture(scope="session")
def office(tmp_path_factory):
    """Turn .docx files, name → bytes, into PDFs with one run of LibreOffice: name → path.

    Skips where LibreOffice is missing; with VANBAN_REQUIRE_OFFICE=1 that is a failure.
    """
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    if missing := _missing(soffice):
        if os.environ.get("VANBAN_REQUIRE_OFFICE") == "1":
            pytest.fail(f"VANBAN_REQUIRE_OFFICE=1, but {missing} is missing")
        pytest.skip(f"{missing} is missing")
    profile = tmp_path_factory.mktemp("profile")

    def convert(documents):
        folder = tmp_path_factory.mktemp("pdf")
        for name, content in documents.items():
            (folder / f"{name}.docx").write_bytes(content)
        done = subprocess.run(
            [
                soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless",
                "--convert-to", "pdf", "--outdir", folder, *sorted(folder.glob("*.docx")),
            ],
            capture_output=True, text=True, encoding="utf-8", timeout=600, check=False,
        )  # fmt: skip
        made = {name: folder / f"{name}.pdf" for name in documents}
        missing = [name for name, path in made.items() if not path.is_file()]
        assert not missing, f"{missing}: {done.stdout}{done.stderr}"
        return made

    return convert
