"""What an expression may say, told from its text: no loops, no names of its own, few filters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.tests import TESTS

from vanban.finding import VanbanError, did_you_mean
from vanban.language.unicode import nearest
from vanban.messages import _

SUBJECTS = ("truong", "don_vi")
"""The names of the unit in an expression."""

FILTERS = frozenset(
    {
        *("abs", "capitalize", "d", "default", "first", "float", "int", "join", "last", "length"),
        *("list", "lower", "replace", "round", "string", "title", "trim", "upper"),
    }
)
METHODS = frozenset(
    {
        *("count", "endswith", "find", "lower", "removeprefix", "removesuffix", "split"),
        *("startswith", "strip", "upper"),
    }
)
_NODES = (
    nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Getitem, nodes.Const,
    nodes.List, nodes.Tuple, nodes.Slice, nodes.If, nodes.CondExpr, nodes.Filter, nodes.Test,
    nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Add, nodes.Sub, nodes.Mul,
    nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Neg, nodes.Pos, nodes.Concat, nodes.Call,
)  # fmt: skip

_OPENING = re.compile(r"\{\{|\{%")
_TAG = re.compile(r"\{\{.*?(?:\}\}|$)|\{%.*?(?:%\}|$)", re.DOTALL)


UNREADABLE = (TemplateSyntaxError, SyntaxError, ValueError, RecursionError, MemoryError)
"""What Jinja and Python raise for an expression that they cannot read."""


class BadExpressionError(VanbanError):
    """An expression that cannot be read or filled; `start:end` its span in the text it stands in.

    `path`: where that text stands in what was filled.
    """

    def __init__(self, message: str, hint: str = "", span: tuple[int, int] | None = None) -> None:
        super().__init__(message, hint, exit_code=1)
        self.start = span[0] if span else None
        self.end = span[1] if span else None
        self.path: tuple[str | int, ...] = ()


def has_expressions(text: str) -> bool:
    """Whether a text holds any expression."""
    return _OPENING.search(text) is not None


def masked(text: str) -> str:
    """The text with `x` for every sign of its expressions, so that all else keeps its offset."""
    return _TAG.sub(lambda tag: "x" * len(tag[0]), text) if _OPENING.search(text) else text


def parsed(text: str, environment: Environment, columns: Iterable[str]) -> nodes.Template:
    """The text as a tree; BadExpressionError, its span that of the fault, for what is not ours.

    `columns`: those that the user may have meant.
    """
    try:
        tree = environment.parse(text)
        for node in _below(tree):
            _refuse(node, text)
    except UNREADABLE as error:
        raise _unreadable(text, environment, columns) from error
    return tree


def _unreadable(text: str, environment: Environment, columns: Iterable[str]) -> BadExpressionError:
    """The error for what Jinja cannot read: the first tag that cannot stand alone."""
    tags = list(_TAG.finditer(text))
    tag = next((tag for tag in tags if not _reads(tag[0], environment)), tags[0])
    near = nearest(tag[0].strip("{%} "), columns)
    return BadExpressionError(
        _("Biểu thức viết chưa đúng: {typed}", typed=tag[0].strip()),
        did_you_mean(
            f"{{{{ truong.{near} }}}}" if near else None,
            _("Ví dụ viết đúng: {example}.", example="{{ truong.ten }}"),
        ),
        (tag.start(), tag.end()),
    )


def _reads(tag: str, environment: Environment) -> bool:
    """Whether a tag can be read by itself; of `{% … %}` only `if` and its parts are ours."""
    statement = re.match(r"\{%[-+]?\s*(\w*)", tag)
    if statement:
        ended = tag.endswith("%}")
        if statement[1] in ("else", "endif"):
            return ended
        tag = re.sub(r"^\{%([-+]?)\s*elif\b", r"{%\1 if", tag) + "{% endif %}"
    try:
        environment.parse(tag)
    except UNREADABLE:
        return False
    return True


def _below(tree: nodes.Node) -> Iterator[nodes.Node]:
    """All nodes below one, walked with a stack."""
    stack = list(tree.iter_child_nodes())
    while stack:
        node = stack.pop()
        yield node
        stack += node.iter_child_nodes()


def _refuse(node: nodes.Node, text: str) -> None:
    """Raise BadExpressionError for what expressions of a text do not have."""
    if isinstance(node, nodes.CondExpr) and node.expr2 is None:
        node.expr2 = nodes.Const("", lineno=node.lineno)  # `{{ a if b }}`: else nothing
    if isinstance(node, nodes.Filter) and node.name not in FILTERS:
        _not_ours(node.name, FILTERS, text)
    if isinstance(node, nodes.Test) and node.name not in TESTS:
        _not_ours(node.name, TESTS, text)
    if isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
        _not_ours(node.attr, (), text)
    if isinstance(node, nodes.Call):
        called = node.node.attr if isinstance(node.node, nodes.Getattr) else ""
        if called not in METHODS:
            _not_ours(called or getattr(node.node, "name", "()"), METHODS, text)
    if not isinstance(node, _NODES):
        word = type(node).__name__.lower()
        _not_ours({"pow": "**", "assign": "set"}.get(word, word), (), text)


def _not_ours(word: str, known: Iterable[str], text: str) -> None:
    raise BadExpressionError(
        _("Trong lời văn không dùng được “{word}”", word=word),
        did_you_mean(
            nearest(word, known), _("Dùng được: cột của danh sách, bộ lọc, “if … else … endif”.")
        ),
        where(text, word),
    )


@dataclass(frozen=True, slots=True)
class Need:
    """A name that a text asks for: a column of the unit, else a name of the scope."""

    name: str
    is_column: bool


def needs(tree: nodes.Node) -> Iterator[Need]:
    """The names a text asks for; one it only asks about (`is defined`, `|default`) is no need."""
    stack = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, nodes.Test | nodes.Filter) and node.name in (
            *("defined", "undefined"),
            *("default", "d"),
        ):
            stack += node.args
            continue
        if isinstance(node, nodes.Name):
            yield Need(node.name, is_column=False)
        elif column := _column(node):
            yield Need(column, is_column=True)
        stack += node.iter_child_nodes()


def _column(node: nodes.Node) -> str | None:
    """The column that `truong.so_lop` or `truong['so_lop']` asks for."""
    if not isinstance(node, nodes.Getattr | nodes.Getitem):
        return None
    if not (isinstance(node.node, nodes.Name) and node.node.name in SUBJECTS):
        return None
    if isinstance(node, nodes.Getattr):
        return node.attr
    return str(node.arg.value) if isinstance(node.arg, nodes.Const) else None


def where(text: str, word: str = "") -> tuple[int, int]:
    """The span of a word inside the tags of a text; of the first tag when it is not in any."""
    tags = list(_TAG.finditer(text))
    for tag in tags:
        if word and (found := re.search(rf"(?<!\w){re.escape(word)}(?!\w)", tag[0])):
            return tag.start() + found.start(), tag.start() + found.end()
    return tags[0].span()
