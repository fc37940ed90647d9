"""A Jinja expression against the words that there are, with the type of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from jinja2 import nodes

from vanban.finding import did_you_mean
from vanban.language.unicode import nearest
from vanban.messages import _
from vanban.word.rendering.sandbox import TEXT, Sandbox
from vanban.word.template.words import Kind, loops

RESERVED = "vb"
"""The name under which a compiled template asks for its geometry."""

JINJA = Sandbox(quick=False)
JINJA.filters.pop(TEXT)  # the compiler writes it, authors do not

Names = dict[str, Kind | None]
"""The names that can be used at one place; `None` where we do not know what a name stands for."""

_FIRST = ("first", "last", "random")
_SAME = ("list", "sort", "reverse", "unique", "select", "reject", "selectattr", "rejectattr")


class Resolver:
    """Says what expressions stand for, and complains about words that do not exist.

    `loop_source`: the list of the last loop begun, as written (`cac_phan`, `phan.noi_dung`).
    """

    def __init__(
        self, names: Mapping[str, Kind | None], complain: Callable[[str, str], None]
    ) -> None:
        """`complain(message, hint)` is called for each word that does not exist."""
        self.names = names
        self.complain = complain
        self.loop_source = ""

    def begun(self, node: nodes.Node) -> Names:
        """The names that a statement brings: a loop's variable, what `set` sets."""
        match node:
            case nodes.For():
                return self._loop(node)
            case nodes.Assign():
                return self._targets(node.target, self.value(node.node))
            case nodes.With():
                made: Names = {}
                for target, value in zip(node.targets, node.values, strict=True):
                    made |= self._targets(target, self.value(value))
                return made
            case nodes.Macro() | nodes.CallBlock():
                named: Names = {argument.name: None for argument in node.args}
                return named | {"caller": None, "varargs": None, "kwargs": None}
            case nodes.Import():
                return {node.target: None}
        for child in node.iter_child_nodes():
            if isinstance(child, nodes.Expr):
                self.value(child)
        return {}

    def value(self, node: nodes.Node, *, printed: bool = False) -> Kind | None:
        """What an expression stands for; `printed` ones must be a text or a number."""
        kind = self._value(node)
        if printed and kind is not None and not isinstance(node, nodes.Filter | nodes.Test):
            if kind.item is not None:
                self.complain(
                    _("“{word}” là một danh sách, in thẳng sẽ hỏng", word=_written(node)),
                    _(
                        "Dùng vòng lặp: {{%p for x in {word} %}}, {{{{ x }}}}, {{%p endfor %}}.",
                        word=_written(node),
                    ),
                )
            elif kind.fields:
                self.complain(
                    _("“{word}” không in thẳng được", word=_written(node)),
                    _(
                        "Dùng một trong: {words}.",
                        words=", ".join(f"{_written(node)}.{f}" for f in kind.fields),
                    ),
                )
        return kind

    def _value(self, node: nodes.Node) -> Kind | None:
        match node:
            case nodes.Name():
                return self._name(node.name)
            case nodes.Getattr():
                return self._field(node, node.attr)
            case nodes.Getitem(arg=nodes.Const(value=str() as name)):
                return self._field(node, name)
            case nodes.Getitem():
                base = self._value(node.node)
                self._children(node.arg)
                return base.item if base and not isinstance(node.arg, nodes.Slice) else base
            case nodes.Filter():
                return self._filter(node)
            case nodes.Test():
                if node.name not in JINJA.tests:
                    self._unknown(
                        _("Jinja không có phép thử “{name}”", name=node.name),
                        node.name,
                        JINJA.tests,
                    )
                self._children(node)
                return Kind()
            case nodes.Or() | nodes.And():
                left, right = self._value(node.left), self._value(node.right)
                return left if left == right else None
            case nodes.Const() | nodes.Compare() | nodes.Not() | nodes.Concat():
                self._children(node)
                return Kind()
        self._children(node)
        return None

    def _children(self, node: nodes.Node) -> None:
        for child in node.iter_child_nodes():
            self._value(child)

    def _loop(self, node: nodes.For) -> Names:
        source = self.value(node.iter)
        self.loop_source = _written(node.iter)
        if source is not None and source.item is None:
            self.complain(
                _("“{word}” không phải danh sách", word=self.loop_source),
                _("Vòng lặp dùng cho can_cu, mo_dau, cac_phan, phan.noi_dung, noi_nhan…"),
            )
        made = self._targets(node.target, source.item if source else None)
        if node.test:
            Resolver({**self.names, **made}, self.complain).value(node.test)
        return made | {"loop": None}

    def _targets(self, node: nodes.Node, kind: Kind | None) -> Names:
        if isinstance(node, nodes.Name):
            if node.name == RESERVED:
                self.complain(
                    _("“{word}” là tên vanban dùng riêng", word=RESERVED), _("Đặt tên khác.")
                )
            return {node.name: kind}
        return {name.name: None for name in node.find_all(nodes.Name)}

    def _name(self, name: str) -> Kind | None:
        if name in self.names:
            return self.names[name]
        if name == RESERVED:
            self.complain(_("“{word}” là tên vanban dùng riêng", word=RESERVED), _("Bỏ thẻ này."))
        elif name in loops():
            self.complain(
                _("Ở đây không có “{word}”", word=name),
                _("“{word}” chỉ có trong vòng {loop}.", word=name, loop=loops()[name]),
            )
        elif name not in JINJA.globals:
            below = (
                f"{one}.{word}" for one, kind in self.names.items() if kind for word in kind.fields
            )
            self._unknown(_("Không có từ “{word}”", word=name), name, [*self.names, *below])
        return None

    def _field(self, node: nodes.Getattr | nodes.Getitem, name: str) -> Kind | None:
        base = self._value(node.node)
        if base is None:
            return None
        if name in base.fields:
            return base.fields[name]
        if not base.fields and hasattr(list if base.item else str, name):
            return None
        before = _written(node.node)
        if base.item is not None:
            self.complain(
                _("“{word}” là một danh sách, không có “{name}”", word=before, name=name),
                _("Dùng vòng lặp: {{%p for x in {word} %}}.", word=before),
            )
        else:
            full = {f"{before}.{word}": word for word in base.fields}
            near = nearest(name, base.fields)
            self.complain(
                _("Không có từ “{word}”", word=f"{before}.{name}"),
                did_you_mean(
                    near and f"{before}.{near}",
                    _("Dùng một trong: {words}.", words=", ".join(full))
                    if full
                    else _("“{word}” là chữ, không có từ nào bên trong.", word=before),
                ),
            )
        return None

    def _filter(self, node: nodes.Filter) -> Kind | None:
        kind = self._value(node.node) if node.node else None
        for argument in (*node.args, *node.kwargs):
            self._value(argument)
        if node.name not in JINJA.filters:
            self._unknown(
                _("Jinja không có bộ lọc “{name}”", name=node.name), node.name, JINJA.filters
            )
            return None
        if node.name in _FIRST:
            return kind.item if kind else None
        return kind if node.name in _SAME else None

    def _unknown(self, message: str, word: str, known: object) -> None:
        near = nearest(word, known)  # type: ignore[arg-type]
        otherwise = _("Xem các từ dùng được: `vanban template words`.")
        self.complain(message, did_you_mean(near, otherwise))


def _written(node: nodes.Node) -> str:
    """An expression as its author wrote it, as far as it is made of words."""
    match node:
        case nodes.Name():
            return node.name
        case nodes.Getattr():
            return f"{_written(node.node)}.{node.attr}"
        case nodes.Getitem(arg=nodes.Const()):
            return f"{_written(node.node)}[{node.arg.value!r}]"  # type: ignore[attr-defined]
        case nodes.Filter() if node.node:
            return f"{_written(node.node)}|{node.name}"
    return "…"
