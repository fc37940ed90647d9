"""Jinja for templates that anybody may have edited: sandboxed, and quick where that is harmless.

Why own code for two kinds of node: more than half of a render went into asking the sandbox for
fields that are our own, and into handing over the page in pieces of a few letters.
"""

from __future__ import annotations

import re
from dataclasses import fields
from typing import Any

from jinja2 import StrictUndefined, TemplateRuntimeError, nodes, pass_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from vanban.messages import _
from vanban.view.closing import KyTen
from vanban.view.letterhead import CoQuanIn
from vanban.view.outline import Doan
from vanban.view.tables import Bang, HangIn, O
from vanban.view.view import Phan
from vanban.word.namespaces import UNPRINTABLE

FIELDS = frozenset(
    field.name for view in (CoQuanIn, Doan, Bang, HangIn, O, Phan, KyTen) for field in fields(view)
)
"""The words after a point in templates. None is an attribute of any type of Python or Jinja, so
what carries one is a view, and a view has nothing to hide."""

TEXT = "chu"
"""The filter that the compiler puts behind every tag in a run; what it returns is XML already."""

MOST_LETTERS = 1_000_000
"""What a template multiplies may have so many letters or items."""

MOST_BITS = 4_096
"""What a template multiplies or raises to a power may be so large."""

_ADDRESS = re.compile(" at 0x[0-9a-fA-F]+")


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment of a template: all that is printed is escaped, an unknown word is an error.

    `quick` reads FIELDS without the sandbox's checks, and raises AttributeError where the sandbox
    would have found an item of that name, or a value that may be undefined.
    """

    intercepted_binops = frozenset(("*", "**"))

    def __init__(self, *, quick: bool) -> None:
        super().__init__(
            autoescape=True,
            undefined=StrictUndefined,
            keep_trailing_newline=True,
            optimized=False,  # nothing is computed before it is asked for
        )
        self.globals = {"range": self.globals["range"]}
        del self.filters["random"]  # the same input gives the same bytes
        self.quick = quick
        self.code_generator_class = Code
        self.filters[TEXT] = _not_yet  # the compiler asks what a filter wants to be given

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Multiplication and power, unless the result would fill the machine."""
        if _is_huge(operator, left, right):
            raise TemplateRuntimeError(
                _("phép tính “{operator}” cho kết quả quá lớn", operator=operator)
            )
        return super().call_binop(context, operator, left, right)

    @staticmethod
    def printed(value: Any) -> Any:
        """A value as it may stand between elements and inside attributes."""
        if type(value) is int:
            return value
        text = escape(value)
        if type(value) not in (str, Markup) and _ADDRESS.search(text):
            raise TemplateRuntimeError(_("không in được {kind}", kind=type(value).__name__))
        return UNPRINTABLE.sub("\ufffd", text) if UNPRINTABLE.search(text) else text


def _is_huge(operator: str, left: Any, right: Any) -> bool:
    """Whether the result of `*` or `**` would be larger than any document needs."""
    if isinstance(left, int) and isinstance(right, int):
        bits = left.bit_length(), right.bit_length()
        return (bits[0] * max(right, 0) if operator == "**" else sum(bits)) > MOST_BITS
    for many, times in ((left, right), (right, left)):
        if isinstance(times, int) and isinstance(many, str | bytes | list | tuple):
            return len(many) * times > MOST_LETTERS
    return False


@pass_context
def _not_yet(_context: Context, value: object, *_frame: object) -> object:
    """Stands for the filter that an engine brings."""
    return value


class Code(CodeGenerator):
    """The Python code of a template, with fewer and quicker steps than Jinja's own."""

    environment: Sandbox

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """`khoi.chu` in the template: `khoi.chu` in Python."""
        if node.attr not in FIELDS or not self.environment.quick:
            super().visit_Getattr(node, frame)
            return
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802
        """XML and tags up to the next statement: one string."""
        text = ""
        values = []
        for child in node.nodes:
            if isinstance(child, nodes.TemplateData):
                text += child.data.replace("%", "%%")
            else:
                text += "%s"
                values.append(child)
        before, after = (f"{frame.buffer}.append(", ")") if frame.buffer else ("yield ", "")
        self.writeline(f"{before}{text!r} % (", node)
        for value in values:
            is_xml = isinstance(value, nodes.Filter) and value.name == TEXT
            self.write("(" if is_xml else "environment.printed(")
            self.visit(value, frame)
            self.write("), ")
        self.write(f"){after}")
