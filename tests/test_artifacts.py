"""What is committed but made by the program is what the program makes today."""

from pathlib import Path

import pytest

from vanban.plan.schema import FILES, schema
from vanban.rules.check import check_file
from vanban.word.package import read
from vanban.word.template.starter import starter

ROOT = Path(__file__).parents[1]
DATA = sorted((ROOT / "data").rglob("*.yaml"))


@pytest.mark.parametrize("name", FILES)
def test_the_schema_in_the_repo_is_fresh(name: str) -> None:
    committed = (ROOT / "schema" / f"{name}.json").read_text("utf-8")
    assert committed == schema(name), "run `vanban schema`"


def test_the_template_in_the_repo_is_fresh() -> None:
    committed = (ROOT / "templates" / "ke-hoach.docx").read_bytes()
    fresh = read(starter(), "fresh")  # parts, not bytes: another zlib packs otherwise
    assert read(committed, "committed") == fresh, (
        "run `vanban template new templates/ke-hoach.docx --force`"
    )


@pytest.mark.parametrize("path", DATA, ids=lambda p: p.stem)
def test_every_data_file_names_its_schema(path: Path) -> None:
    kind = path.parent.name
    first = path.read_text("utf-8").splitlines()[0]
    assert first == f"# yaml-language-server: $schema=../../schema/{kind}.json"
    assert (path.parent / f"../../schema/{kind}.json").resolve().is_file()


@pytest.mark.parametrize("path", DATA, ids=lambda p: p.stem)
def test_every_data_file_is_without_errors(path: Path) -> None:
    assert [f for f in check_file(path).findings if f.level > 1] == []


def test_editors_accept_what_the_reader_accepts() -> None:
    """The schema must not redden `so: 05`, `ngay:` or one signer without a list."""
    import json

    plan = json.loads(schema("ke-hoach"))["properties"]
    texts = [shape for shape in plan["so"]["anyOf"] if isinstance(shape["type"], list)]
    assert texts
    assert {"number", "null"} <= set(texts[0]["type"])
    assert any("$ref" in shape for shape in plan["nguoi_ky"]["anyOf"])
