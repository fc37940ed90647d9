"""The only door to YAML: a file → its values, all of them text, with the place of each."""

from vanban.plan.source.build import Path, Value
from vanban.plan.source.decode import decode
from vanban.plan.source.reader import LIMIT, Source, read, read_text
from vanban.plan.source.scalars import as_scalar

__all__ = ["LIMIT", "Path", "Source", "Value", "as_scalar", "decode", "read", "read_text"]
