"""Values with expressions in their texts: compiled once, filled once a unit.

What is filled is a plan (a model, for speed) or the values of a file; both keep their shape. An
entry of a list whose text turns out blank is left out, so that `{% if … %}` around a whole text
leaves no empty item behind; a footnote that only such texts had goes with them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Generic, TypeVar

from vanban.finding import Place
from vanban.messages import _
from vanban.plan.expressions import BadExpressionError, Expressions, Filler, Kind, Scope
from vanban.plan.marks import note_marks
from vanban.plan.model import Hang, KeHoach, Khoi, Part
from vanban.plan.passages import is_printed, reads_marks
from vanban.plan.source import Path, Source

T = TypeVar("T")

_GONE = object()  # what an entry becomes whose text turned out blank
_SAYS = frozenset({*Khoi.KINDS, *Hang.KINDS, "chi_tieu"})
"""The words an entry of a list begins with: without that text there is no entry."""


def kind_in_plan(path: Path) -> Kind | None:
    """How what an expression yields is typed at a place of a plan; `None` for a setting."""
    if not is_printed(path):
        return None
    if not reads_marks(path):
        return "raw"
    return "table" if path[-1] == "bang" else "marked"


@dataclass(frozen=True, slots=True)
class Leaf:
    """A text to fill."""

    path: Path
    filler: Filler

    def filled(self, scope: Scope) -> str:
        """The text for a scope; BadExpressionError, its path set, when it cannot be had."""
        try:
            return self.filler(scope)
        except BadExpressionError as error:
            error.path = self.path
            raise


@dataclass(slots=True)
class _Done:
    """What came up while one form was filled."""

    notes: set[str] = field(default_factory=set)
    kept: dict[Path, list[int]] = field(default_factory=dict)


class Form(Generic[T]):
    """Values whose texts with expressions are compiled; `.of(scope)` gives them filled."""

    def __init__(
        self,
        value: T,
        expressions: Expressions,
        kind_of: Callable[[Path], Kind | None] = kind_in_plan,
    ) -> None:
        """BadExpressionError, its path set, for the first text that cannot be read."""
        self._value = value
        self._expressions = expressions
        self._kind_of = kind_of
        self.leaves: list[Leaf] = []
        self._fixed_notes: set[str] = set()
        self._tree: Any = self._compiled(value, ())
        self._notes = {
            name for leaf in self.leaves for name, _start, _end in note_marks(leaf.filler.text)
        } - self._fixed_notes

    def of(self, scope: Scope) -> T:
        """The values for a scope: copies where a text was filled, the same objects elsewhere.

        BadExpressionError, its path set, when a text cannot be had or one that must stand is blank.
        """
        return self.traced(scope)[0]

    def traced(self, scope: Scope) -> tuple[T, dict[Path, list[int]]]:
        """`of`, and for each list that lost entries where the others stood before."""
        if not self._tree:
            return self._value, {}
        done = _Done()
        value = self._filled(self._value, self._tree, scope, (), done)
        gone = self._notes - done.notes
        return (_without_notes(value, gone) if gone else value), done.kept

    def _compiled(self, value: Any, path: Path) -> Any:
        """The tree of what is to be filled; empty where nothing is."""
        if isinstance(value, str):
            kind = self._kind_of(path)
            filler = self._compiled_text(value, kind, path) if kind else None
            if filler:
                self.leaves.append(Leaf(path, filler))
                return self.leaves[-1]
            self._fixed_notes.update(name for name, _start, _end in note_marks(value))
            return None
        return {
            step: tree
            for step, item in _items(value)
            if (tree := self._compiled(item, (*path, step)))
        }

    def _compiled_text(self, text: str, kind: Kind, path: Path) -> Filler | None:
        try:
            return self._expressions.compiled(text, kind)
        except BadExpressionError as error:
            error.path = path
            raise

    def _filled(self, value: Any, tree: Any, scope: Scope, path: Path, done: _Done) -> Any:
        if isinstance(tree, Leaf):
            text = tree.filled(scope)
            if "[^" in text:
                done.notes.update(name for name, _start, _end in note_marks(text))
            return text if text.strip() else None
        filled = {
            step: self._filled(_item(value, step), below, scope, (*path, step), done)
            for step, below in tree.items()
        }
        if isinstance(value, list):
            return _remaining(value, filled, path, done)
        if any(item is None and step in _SAYS for step, item in filled.items()):
            return _GONE
        if isinstance(value, Part):
            _refuse_blank(value, filled, path)
            return value.model_copy(update=filled)
        return {**value, **filled}


def _items(value: Any) -> Iterator[tuple[str | int, Any]]:
    """The parts of a value with the step that leads to each."""
    if isinstance(value, Part):
        yield from ((name, getattr(value, name)) for name in type(value).model_fields)
    elif isinstance(value, Mapping):
        yield from value.items()
    elif isinstance(value, list):
        yield from enumerate(value)


def _item(value: Any, step: str | int) -> Any:
    return getattr(value, str(step)) if isinstance(value, Part) else value[step]


def _remaining(value: list[Any], filled: Mapping[Any, Any], path: Path, done: _Done) -> list[Any]:
    """The list without the entries that went; where the others stood is noted."""
    stays = [at for at in range(len(value)) if filled.get(at, at) not in (None, _GONE)]
    if len(stays) < len(value):
        done.kept[path] = stays
    return [filled.get(at, value[at]) for at in stays]


def _refuse_blank(value: Part, filled: Mapping[Any, Any], path: Path) -> None:
    """Raise BadExpressionError when a text that must stand turned out blank."""
    for name, item in filled.items():
        if item is None and type(value).model_fields[name].is_required():
            error = BadExpressionError(_("“{key}” đang để trống", key=name))
            error.path = (*path, name)
            raise error


def _without_notes(value: Any, gone: set[str]) -> Any:
    """The plan, or its values, without footnotes that nothing marks any more."""
    notes = _item(value, "chu_thich") if _has_notes(value) else {}
    left = {name: text for name, text in notes.items() if name not in gone}
    if len(left) == len(notes):
        return value
    if isinstance(value, KeHoach):
        return value.model_copy(update={"chu_thich": left})
    return {**value, "chu_thich": left}


def _has_notes(value: Any) -> bool:
    return isinstance(value, KeHoach) or (
        isinstance(value, Mapping) and isinstance(value.get("chu_thich"), Mapping)
    )


@dataclass(slots=True)
class FilledSource(Source):
    """A source whose texts are filled: what was filled has the place of its whole text.

    `kept`: as `Form.traced` gives it; `filled`: where texts were filled, as typed.
    """

    kept: dict[Path, list[int]] = field(default_factory=dict)
    filled: frozenset[Path] = frozenset()

    def place(self, path: Path, start: int | None = None, end: int | None = None) -> Place:
        """The place of a value as it was typed, before entries went."""
        typed: Path = ()
        for step in path:
            stood = self.kept.get(typed)
            typed = (*typed, stood[step] if stood and isinstance(step, int) else step)
        if typed in self.filled:
            return Source.place(self, typed)
        return Source.place(self, typed, start, end)


def filled_source(source: Source, form: Form[Any], scope: Scope) -> FilledSource:
    """The source with its values filled; BadExpressionError where they cannot be had.

    `form`: that of the source's values.
    """
    values, kept = form.traced(scope)
    typed = {one.name: getattr(source, one.name) for one in fields(Source)}
    typed |= {"values": values, "findings": []}
    return FilledSource(**typed, kept=kept, filled=frozenset(leaf.path for leaf in form.leaves))
