"""A YAML file → its values, all of them text, with the place of each: the only door to YAML.

Why events and a stack of our own: PyYAML's C composer crashes on deep nesting, turns `05` into 5
and stops at the first mistake.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

from vanban.files import BOM
from vanban.finding import Finding, Level, Place, VanbanError, in_order
from vanban.messages import _
from vanban.plan.source.build import Form, Path, Value, build
from vanban.plan.source.decode import decode
from vanban.plan.source.lines import mend
from vanban.plan.source.sheet import Sheet, absorb
from vanban.plan.source.spans import align

LIMIT = 20 * 1024 * 1024

_DOUBLE_BLANK = re.compile(r"(?<=[^\s|])(  +)(?=[^\s|])(?!/|tháng\s|năm\s)")
"""Not the room that is left for a number or a date: `số      /KH-SGDĐT ngày      tháng …`."""
_BLANK_BEFORE_QUOTE = re.compile(r"(?<=\S)( +)”")


@dataclass(slots=True)
class Source:
    """A file's values, where each of them stands, and what was wrong.

    `text` is the decoded text without BOM, line ends as in the file. `places` has the span of
    each value as typed (of a block its lines, of a quoted text its quotes too, of a list or
    mapping from the first child to the last); `keys` the span of the key of each entry;
    `dropped` how many characters a repair took from the front of a text.
    """

    file: str
    text: str
    values: Value
    places: dict[Path, Place]
    keys: dict[Path, Place]
    findings: list[Finding]
    sheet: Sheet = field(repr=False, compare=False)
    forms: dict[int, Form] = field(repr=False, compare=False, default_factory=dict)
    flows: set[tuple[int, int]] = field(repr=False, compare=False, default_factory=set)
    dropped: dict[Path, int] = field(repr=False, compare=False, default_factory=dict)

    def place(self, path: Path, start: int | None = None, end: int | None = None) -> Place:
        """The place of a value, or of the characters `start:end` of its text.

        Where the path is not known: the place of the nearest one above it.
        """
        known = path
        while known not in self.places and known:
            known = known[:-1]
        place = self.places.get(known) or Place(self.file, 1, 1, 0, 0)
        if dropped := self.dropped.get(path, 0):
            start = (start or 0) + dropped
            end = None if end is None else end + dropped
        if known != path or (start is None and end is None) or place.start is None:
            return place
        return self._within(place, start, end)

    def _within(self, place: Place, start: int | None, end: int | None) -> Place:
        """The place of a part of the text that stands at `place`."""
        assert place.start is not None
        assert place.end is not None
        form = self.forms.get(place.start)
        if form is None:
            offsets: Any = range(place.start, place.end + 1)
        else:
            offsets = align(self.sheet, form, place.start, place.end)
        last = len(offsets) - 1
        first = min(max(start or 0, 0), last)
        behind = last if end is None else min(max(end, first), last)
        if first == behind:
            return self.sheet.place(offsets[first], offsets[first])
        return self.sheet.place(offsets[first], min(offsets[behind - 1] + 1, place.end))

    def entry_span(self, path: Path) -> tuple[int, int]:
        """The characters to delete so that an entry or item disappears whole, line end included.

        An entry on the line of its hyphen leaves the hyphen to the next entry; the only entry of
        an item takes the item with it.
        """
        while (above := path[:-1]) and isinstance(above[-1], int):
            if self._siblings(path) != [path]:
                break
            path = above
        start, end = self.entry_start(path), self._tail(path)
        parent = path[:-1]
        around = self.places.get(parent)
        if around and (around.start, around.end) in self.flows and around.start != start:
            return self._flow_span(path, start, end)
        line = self.sheet.line_at(start)
        before = self.sheet.clean[self.sheet.starts[line] : start]
        if not before.strip(" \t"):
            return self.sheet.starts[line], self._behind(end)
        if (follower := self._next(path)) is not None:
            return start, self.entry_start(follower)
        return start, self.sheet.line_end(self.sheet.line_at(end))

    def _behind(self, end: int) -> int:
        """The offset behind the line that holds the character before `end`."""
        return self.sheet.next_start(self.sheet.line_at(end))

    def entry_start(self, path: Path) -> int:
        """The offset where an entry begins: its key, or the hyphen of its item."""
        chain = [path]
        while (inner := self._first_child(chain[-1])) is not None:
            chain.append(inner)
        place = self.places.get(chain[-1]) or self.place(chain[-1])
        last = place.start or 0
        form = self.forms.get(last)
        at = form.head if form else last
        for one in reversed(chain):
            if key := self.keys.get(one):
                at = key.start or 0
            elif one and isinstance(one[-1], int):
                at = self._hyphen_before(at)
        return at

    def _hyphen_before(self, offset: int) -> int:
        """The offset of the hyphen that what begins at `offset` stands behind, else `offset`."""
        clean, at = self.sheet.clean, offset
        while at > 0 and clean[at - 1] in " \t\r\n":
            at -= 1
        return at - 1 if at > 0 and clean[at - 1] == "-" else offset

    def _tail(self, path: Path) -> int:
        """Where an entry ends, without its line end."""
        ends = [place.end for place in (self.places.get(path), self.keys.get(path)) if place]
        return max((end for end in ends if end is not None), default=0)

    def _value(self, path: Path) -> Value:
        value: Any = self.values
        for step in path:
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                return None
        return value  # type: ignore[no-any-return]

    def _siblings(self, path: Path) -> list[Path]:
        """The entries of the collection that holds `path`, in order."""
        parent = path[:-1]
        around = self._value(parent)
        if isinstance(around, dict):
            return [(*parent, key) for key in around]
        if isinstance(around, list):
            return [(*parent, at) for at in range(len(around))]
        return [path]

    def _first_child(self, path: Path) -> Path | None:
        value = self._value(path)
        if isinstance(value, dict) and value:
            return (*path, next(iter(value)))
        if isinstance(value, list) and value:
            return (*path, 0)
        return None

    def _next(self, path: Path) -> Path | None:
        siblings = self._siblings(path)
        if path not in siblings:
            return None
        at = siblings.index(path) + 1
        return siblings[at] if at < len(siblings) else None

    def _flow_span(self, path: Path, start: int, end: int) -> tuple[int, int]:
        """In `[a, b]`: the item with the comma behind it, or of the last one before it."""
        if (follower := self._next(path)) is not None:
            return start, self.entry_start(follower)
        siblings = self._siblings(path)
        if len(siblings) > 1:
            return self._tail(siblings[-2]), end
        return start, end


def read(path: FilePath, shown: str | None = None) -> Source:
    """The values of a file; VanbanError (exit code 3) when it cannot be opened at all."""
    file = shown or str(path)
    content = content_of(path, file)
    text, findings = decode(content, file)
    if text is None:
        return Source(file, "", None, {}, {}, findings, Sheet(file, ""))
    return read_text(text, file)


def content_of(path: FilePath, file: str) -> bytes:
    """The bytes of a file that messages call `file`; VanbanError when it cannot be opened."""
    try:
        return _content(path, file)
    except FileNotFoundError as error:
        raise VanbanError(
            _("Không có tệp {file}", file=file), _("Kiểm tra lại tên tệp và thư mục.")
        ) from error
    except PermissionError as error:
        raise VanbanError(
            _("Không có quyền đọc tệp {file}", file=file), _("Kiểm tra quyền của tệp.")
        ) from error
    except (OSError, ValueError, RuntimeError) as error:
        why = getattr(error, "strerror", None) or error
        raise VanbanError(_("Không mở được tệp {file}: {why}", file=file, why=why)) from error


def _content(path: FilePath, file: str) -> bytes:
    """The bytes of an ordinary file that is not too large; whatever else it is, is refused.

    Why: to open a pipe or a device may wait for ever.
    """
    about = path.stat()
    if stat.S_ISDIR(about.st_mode):
        raise VanbanError(
            _("{file} là một thư mục, không phải tệp", file=file),
            _("Chỉ ra một tệp trong đó."),
        )
    if not stat.S_ISREG(about.st_mode):
        raise VanbanError(
            _("{file} không phải một tệp thường", file=file), _("Chỉ ra một tệp trên đĩa.")
        )
    content = b""
    if about.st_size <= LIMIT:
        with path.open("rb") as stream:
            content = stream.read(LIMIT + 1)
    if about.st_size > LIMIT or len(content) > LIMIT:
        raise VanbanError(
            _("Tệp {file} quá lớn (hơn 20 MB)", file=file),
            _("Kiểm tra xem có đúng tệp không."),
        )
    return content


def read_text(text: str, file: str) -> Source:
    """The values of YAML text; whatever is wrong with it is a finding, never an exception."""
    text = text.removeprefix(BOM)
    sheet = Sheet(file, text)
    copy = mend(sheet)
    tree = build(sheet, copy)
    findings = [*sheet.findings, *copy.findings, *tree.findings, *sheet.not_composed()]
    source = Source(
        file, text, tree.values, tree.places, tree.keys, [], sheet, tree.forms, tree.flows
    )
    if tree.empty and not findings:
        findings.append(_empty(file))
    findings += _blanks(source)
    source.findings = in_order(absorb(findings))
    return source


def _empty(file: str) -> Finding:
    return Finding(
        "C004",
        Level.LOI,
        _("Tệp trống: chưa có nội dung nào"),
        Place(file, 1, 1, 0, 0),
        _("Chạy `vanban new` để có một tệp mẫu."),
    )


def _texts(source: Source) -> Iterator[tuple[Path, str]]:
    """The texts of the file with their paths, walked with a stack."""
    stack: list[tuple[Path, Value]] = [((), source.values)]
    while stack:
        path, value = stack.pop()
        if isinstance(value, str):
            yield path, value
        elif isinstance(value, dict):
            stack += [((*path, key), inner) for key, inner in value.items()]
        elif isinstance(value, list):
            stack += [((*path, at), inner) for at, inner in enumerate(value)]


def _blanks(source: Source) -> list[Finding]:
    """What is only reported: blanks typed twice (C020), a blank before ” (C021)."""
    found: list[Finding] = []
    for path, text in _texts(source):
        if "  " in text and (doubled := _DOUBLE_BLANK.search(text)):
            found.append(
                Finding(
                    "C020",
                    Level.THONG_TIN,
                    _("Hai dấu cách liền nhau"),
                    source.place(path, doubled.start(1), doubled.end(1)),
                    _("In đúng như gõ; xoá bớt nếu không cố ý."),
                )
            )
        if " ”" in text and (blank := _BLANK_BEFORE_QUOTE.search(text)):
            found.append(
                Finding(
                    "C021",
                    Level.THONG_TIN,
                    _("Có dấu cách trước dấu đóng ngoặc kép ”"),
                    source.place(path, blank.start(1), blank.end(1)),
                    _("In đúng như gõ; xoá đi nếu không cố ý."),
                )
            )
    return found
