"""The shipped template as somebody changed it in Word: paragraphs found by their text."""

import copy
import io
import re
import zipfile
from functools import cache

from lxml import etree

from vanban.word import package
from vanban.word.namespaces import W, w
from vanban.word.preparing.compile import compile_template
from vanban.word.rendering.engine import Engine
from vanban.word.template.starter import starter

RUN_ORDER = ("rFonts", "b", "bCs", "i", "iCs", "color", "sz", "szCs", "vertAlign")
NS = f'xmlns:w="{W}"'


def element(xml):
    """A piece of WordprocessingML."""
    found = etree.fromstring(f"<r {NS}>{xml}</r>")[0]
    found.tail = None
    return found


def paragraph(text, style="VBDoan"):
    """A paragraph with one run."""
    return element(f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t xml:space="preserve">'
                   f"{text}</w:t></w:r></w:p>")  # fmt: skip


class Edited:
    """A template to change; `content()` gives it as a file."""

    def __init__(self, content=None):
        self.parts = package.read(content or starter(), "mau.docx")
        self.roots = {
            name: etree.fromstring(xml)
            for name, xml in self.parts.items()
            if name.endswith((".xml", ".rels"))
        }

    @property
    def document(self):
        return self.roots[package.DOCUMENT]

    @property
    def body(self):
        return self.document.find(w("body"))

    def find(self, text, part=package.DOCUMENT):
        """The first paragraph with exactly that text."""
        return next(
            p for p in self.roots[part].iter(w("p"))
            if "".join(t.text or "" for t in p.iter(w("t"))) == text
        )  # fmt: skip

    def of_style(self, style):
        """The first paragraph of a style, by its id in the shipped template."""
        return next(
            p for p in self.document.iter(w("p"))
            if p.find(f"{w('pPr')}/{w('pStyle')}").get(w("val")) == style
        )  # fmt: skip

    def replace(self, old, new, part=package.DOCUMENT):
        """Type `new` over the first paragraph that says `old`."""
        found = self.find(old, part)
        first, *others = found.iter(w("t"))
        first.text = new
        for other in others:
            other.text = ""
        return self

    def after(self, text, *new):
        """Add elements after the first paragraph that says `text`."""
        for one in reversed(new):
            self.find(text).addnext(one)
        return self

    def remove(self, *texts):
        for text in texts:
            found = self.find(text)
            found.getparent().remove(found)
        return self

    def style(self, style_id):
        return next(
            s
            for s in self.roots[package.STYLES].iter(w("style"))
            if s.get(w("styleId")) == style_id
        )

    def set_style(self, style_id, tag, **attributes):
        """Give a style a run property."""
        properties = self.style(style_id).find(w("rPr"))
        found = properties.find(w(tag))
        if found is None:
            found = element(f"<w:{tag}/>")
            after = [w(name) for name in RUN_ORDER[RUN_ORDER.index(tag) :]]
            place = next(
                (n for n, one in enumerate(properties) if one.tag in after), len(properties)
            )
            properties.insert(place, found)
        for name, value in attributes.items():
            found.set(w(name), value)
        return self

    def add_part(self, name, xml, kind=None, relation=None, owner="document"):
        """Add a part, with its content type and its relation (`(id, type)`) from another part."""
        self.parts[name] = xml
        self.roots.pop(name, None)
        if kind:
            etree.SubElement(
                self.roots[package.CONTENT_TYPES],
                "{http://schemas.openxmlformats.org/package/2006/content-types}Override",
                PartName=f"/{name}", ContentType=kind,
            )  # fmt: skip
        if relation:
            rels = f"word/_rels/{owner}.xml.rels"
            space = "http://schemas.openxmlformats.org/package/2006/relationships"
            if rels not in self.roots:
                self.roots[rels] = etree.Element(f"{{{space}}}Relationships", nsmap={None: space})
                self.parts[rels] = b""
            etree.SubElement(
                self.roots[rels], f"{{{space}}}Relationship",
                Id=relation[0], Type=relation[1], Target=name.removeprefix("word/"),
            )  # fmt: skip
        return self

    def raw(self, old, new, part=package.DOCUMENT):
        """Replace in the XML itself, once."""
        xml = etree.tostring(self.roots[part], encoding="unicode")
        assert old in xml
        self.roots[part] = etree.fromstring(xml.replace(old, new, 1))
        return self

    def content(self):
        parts = self.parts | {
            name: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            for name, root in self.roots.items()
        }
        return package.write(package.entry(name, xml) for name, xml in parts.items())

    def check(self, tmp_path):
        from vanban.word.template.check import check_template

        path = tmp_path / "mau.docx"
        path.write_bytes(self.content())
        return check_template(path)


def render(template, view, sizes=None):
    """A document from a template (bytes), and the engine that made it."""
    parts = package.read(template, "mau.docx")
    engine = Engine(compile_template(parts, "mau.docx", sizes), parts, "mau.docx")
    return engine.render(copy.deepcopy(view)), engine


def part(content, name=package.DOCUMENT):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def text(content, name=package.DOCUMENT):
    """The words of a part, a paragraph a line."""
    root = etree.fromstring(part(content, name))
    return "\n".join("".join(t.text or "" for t in p.iter(w("t"))) for p in root.iter(w("p")))


@cache
def _validator():
    from openxml_audit import OpenXmlValidator

    return OpenXmlValidator()


def faults(content, tmp_path):
    """What openxml-audit has against a document, but for the optional theme and font table."""
    path = tmp_path / "van-ban.docx"
    path.write_bytes(content)
    found = [str(error) for error in _validator().validate(path).errors]
    return [
        one for one in found if not re.search("required relationship type.*(fontTable|theme)", one)
    ]
