"""What a value typed on one line is: a text, or something of YAML's own."""

from __future__ import annotations

import json
import re
from enum import Enum, auto
from typing import Any

import yaml

_LOADER: Any = getattr(yaml, "CLoader", yaml.Loader)
_BRACKETS = 200
_DEPTH = 100

_START = re.compile(r"[^\s\[\]{}#&*!|>'\"%@`,?:-]|[?:-](?=[^\s])")
_INNER = re.compile(r":(?=[ \t]|$)|[ \t]#")
_COMMENT = re.compile(r"(?:^|[ \t]+)#(?=[ \t])")
_HASH = re.compile(r"(?:^|[ \t])#")
_HEADER = re.compile(r"[|>](?:[-+]?[1-9]?|[1-9][-+])(?:[ \t]+#.*)?$")
_TAIL = r"[ \t]*(?:[ \t]#.*)?\Z"
_ESCAPE = (
    r"\\(?:[0abt\tnvfre \"/\\N_LP\n]|x[0-9a-fA-F]{2}|u(?![dD][89a-fA-F])[0-9a-fA-F]{4}"
    r"|U000[0-9a-fA-F](?<!0)[0-9a-fA-F]{4}|U0010[0-9a-fA-F]{4}"
    r"|U0000(?![dD][89a-fA-F])[0-9a-fA-F]{4})"
)
_DOUBLE = re.compile(rf'"(?:[^"\\]|{_ESCAPE})*+"{_TAIL}', re.DOTALL)
_SINGLE = re.compile(rf"'(?:[^']|'')*+'{_TAIL}", re.DOTALL)
_OWN_MARKS = ("[^", "[@", "{{", "{%", "{#")  # a footnote, a text of the register, an expression
_ANCHOR = re.compile(r"&[A-Za-z0-9_-]+(?=\s|$)")
_ALIAS = re.compile(r"\*[A-Za-z0-9_-]+$")
_TAG = re.compile(r"!(?:<[^>\s]*>|[A-Za-z0-9!:/._-]*[A-Za-z0-9_-])(?=\s|$)")
_PROPERTIES = re.compile(r"(?:(?:&[A-Za-z0-9_-]+|![^\s]*)[ \t]+)*")


HYPHEN = re.compile(r"-(?:[ \t]+|$)")
DOCUMENT = re.compile(r"(?:---|\.\.\.)(?:[ \t]|$)")
WORD = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
"""A key as the field writes it: `chu_tri`."""
TIGHT_KEY = re.compile(
    r"([^\W\d_A-Z](?:[^\W\d]|[\u0300-\u036f])*(?: (?:[^\W\d_]|[\u0300-\u036f])+){0,2})"
    r":(?=[^\s:/\\])"
)
"""A key whose blank behind the colon was forgotten."""
ODD = re.compile(
    r"\?(?=[ \t]|$)|:(?=[ \t]|$)|[&!]\S|\*[\w-]+[ \t]+:|[\[{].*[\]}][ \t]*:(?=[ \t]|$)"
)
"""The beginning of an entry whose key is no text."""
_COLON = re.compile(r":(?=[ \t]|$)")
_QUOTED_KEY = re.compile(r"(?:\"(?:[^\"\\]|\\.)*+\"|'(?:[^']|'')*+')[ \t]*:(?=[ \t]|$)")
_KEY = re.compile(r"[\w.][\w\u0300-\u036f .()/+&-]{0,79}|<<")


class Kind(Enum):
    """What a value is."""

    EMPTY = auto()
    PLAIN = auto()  # a text YAML reads as it is typed
    TEXT = auto()  # a text with characters that mean something to YAML
    HEADER = auto()  # `|` or `>`: the text stands below
    QUOTED = auto()
    FLOW = auto()
    PROPERTY = auto()  # an anchor, an alias or a tag


def without_comment(value: str) -> str:
    """The value without a comment behind it: ` # ` with blanks on both sides begins one."""
    if "#" not in value:
        return value.rstrip(" \t")
    found = _COMMENT.search(value)
    return (value[: found.start()] if found else value).rstrip(" \t")


def kind_of(value: str) -> Kind:
    """What a value (no blanks around it, no comment behind it) is; QUOTED and FLOW when whole."""
    if not value:
        return Kind.EMPTY
    if _START.match(value):
        return Kind.TEXT if _INNER.search(value) else Kind.PLAIN
    first = value[0]
    if first in "|>":
        return Kind.HEADER if _HEADER.match(value) else Kind.TEXT
    if first in "\"'":
        return Kind.QUOTED if is_quoted(value) else Kind.TEXT
    if first in "[{":
        return Kind.FLOW if is_flow(value) else Kind.TEXT
    if first in "&*!" and (_ANCHOR.match(value) or _ALIAS.match(value) or _TAG.match(value)):
        return Kind.PROPERTY
    return Kind.TEXT


def is_whole(typed: str) -> bool:
    """Whether what is typed is a text in quotes or a collection in brackets, as YAML knows it."""
    return typed[:1] in ("'", '"', "[", "{") and kind_of(typed) in (Kind.QUOTED, Kind.FLOW)


def is_continuation(text: str) -> bool:
    """Whether YAML reads a further line of a plain text as it is typed."""
    return not _INNER.search(text) and not text.startswith("#")


def has_hash(text: str) -> bool:
    """Whether the text holds a `#` that YAML would take for a comment."""
    return bool(_HASH.search(text))


def is_quoted(value: str) -> bool:
    """Whether the whole value is a text in quotes as YAML knows it."""
    return bool((_DOUBLE if value[0] == '"' else _SINGLE).match(value))


def is_flow(value: str) -> bool:
    """Whether the whole value is a list in `[ ]` or a mapping in `{ }` as YAML knows it."""
    if value.startswith(_OWN_MARKS) or value.count("[") + value.count("{") > _BRACKETS:
        return False
    if "#" not in value and value.rstrip()[-1] not in "]}":
        return False
    if value[0] == "{" and ":" not in value and value[1:].strip(" \t\n}"):
        return False  # `{abc}` is a text in braces
    depth = nodes = 0
    try:
        for event in yaml.parse(value, Loader=_LOADER):
            nodes += depth == 0 and isinstance(event, yaml.NodeEvent)
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                nodes += depth == 1 and not event.flow_style
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth > _DEPTH or nodes > 1:
                return False
    except (yaml.YAMLError, UnicodeError):
        return False
    return True


def past_properties(text: str) -> int:
    """How many characters of anchors and tags stand before a key or a block."""
    found = _PROPERTIES.match(text)
    return found.end() if found else 0


def quoted(text: str) -> str:
    """The text as a scalar in quotes that YAML reads back letter for letter."""
    if "\n" in text or "\t" in text:
        return json.dumps(text, ensure_ascii=False)
    return "'" + text.replace("'", "''") + "'"


def as_scalar(text: str) -> str:
    """The text as a value that reads back letter for letter: in quotes only where it must."""
    return text if kind_of(text) is Kind.PLAIN and "\n" not in text else quoted(text)


def key_end(body: str) -> int:
    """Where the colon of a key stands in a line's body; -1 when it begins with none."""
    if not body:
        return -1
    if body[0] in "\"'":
        quoted = _QUOTED_KEY.match(body)
        return body.rindex(":", 0, quoted.end()) if quoted else -1
    before = past_properties(body) if body[0] in "&!" else 0
    colon = _COLON.search(body, before)
    if colon is None:
        return -1
    return colon.start() if _KEY.fullmatch(body, before, colon.start()) else -1
