"""Texts with expressions: each compiled once, filled once a unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from jinja2 import Template, TemplateError

from vanban.finding import did_you_mean
from vanban.language.unicode import nearest
from vanban.messages import _
from vanban.plan.expressions.sandbox import Kind, Sandbox, Unit, no_such
from vanban.plan.expressions.syntax import (
    SUBJECTS,
    UNREADABLE,
    BadExpressionError,
    has_expressions,
    needs,
    parsed,
    where,
)
from vanban.plan.issuer import OVERRIDES, Truong
from vanban.plan.model import CoQuan
from vanban.tables import table

KNOWN = tuple(table("cot-truong"))
"""The columns that every unit has, blank where its roster says nothing."""

Scope = Mapping[str, object]
"""Name → what it is, for one filling."""


class Filler:
    """One text that was compiled; called with a scope it gives the text for it."""

    __slots__ = ("_template", "text")

    def __init__(self, text: str, template: Template) -> None:
        self.text = text
        self._template = template

    def __call__(self, scope: Scope) -> str:
        """The text for a scope; BadExpressionError when it cannot be had."""
        template = self._template
        try:
            context = template.new_context(scope, shared=True)  # type: ignore[arg-type]
            return "".join(template.root_render_func(context))
        except BadExpressionError:
            raise
        except TemplateError as error:
            raise BadExpressionError(str(error.message)) from error
        except (TypeError, ValueError, ArithmeticError, LookupError) as error:
            raise BadExpressionError(
                _("Không tính được biểu thức: {why}", why=error),
                _("Ô của danh sách trường là lời văn; thêm “|int” để tính như số."),
            ) from error


class Expressions:
    """Compiles the texts of plans and recipes, each once."""

    def __init__(self, columns: Iterable[str] = (), more: Iterable[str] = ()) -> None:
        """`columns`: those of the rosters beside KNOWN; `more`: names that the scope has too."""
        self.columns = tuple(dict.fromkeys((*KNOWN, *columns)))
        self.names = (*SUBJECTS, *more)
        self._blank = dict.fromkeys(self.columns, "")
        self._environments: dict[Kind, Sandbox] = {}
        self._compiled: dict[tuple[str, Kind], Filler] = {}

    def scope(self, unit: Truong, base: CoQuan | None = None) -> dict[str, object]:
        """The scope for a unit; what its row leaves blank of OVERRIDES is as in the profile `base`.

        The post of its kind stands in for a blank `chuc_vu`; names of several lines become one.
        """
        values = {**self._blank, **unit.values}
        for name in OVERRIDES:
            if base is not None and not values[name]:
                values[name] = getattr(base, name) or ""
        kind = table("loai-don-vi").get(unit.loai)
        values["chuc_vu"] = values["chuc_vu"] or (kind["chuc_vu"] if kind else "")
        for name in ("ten", "chu_quan"):
            values[name] = " ".join(values[name].split("\n"))
        seen = Unit({**values, "ma": unit.ma, "loai": unit.loai})
        return dict.fromkeys(SUBJECTS, seen)

    def compiled(self, text: str, kind: Kind = "marked") -> Filler | None:
        """The text ready to be filled; `None` when it holds no expression.

        BadExpressionError, its span that of the fault, for what cannot be read or is not ours.
        """
        if not has_expressions(text):
            return None
        if (text, kind) not in self._compiled:
            self._compiled[text, kind] = self._made(text, kind)
        return self._compiled[text, kind]

    def complaints(self, text: str) -> Iterator[BadExpressionError]:
        """What is wrong with a text before any unit fills it: unreadable, or a name unknown."""
        try:
            if self.compiled(text) is None:
                return
        except BadExpressionError as error:
            yield error
            return
        for need in dict.fromkeys(needs(self._environment("marked").parse(text))):
            known = self.columns if need.is_column else self.names
            if need.name not in known:
                yield BadExpressionError(
                    no_such(need.name, column=need.is_column),
                    did_you_mean(
                        nearest(need.name, known), _("Dùng được: {names}.", names=", ".join(known))
                    ),
                    where(text, need.name),
                )

    def _environment(self, kind: Kind) -> Sandbox:
        if kind not in self._environments:
            self._environments[kind] = Sandbox(kind)
        return self._environments[kind]

    def _made(self, text: str, kind: Kind) -> Filler:
        environment = self._environment(kind)
        tree = parsed(text, environment, self.columns)
        try:
            return Filler(text, environment.from_string(tree))
        except UNREADABLE as error:
            raise BadExpressionError(_("Biểu thức lồng quá nhiều tầng"), "", where(text)) from error
