"""Jinja for templates that anybody may have edited: sandboxed, and quick where that is harmless.

Why own code for some kinds of node: more than half of a render went into asking the sandbox for
fields that are our own, and into handing over the page in pieces of a few letters; and in a batch
most of what is left prints the same paragraphs again.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from jinja2 import StrictUndefined, TemplateRuntimeError, nodes, pass_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from vanban.messages import _
from vanban.plan.bounds import is_huge
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

MOST_KEPT = 4_000
"""So many paragraphs and rows an engine remembers as XML."""

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
        self.kept: dict[tuple[object, ...], str] = {}
        self.code_generator_class = Code
        self.filters[TEXT] = _not_yet  # the compiler asks what a filter wants to be given

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Multiplication and power, unless the result would fill the machine."""
        if is_huge(operator, left, right):
            raise TemplateRuntimeError(
                _("phép tính “{operator}” cho kết quả quá lớn", operator=operator)
            )
        return super().call_binop(context, operator, left, right)

    def keep(self, key: tuple[object, ...] | None, xml: str) -> str:
        """Remember the XML of an entry; the XML."""
        if key is not None:
            if len(self.kept) >= MOST_KEPT:
                self.kept.clear()
            self.kept[key] = xml
        return xml

    @staticmethod
    def key(body: int, entry: object) -> tuple[object, ...] | None:
        """What the XML of a paragraph or row depends on, in the loop `body`; `None`: on more.

        A text with footnotes depends on how many stand before it.
        """
        if type(entry) is Doan:
            if entry.bang is None and type(entry.chu) is type(entry.lien) is str:
                return (body, entry.loai, entry.chu, entry.so, entry.lien, entry.giu)
        elif type(entry) is HangIn:
            found: list[object] = [body]
            for o in entry.o:
                if type(o.chu) is not str:
                    return None
                found += (o.chu, o.kieu, o.cot, o.gop, o.giu, o.rong)
            return tuple(found)
        return None

    @staticmethod
    def printed(value: Any) -> Any:
        """A value as it may stand between elements and inside attributes."""
        if type(value) is int:
            return value
        text = escape(value)
        if type(value) not in (str, Markup) and _ADDRESS.search(text):
            raise TemplateRuntimeError(_("không in được {kind}", kind=type(value).__name__))
        return UNPRINTABLE.sub("\ufffd", text) if UNPRINTABLE.search(text) else text


def _depends_on_entry_only(loop: nodes.For) -> bool:
    """Whether each round prints a paragraph or row, and nothing but that decides what it prints."""
    over = loop.iter.attr if isinstance(loop.iter, nodes.Getattr) else ""
    if over not in ("noi_dung", "hang") or not isinstance(loop.target, nodes.Name):
        return False
    inside = [node for statement in loop.body for node in (statement, *statement.find_all(_ANY))]
    if any(isinstance(node, _OF_MORE) for node in inside):
        return False
    loops = [node for node in inside if isinstance(node, nodes.For)]
    own = {name.name for one in (loop, *loops) for name in one.target.find_all(nodes.Name)}
    own |= {one.target.name for one in (loop, *loops) if isinstance(one.target, nodes.Name)}
    used = {node.name for node in inside if isinstance(node, nodes.Name)}
    return used <= {*own, "vb"}


_ANY = (nodes.Node,)
_OF_MORE = (
    nodes.Assign, nodes.AssignBlock, nodes.Block, nodes.CallBlock, nodes.FromImport, nodes.Import,
    nodes.Include, nodes.Macro, nodes.With,
)  # fmt: skip


@pass_context
def _not_yet(_context: Context, value: object, *_frame: object) -> object:
    """Stands for the filter that an engine brings."""
    return value


class Code(CodeGenerator):
    """The Python code of a template, with fewer and quicker steps than Jinja's own."""

    environment: Sandbox

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._bodies: dict[int, str] = {}

    def visit_For(self, node: nodes.For, frame: Frame) -> None:  # noqa: N802
        """A loop; what one of its rounds printed is printed again for an entry that is the same.

        Why: most paragraphs and rows of a batch are the same in every document.
        """
        if self.environment.quick and _depends_on_entry_only(node):
            assert isinstance(node.target, nodes.Name)
            self._bodies[id(node.body)] = node.target.name
        super().visit_For(node, frame)

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        """The statements of a block; of a loop above, those that look into what is remembered."""
        name = self._bodies.pop(id(nodes), None)
        if name is None:
            super().blockvisit(nodes, frame)
            return
        key, xml = self.temporary_identifier(), self.temporary_identifier()
        body = zlib.crc32(repr(nodes).encode())
        self.writeline(f"{key} = environment.key({body}, {frame.symbols.ref(name)})")
        self.writeline(f"{xml} = environment.kept.get({key})")
        self.writeline(f"if {xml} is None:")
        self.indent()
        inner = frame.copy()
        self.buffer(inner)
        super().blockvisit(nodes, inner)
        self.writeline(f"{xml} = environment.keep({key}, ''.join({inner.buffer}))")
        self.outdent()
        before, after = (f"{frame.buffer}.append(", ")") if frame.buffer else ("yield ", "")
        self.writeline(f"{before}{xml}{after}")

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
