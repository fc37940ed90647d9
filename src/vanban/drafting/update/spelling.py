"""What becomes of each value → edits of our file: only what changes is touched."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import groupby

from vanban.drafting.update.ordering import staying
from vanban.drafting.update.sites import BLANKS, Sites
from vanban.drafting.update.tree import Fields, Items, Kept, Node, Put, value_of
from vanban.files import apply_edits
from vanban.finding import Edit
from vanban.plan.points import MARK, as_comment, points
from vanban.plan.source import Path, Source, Value, as_entry, as_item, as_text
from vanban.plan.source.typed import quoted


def edits(
    source: Source,
    node: Node,
    told: Iterable[tuple[Path, str]] = (),
    settled: Collection[str] = (),
) -> list[Edit]:
    """The edits that turn the values of `source` into those of `node`.

    `told`: path in `source` and a point that a person has to decide there, a comment above it;
    `settled`: texts of points of which nothing is left to decide, their comments go. Comments,
    order and quoting of all that stays are untouched. A dropped entry takes the `# CẦN XEM:` lines
    above it along, a moved one every comment line above it.
    """
    made = _joined(_Writer(source, told).node(node, ()))
    for point in points(source) if settled else ():
        line = source.sheet.line_at(point.place.start or 0)
        start, end = source.sheet.starts[line], source.sheet.next_start(line)
        alone = source.sheet.lines[line].lstrip(BLANKS).startswith(MARK)
        if (
            point.text in settled
            and alone
            and not any(one.start <= start < one.end for one in made)
        ):
            made.append(Edit(source.file, start, end, ""))
    return made


def _joined(edits: Iterable[Edit]) -> list[Edit]:
    """The edits with all that is put in at one place as one, in order."""
    ordered = sorted(edits, key=lambda edit: (edit.start, edit.end))
    return [
        Edit(file, start, end, "".join(edit.text for edit in group))
        for (file, start, end), group in groupby(
            ordered, key=lambda edit: (edit.file, edit.start, edit.end)
        )
    ]


class _Writer:
    """Walks the nodes beside the file; every edit comes in the order of the text."""

    def __init__(self, source: Source, told: Iterable[tuple[Path, str]]) -> None:
        self.source = source
        self.sheet = source.sheet
        self.sites = Sites(source)
        self.told: dict[Path, list[str]] = {}
        for path, text in told:
            self.told.setdefault(path, []).append(text)

    def node(self, node: Node, path: Path) -> Iterator[Edit]:
        """The edits of a value that stands at `path`, with the comments above its entries."""
        yield from self._comments(path)
        match node:
            case Put(value):
                yield from self._replaced(path, value)
            case Fields():
                yield from self._fields(node, path)
            case Items():
                yield from self._items(node, path)
            case Kept(value):
                yield from self._inside(value, path)

    def _inside(self, value: Value, path: Path) -> Iterator[Edit]:
        """The comments above entries of a value that itself stays."""
        deep = len(path)
        if not any(len(at) > deep and at[:deep] == path for at in self.told):
            return
        steps: Iterable[str | int] = value if isinstance(value, dict) else ()
        if isinstance(value, list):
            steps = range(len(value))
        for step in steps:
            yield from self.node(Kept(self.sites.value((*path, step))), (*path, step))

    def _comments(self, path: Path) -> Iterator[Edit]:
        """The points to leave above an entry, where its first line begins."""
        return self._comment_lines(path, self.told.get(path, ()))

    def _comment_lines(self, path: Path, texts: Collection[str]) -> Iterator[Edit]:
        if not texts:
            return
        at = self.sites.first_line(path) if path else self.sites.top()
        indent = " " * self.sites.indent(at)
        for text in texts:
            yield self._lines(self.sheet.starts[at], as_comment(text, indent))

    # -- mappings --------------------------------------------------------------------------

    def _fields(self, node: Fields, path: Path) -> Iterator[Edit]:
        ours = self.sites.value(path)
        assert isinstance(ours, dict)
        typed = {new: old for old, new in node.renamed.items()}
        kept = [typed.get(key, key) for key in node.entries]
        if self.sites.is_flow(path) or not any(key in ours for key in kept):
            yield from self._rewritten(path, value_of(node))
            return
        for key in ours:
            if key not in kept:
                yield from self._dropped((*path, key))
        last = next(key for key in kept if key in ours)
        for key, inner in node.entries.items():
            old = typed.get(key, key)
            if old not in ours:
                assert isinstance(inner, Put)
                text = as_entry(
                    key, inner.value, self.sites.key_column((*path, last)), inner.points
                )
                yield self._lines(self.sites.behind((*path, last)), text)
                continue
            if old != key:
                place = self.source.keys[*path, old]
                yield self.sheet.edit(place.start or 0, place.end or 0, key)
            yield from self.node(inner, (*path, old))
            last = old

    # -- lists -----------------------------------------------------------------------------

    def _items(self, node: Items, path: Path) -> Iterator[Edit]:
        ours = self.sites.value(path)
        assert isinstance(ours, list)
        if not ours or not node.items or self.sites.is_flow(path):
            yield from self._rewritten(path, value_of(node))
            return
        indices = [at for at, _inner in node.items if at is not None]
        standing = staying(indices)
        for gone in sorted({*range(len(ours))} - {*indices}):
            yield from self._dropped((*path, gone))
        first = self.sites.first_line((*path, 0))
        column = self.sites.indent(first)
        behind = self.sheet.next_start(self.sheet.line_at(self.source.keys[path].end or 0))
        for at, inner in node.items:
            if at is None:
                assert isinstance(inner, Put)
                yield self._lines(behind, as_item(inner.value, column, inner.points))
            elif at in standing:
                yield from self.node(inner, (*path, at))
                behind = self.sites.behind((*path, at))
            else:
                yield from self._moved(inner, (*path, at), behind)

    def _moved(self, node: Node, path: Path, to: int) -> Iterator[Edit]:
        """An item with the comments above it at its new place, changed as it may be."""
        first = self.sites.comments_above(self.sites.first_line(path), "#")
        start, end = self.sheet.starts[first], self.sites.behind(path)
        changes = _joined(self.node(node, path))
        inner = [
            Edit(edit.file, edit.start - start, edit.end - start, edit.text) for edit in changes
        ]
        text = apply_edits(self.source.text[start:end], inner)
        yield Edit(self.source.file, start, end, "")
        yield self._lines(to, text.removesuffix("\n").removesuffix("\r"))

    def _dropped(self, path: Path) -> Iterator[Edit]:
        """An entry away, with the points to decide above it."""
        start, end = self.source.entry_span(path)
        line = self.sheet.line_at(start)
        if self.sheet.starts[line] == start:
            start = self.sheet.starts[self.sites.comments_above(line, MARK)]
        yield Edit(self.source.file, start, end, "")

    # -- texts -----------------------------------------------------------------------------

    def _replaced(self, path: Path, value: Value) -> Iterator[Edit]:
        """Another value in place of the one at `path`."""
        old = self.sites.value(path)
        if isinstance(value, (dict, list)) or isinstance(old, (dict, list)):
            yield from self._rewritten(path, value)
            return
        place = self.source.places[path]
        start, end = place.start or 0, place.end or 0
        column = self.sites.column(path)
        typed = as_text(value, column)
        if isinstance(path[-1], int):  # an item: what looks like a key needs its `|`
            typed = as_item(value, column)[column + 1 :].lstrip(" ")
        form = self.source.forms.get(start)
        if form and form.style in ("|", ">"):
            yield from self._block_replaced(form.head, end, typed)
            return
        if value and "\n" in typed and self.sites.would_swallow(end, column):
            typed = quoted(value)
        if old is None:
            start = end = self.sites.behind_colon(path)
            typed = f" {typed}"
        yield from self._in_place(start, end, typed)

    def _in_place(self, start: int, end: int, typed: str) -> Iterator[Edit]:
        """A text over `start:end`; its further lines below what stands behind it on its line."""
        head, _sign, body = typed.partition("\n")
        yield self._edit(start, end, head)
        if body:
            behind = self.sheet.line_end(self.sheet.line_at(end))
            yield self._edit(behind, behind, "\n" + body)

    def _block_replaced(self, head: int, end: int, typed: str) -> Iterator[Edit]:
        """A text in place of a block; a comment behind its `|` stays."""
        line = self.sheet.line_at(head)
        sign = head
        while sign < self.sheet.line_end(line) and self.sheet.clean[sign] not in BLANKS:
            sign += 1
        first, _sign, body = typed.partition("\n")
        yield self._edit(head, sign, first)
        end = self.sheet.line_end(self.sheet.line_at(end))
        yield self._edit(self.sheet.line_end(line), end, "\n" + body if body else "")

    def _rewritten(self, path: Path, value: Value) -> Iterator[Edit]:
        """A whole entry anew, where a list or mapping comes or goes."""
        start, end = self.source.entry_span(path)
        deep = len(path)
        inside = [
            text for at, texts in self.told.items() if at[:deep] == path != at for text in texts
        ]
        yield from self._comment_lines(path, inside)
        if isinstance(path[-1], str):
            text = as_entry(path[-1], value, self.sites.key_column(path))
        else:
            text = as_item(value, self.sites.hyphen_column(path))
        line = self.sheet.line_at(start)
        if self.sheet.starts[line] != start:  # on the line of a hyphen
            text = text.lstrip(" ")
        ends = self.source.text[start:end].endswith(("\n", "\r"))
        yield self._edit(start, end, text + "\n" if ends else text)

    def _lines(self, at: int, text: str) -> Edit:
        """Whole lines put in where a line begins, or at the end of the file."""
        text = text.replace("\n", self.sheet.end_of_line) if "\r" not in text else text
        if at == len(self.source.text) and not self.source.text.endswith(("\n", "\r")):
            return Edit(self.source.file, at, at, self.sheet.end_of_line + text)
        return Edit(self.source.file, at, at, text + self.sheet.end_of_line)

    def _edit(self, start: int, end: int, text: str) -> Edit:
        return Edit(self.source.file, start, end, text.replace("\n", self.sheet.end_of_line))
