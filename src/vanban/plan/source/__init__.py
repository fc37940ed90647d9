"""The only door to YAML: a file → its values, all of them text, with the place of each."""

from vanban.plan.source.build import Path, Value
from vanban.plan.source.decode import decode
from vanban.plan.source.reader import LIMIT, Source, content_of, read, read_text
from vanban.plan.source.scalars import as_scalar
from vanban.plan.source.typed import MARK, as_comment, as_entry, as_item, as_text, as_yaml

__all__ = [
    "LIMIT",
    "MARK",
    "Path",
    "Source",
    "Value",
    "as_comment",
    "as_entry",
    "as_item",
    "as_scalar",
    "as_text",
    "as_yaml",
    "content_of",
    "decode",
    "read",
    "read_text",
]
