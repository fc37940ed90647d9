"""The sandbox of expressions: what they see, what they compute, how their yield is typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, Literal

from jinja2 import StrictUndefined
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from vanban.language.numerals import as_number, figure
from vanban.messages import _
from vanban.plan.bounds import MOST_LETTERS, is_huge
from vanban.plan.expressions.syntax import FILTERS, BadExpressionError

Kind = Literal["marked", "raw", "table"]
"""Where a text stands: its marks are read, they are not, or its lines are rows of a free table."""

_MARKS = re.compile(r"[*\[\\|]")


class Unit:
    """A unit as an expression sees it: its columns, and nothing else."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values

    def __getitem__(self, name: str) -> str:
        return self._values[name]


class _Unknown(StrictUndefined):
    """A name that nobody knows: says so in the user's language when it is used."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        return no_such(str(self._undefined_name), column=isinstance(self._undefined_obj, Unit))


def no_such(name: str, *, column: bool) -> str:
    """What is said of a name that is not known: a column of the roster, or any other."""
    if column:
        return _("Danh sách trường không có cột “{name}”", name=name)
    return _("Trong biểu thức không có “{name}”", name=name)


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment of one kind of text."""

    intercepted_binops = frozenset(("*", "%"))

    def __init__(self, kind: Kind) -> None:
        super().__init__(
            undefined=_Unknown,
            keep_trailing_newline=True,
            finalize=partial(_printed, kind=kind),
            optimized=False,
        )
        self.globals = {}
        self.filters = {name: self.filters[name] for name in FILTERS}
        self.filters |= {"replace": _replaced, "join": _joined, "float": _number}
        self.filters["int"] = lambda value: int(_number(value))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Multiplication within bounds, and the remainder of numbers only."""
        if is_huge(operator, left, right) or (operator == "%" and isinstance(left, str)):
            raise BadExpressionError(_("Biểu thức cho ra kết quả quá lớn"))
        return super().call_binop(context, operator, left, right)


def _printed(value: Any, kind: Kind) -> str:
    """What an expression yields, as it is typed into its text: marks in it are only signs."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float | _Unknown):
        raise BadExpressionError(
            _("Biểu thức cho ra thứ không in được"), _("Chỉ in được lời văn và số.")
        )
    text = figure(value) if isinstance(value, float) else str(value)  # raises for what is unknown
    if kind == "raw":
        return text
    if kind == "table":
        text = " ".join(text.split("\n"))
    return _MARKS.sub(r"\\\g<0>", text)


def _number(value: object) -> float:
    """A cell as a number; a blank one is 0."""
    text = str(value).strip()
    try:
        return as_number(text) if text else 0.0
    except ValueError as error:
        raise BadExpressionError(_("“{text}” không phải số", text=text[:40])) from error


def _replaced(text: object, old: object, new: object) -> str:
    words, sought, put = str(text), str(old), str(new)
    _refuse_long(len(words) + words.count(sought) * len(put))
    return words.replace(sought, put)


def _joined(items: Iterable[object], between: object = "") -> str:
    words, sign = [str(item) for item in items], str(between)
    _refuse_long(sum(map(len, words)) + len(sign) * len(words))
    return sign.join(words)


def _refuse_long(length: int) -> None:
    if length > MOST_LETTERS:
        raise BadExpressionError(_("Biểu thức cho ra kết quả quá lớn"))
