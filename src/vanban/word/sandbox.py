"""Jinja for templates that anybody may have edited: sandboxed, and quick where that is harmless.

Why own code for two kinds of node: more than half of a render went into asking the sandbox for
fields that are our own, and into handing over the page in pieces of a few letters.
"""

from __future__ import annotations

import re
from dataclasses import fields
from typing import Any

from jinja2 import StrictUndefined, nodes, pass_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import escape

from vanban.view.closing import KyTen
from vanban.view.letterhead import CoQuanIn
from vanban.view.outline import Doan
from vanban.view.tables import Bang, HangIn, O
from vanban.view.view import Phan

FIELDS = frozenset(
    field.name for view in (CoQuanIn, Doan, Bang, HangIn, O, Phan, KyTen) for field in fields(view)
)
"""The words after a point in templates. None is an attribute of any type of Python or Jinja, so
what carries one is a view, and a view has nothing to hide."""

TEXT = "chu"
"""The filter that the compiler puts behind every tag in a run; what it returns is XML already."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment of a template: all that is printed is escaped, an unknown word is an error.

    `quick` reads FIELDS without the sandbox's checks, and raises AttributeError where the sandbox
    would have found an item of that name, or a value that may be undefined.
    """

    def __init__(self, *, quick: bool) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
        self.quick = quick
        self.code_generator_class = Code
        self.filters[TEXT] = _not_yet  # the compiler asks what a filter wants to be given

    @staticmethod
    def printed(value: Any) -> Any:
        """A value as it may stand between elements and inside attributes."""
        if type(value) is int:
            return value
        text = escape(value)
        return _FORBIDDEN.sub("\ufffd", text) if _FORBIDDEN.search(text) else text


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
