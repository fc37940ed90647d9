"""The tags of a part read one after the other: loops and conditions, and the words inside."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from jinja2 import TemplateSyntaxError, nodes
from lxml import etree

from vanban.finding import Level, did_you_mean
from vanban.language.unicode import nearest
from vanban.messages import _
from vanban.word.namespaces import w
from vanban.word.preparing.styles import style_id
from vanban.word.rendering.compiled import BREAK_STYLE
from vanban.word.template.check.expressions import JINJA, RESERVED, Names, Resolver
from vanban.word.template.check.sheet import Line, Sheet
from vanban.word.template.check.tags import HOISTED, Tag, tags
from vanban.word.template.words import kinds, words

_CLOSED_BY = {
    name: f"end{name}"
    for name in (
        "for",
        "if",
        "with",
        "filter",
        "macro",
        "call",
        "block",
        "autoescape",
        "raw",
        "set",
    )
}
_MIDDLE = ("elif", "else")
_ALONE = ("vm", "hm", "set", "do", "include", "import", "from", "extends", *HOISTED)
_KINDS = ("tr", "tc", "p", "r")
_OFFERED = ("for", "endfor", "if", "elif", "else", "endif", "set")
_KNOWN = (*_CLOSED_BY, *_CLOSED_BY.values(), *_MIDDLE, *_ALONE)


@dataclass(slots=True)
class Open:
    """A tag that waits for its end, the names it brings, and the list its loop goes through."""

    tag: Tag
    word: str
    names: Names = field(default_factory=dict)
    source: str = ""


def check_words(sheet: Sheet) -> None:
    """Report unknown words, tags that Jinja does not understand, and ends without beginnings."""
    for part, lines in sheet.lines.items():
        if sheet.is_filled(part):
            Reader(sheet).read(lines)


class Reader:
    """Goes through the tags of one part with the loops that are open."""

    def __init__(self, sheet: Sheet) -> None:
        """Begin outside every loop."""
        self.sheet = sheet
        self.open: list[Open] = []
        self.names: Names = dict(kinds().fields)

    def read(self, lines: list[Line]) -> None:
        """Check the tags of these paragraphs, which follow one another."""
        for line in lines:
            self._break_in_loop(line)
            for tag in tags(line):
                if tag.form == "value":
                    self._expression(tag, tag.body)
                elif tag.form == "block":
                    self._block(tag)
        for left in self.open:
            self._say(
                "M103",
                left.tag,
                _("“{typed}” không có thẻ đóng", typed=left.tag.typed),
                _("Thêm “{end}” ở chỗ hết.", end=_end_of(left)),
            )

    def _say(self, code: str, tag: Tag, message: str, hint: str = "") -> None:
        self.sheet.say(code, Level.LOI, message, tag.line, hint=hint)

    def _break_in_loop(self, line: Line) -> None:
        """A section's properties are computed for the part that ends: they need its loop."""
        if self.sheet.styles.name_of(style_id(line.element)) != BREAK_STYLE:
            return
        loops = [one.source for one in self.open if one.word == "for"]
        if not loops or loops[-1] != "cac_phan":
            self.sheet.say(
                "M104",
                Level.LOI,
                _("Đoạn “{style}” nằm ngoài vòng lặp các phần", style=BREAK_STYLE),
                line,
                hint=_("Đặt đoạn này ngay trong {%p for phan in cac_phan %}, ở đầu phụ lục."),
            )

    # --- blocks ---

    def _block(self, tag: Tag) -> None:
        word = tag.word
        if word in HOISTED:
            self._expression(tag, tag.body.removeprefix(word))
        elif word not in _KNOWN:
            self._unknown_tag(tag)
        elif tag.kind and any(sign in tag.body for sign in "%}"):
            self._say(
                "M102", tag, _("Trong thẻ “{typed}” không dùng được dấu % và }}", typed=tag.typed)
            )
        elif word in _MIDDLE:
            self._middle(tag)
        elif word.startswith("end"):
            self._end(tag)
        elif word not in ("vm", "hm"):
            self._begin(tag)

    def _unknown_tag(self, tag: Tag) -> None:
        """Report it, and go on with what was meant, so that its end does not look lost."""
        word, _blank, rest = tag.body.partition(" ")
        glued = next((k for k in _KINDS if word.startswith(k) and word[len(k) :] in _KNOWN), "")
        meant: Tag | None = None
        if word in _KINDS:
            hint = _("Viết liền “{{%{kind}”, không có dấu cách ở giữa.", kind=word)
            meant = replace(tag, kind=word, body=rest)
        elif glued:
            meant = replace(tag, kind=glued, body=tag.body[len(glued) :])
            hint = _("Viết “{{%{kind} {word}”.", kind=glued, word=meant.word)
        elif near := nearest(word, _OFFERED):
            hint = _("Có phải là “{near}”?", near=near)
            meant = replace(tag, body=f"{near} {rest}")
        else:
            hint = _("Dùng {words}.", words=", ".join(_OFFERED))
        self._say("M102", tag, _("Không hiểu thẻ “{typed}”", typed=tag.typed), hint)
        if meant and meant.word in _KNOWN:
            self._block(meant)

    def _begin(self, tag: Tag) -> None:
        word = tag.word
        closed_by = _CLOSED_BY.get(word, "")
        if word == "set" and "=" in tag.body:
            closed_by = ""
        source = f"{{% {tag.body} %}}" + (f"{{% {closed_by} %}}" if closed_by else "")
        found = Open(tag, word)
        if (made := self._parsed(tag, source)) and made.body:
            resolver = Resolver(
                self.names, lambda message, hint: self._say("M101", tag, message, hint)
            )
            found.names = resolver.begun(made.body[0])
            found.source = resolver.loop_source
        if closed_by:
            self.open.append(found)
            self.names = {**self.names, **found.names}
        else:
            self.names |= found.names
            if self.open:
                self.open[-1].names |= found.names

    def _middle(self, tag: Tag) -> None:
        fits = ("if",) if tag.word == "elif" else ("if", "for")
        if not self.open or self.open[-1].word not in fits:
            self._say("M103", tag, _("“{typed}” không nằm trong “if” nào", typed=tag.typed))
            return
        self._same_place(self.open[-1].tag, tag)
        if tag.word == "elif":
            self._expression(tag, tag.body.removeprefix("elif"))

    def _end(self, tag: Tag) -> None:
        at = next(
            (
                n
                for n in reversed(range(len(self.open)))
                if _CLOSED_BY[self.open[n].word] == tag.word
            ),
            None,
        )
        if at is None:
            opener = self.open[-1] if self.open else None
            hint = (
                _(
                    "Thẻ đang mở là “{typed}” ở đoạn {n}.",
                    typed=opener.tag.typed,
                    n=opener.tag.line.number,
                )
                if opener
                else _("Bỏ thẻ này, hoặc thêm thẻ mở ở trên.")
            )
            self._say("M103", tag, _("“{typed}” không có thẻ mở", typed=tag.typed), hint)
            return
        for left in self.open[at + 1 :]:
            self._say(
                "M103",
                left.tag,
                _(
                    "“{typed}” chưa đóng trước “{end}” ở đoạn {n}",
                    typed=left.tag.typed,
                    end=tag.typed,
                    n=tag.line.number,
                ),
                _("Thêm “{end}” ở chỗ hết.", end=_end_of(left)),
            )
        self._same_place(self.open[at].tag, tag)
        del self.open[at:]
        self.names = dict(kinds().fields)
        for one in self.open:
            self.names |= one.names

    def _same_place(self, first: Tag, then: Tag) -> None:
        if first.kind != then.kind:
            self._say(
                "M104",
                then,
                _(
                    "“{one}” ở đoạn {n} và “{other}” không cùng loại",
                    one=first.typed,
                    n=first.line.number,
                    other=then.typed,
                ),
                _("Mở bằng {{%{kind} thì đóng cũng bằng {{%{kind}.", kind=first.kind),
            )
        elif _container(first) is not _container(then):
            self._say(
                "M104",
                then,
                _(
                    "“{one}” ở đoạn {n} mở và “{other}” đóng ở hai chỗ khác nhau",
                    one=first.typed,
                    n=first.line.number,
                    other=then.typed,
                ),
                _("Đặt cả hai thẻ trong cùng một ô, một hàng hoặc ngoài bảng."),
            )

    # --- expressions ---

    def _expression(self, tag: Tag, body: str) -> None:
        if not body.strip():
            self._say("M102", tag, _("Thẻ “{typed}” trống", typed=tag.typed))
            return
        made = self._parsed(tag, f"{{{{ {body} }}}}")
        if made is None or not made.body:
            return
        output = made.body[0]
        resolver = Resolver(self.names, lambda message, hint: self._say("M101", tag, message, hint))
        printed = tag.form == "value"
        for value in output.nodes if isinstance(output, nodes.Output) else ():
            resolver.value(value, printed=printed)

    def _parsed(self, tag: Tag, source: str) -> nodes.Template | None:
        try:
            return JINJA.parse(source)
        except TemplateSyntaxError as error:
            near = nearest(tag.body, [name for name in words() if name != RESERVED])
            hint = did_you_mean(
                near if tag.form == "value" else None,
                _("Jinja báo: {why}.", why=error.message),
            )
            self._say("M102", tag, _("Thẻ “{typed}” sai cú pháp", typed=tag.typed), hint)
            return None


def _end_of(opened: Open) -> str:
    return f"{{%{opened.tag.kind} {_CLOSED_BY[opened.word]} %}}"


def _container(tag: Tag) -> etree._Element | None:
    """What must hold both ends: the table of rows, the row of cells, else the cell or the body."""
    paragraph = tag.line.element
    if tag.kind in ("tr", "tc"):
        return next(paragraph.iterancestors(w("tbl" if tag.kind == "tr" else "tr")), None)
    return paragraph.getparent()
