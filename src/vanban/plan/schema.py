"""JSON Schemas of the plan's files, with the models' Vietnamese docstrings as hover text."""

from __future__ import annotations

import ast
import inspect
import json
from itertools import chain
from typing import Any

from vanban.plan import model, recipe, register

FILES: dict[str, type[model.Part]] = {
    "ke-hoach": model.KeHoach,
    "co-quan": model.CoQuan,
    "van-ban": register.SoVanBan,
    "phan-cap": recipe.PhanCap,
}


def schema(name: str) -> str:
    """The JSON Schema of the file kind `name` (a key of FILES), as text with a final newline."""
    made = FILES[name].model_json_schema(mode="validation")
    docs = _docstrings()
    _shorthands(made)
    _describe(made, docs.get(FILES[name].__name__, {}))
    for part, definition in made.get("$defs", {}).items():
        _describe(definition, docs.get(part, {}))
        _exactly_one(definition, getattr(model, part, None))
    made = {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def _shorthands(made: dict[str, Any]) -> None:
    """The two places where the reader takes a shorter form: one signer, a group by its names."""
    signers = made["properties"].get("nguoi_ky", {})
    if signers.get("minItems"):  # a plan's signers; a body's are always a list
        many = {key: signers.pop(key) for key in list(signers)}
        signers["anyOf"] = [many["items"], many]
    if unit := made.get("$defs", {}).get("DonVi"):
        unit["properties"]["gom"]["anyOf"].insert(0, {"type": "array", "items": {"type": "string"}})


def _docstrings() -> dict[str, dict[str, str]]:
    """Class → field → the text under the field."""
    found: dict[str, dict[str, str]] = {}
    sources = (inspect.getsource(module) for module in (model, register, recipe))
    for node in chain.from_iterable(ast.parse(source).body for source in sources):
        if isinstance(node, ast.ClassDef):
            fields = found.setdefault(node.name, {})
            for field, text in zip(node.body, node.body[1:], strict=False):
                if (
                    isinstance(field, ast.AnnAssign)
                    and isinstance(field.target, ast.Name)
                    and isinstance(text, ast.Expr)
                    and isinstance(text.value, ast.Constant)
                ):
                    fields[field.target.id] = inspect.cleandoc(str(text.value.value))
    return found


def _describe(definition: dict[str, Any], docs: dict[str, str]) -> None:
    """Put the docstrings in and let every text also be typed as a number or left empty."""
    for field, shape in definition.get("properties", {}).items():
        shape.pop("title", None)
        if field in docs:
            shape["description"] = docs[field].replace("\n", " ")
        _accept_what_yaml_resolves(shape)


def _accept_what_yaml_resolves(shape: dict[str, Any]) -> None:
    """Let an editor accept `so: 05` and `ngay:`.

    Why: editors resolve YAML's numbers, dates and blanks, which the reader takes as text.
    """
    for part in (shape, *shape.get("anyOf", [])):
        if "enum" in part and all(str(value).isdigit() for value in part["enum"]):
            part.pop("type", None)  # `co_chu: 12` as editors see it
            part["enum"] += [int(value) for value in part["enum"]]
        if part.get("enum") == ["true", "false"]:
            part.pop("type", None)  # `mau: true`
            part["enum"] += [True, False]
        if part.get("type") == "string" and "enum" not in part:
            part["type"] = ["string", "number", "boolean", "null"]
        items = part.get("items")
        if isinstance(items, dict) and items.get("type") == "string":
            items["type"] = ["string", "number", "boolean"]


def _exactly_one(definition: dict[str, Any], part: type[model.Part] | None) -> None:
    """Say that an entry has exactly one kind word."""
    if kinds := getattr(part, "KINDS", None):
        definition["oneOf"] = [{"required": [kind]} for kind in kinds]
