"""The template after a Word author, or LibreOffice, has worked on it: every plan still renders."""

import base64
import random
import re
import subprocess
from itertools import pairwise

import pytest
from lxml import etree
from tests.word.template.editing import Edited, element, faults, paragraph, part, render, text

from vanban.word import package
from vanban.word.namespaces import w
from vanban.word.office import find
from vanban.word.preparing.styles import Styles
from vanban.word.rendering.verify import verify
from vanban.word.template.check import check_template
from vanban.word.template.probe import probes
from vanban.word.template.starter import starter

PROBES = {"one signer": probes()[0], "two signers": probes()[1], "bare": probes()[2]}
HEADER = "word/header1.xml"


def sound(template, tmp_path):
    """Render every probe: verified, and valid; the documents."""
    made = {}
    for name, probe in PROBES.items():
        content, engine = render(template, probe.view)
        verify(content, probe.view, engine.own_parts)
        assert faults(content, tmp_path) == []
        made[name] = content
    return made


def test_the_shipped_template(tmp_path):
    sound(starter(), tmp_path)


def as_word_saves(edited, seed=1):
    """Runs cut anywhere, rsids everywhere, spelling marks and language in between."""
    chance = random.Random(seed)
    for name, root in edited.roots.items():
        if not re.fullmatch(r"word/(document|header\d|footer\d)\.xml", name):
            continue
        for number, p in enumerate(root.iter(w("p"))):
            p.set(w("rsidR"), f"00{number:06X}")
            p.set(w("rsidRDefault"), "00AB12CD")
            for run in list(p.iter(w("r"))):
                run.set(w("rsidRPr"), f"00{chance.randrange(1 << 24):06X}")
                typed = run.find(w("t"))
                if typed is not None and run.getparent() is p:
                    cut(p, run, typed.text or "", chance)
    for section in edited.document.iter(w("sectPr")):
        section.set(w("rsidR"), "00F1F1F1")
    return edited


def cut(p, run, words, chance):
    """One run → several, with what Word puts between."""
    at = sorted({0, len(words), *(chance.randrange(len(words) + 1) for _ in range(4))})
    look = run.find(w("rPr"))
    place = p.index(run)
    p.remove(run)
    for start, end in pairwise(at):
        piece = element(f'<w:r w:rsidR="00{chance.randrange(1 << 24):06X}"><w:t '
                        'xml:space="preserve"></w:t></w:r>')  # fmt: skip
        piece[0].text = words[start:end]
        if look is not None:
            piece.insert(0, element(etree.tostring(look, encoding="unicode")))
        mark = chance.choice(("spellStart", "spellEnd", "gramStart", "gramEnd"))
        p.insert(place, piece)
        p.insert(place + 1, element(f'<w:proofErr w:type="{mark}"/>'))
        place += 2


@pytest.mark.parametrize("seed", range(4))
def test_runs_cut_in_the_middle_of_tags(tmp_path, seed):
    template = as_word_saves(Edited(), seed).content()
    made = sound(template, tmp_path)
    for name, probe in PROBES.items():
        plain, _engine = render(starter(), probe.view)
        assert text(made[name]) == text(plain)
    (tmp_path / "mau.docx").write_bytes(template)
    assert check_template(tmp_path / "mau.docx") == []


def test_a_bookmark_of_word_in_the_middle_of_a_tag(tmp_path):
    edited = Edited()
    found = edited.find("{{ trich_yeu }}")
    first = found.find(w("r"))
    first.find(w("t")).text = "{{ trich"
    for new in ('<w:r><w:t>_yeu }}</w:t></w:r>', '<w:bookmarkEnd w:id="77"/>',
                '<w:bookmarkStart w:id="77" w:name="_GoBack"/>'):  # fmt: skip
        first.addnext(element(new))
    content, _engine = render(edited.content(), PROBES["one signer"].view)
    assert "{" not in text(content)


def test_a_style_of_another_size_changes_the_page(tmp_path):
    smaller = Edited().set_style("VBDoan", "sz", val="26").set_style("VBTieuNgu", "sz", val="28")
    made = sound(smaller.content(), tmp_path)["one signer"]
    plain, _engine = render(starter(), PROBES["one signer"].view)
    found = Styles(part(made, package.STYLES), name="mau")
    assert found.look(found.id_of("VB Đoạn")).half_points == 26
    assert rule(made, "VBKeTieuNgu") != rule(plain, "VBKeTieuNgu"), "a longer text, a longer rule"


def rule(content, style):
    """Left and right indent of the first rule line of a style."""
    root = etree.fromstring(part(content))
    for p in root.iter(w("p")):
        name = p.find(f"{w('pPr')}/{w('pStyle')}")
        if name is not None and name.get(w("val")) == style:
            indent = p.find(f"{w('pPr')}/{w('ind')}")
            return indent.get(w("left")), indent.get(w("right"))
    return None


@pytest.mark.parametrize("sizes", ["12", "13"])
def test_a_set_of_sizes_where_the_style_says_none(tmp_path, sizes):
    """Word drops a size from a style that its base style says already."""
    edited = Edited()
    for tag in ("sz", "szCs"):
        size = edited.style("VBTieuNgu").find(f"{w('rPr')}/{w(tag)}")
        size.getparent().remove(size)
    content, _engine = render(edited.content(), PROBES["one signer"].view, sizes)
    found = Styles(part(content, package.STYLES), name="mau")
    assert found.look(found.id_of("VB Tiêu ngữ")).half_points == {"12": 26, "13": 28}[sizes]
    assert faults(content, tmp_path) == []


PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
DRAWING = """<w:r><w:drawing>
<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">
<wp:extent cx="360000" cy="360000"/><wp:docPr id="7" name="Logo"/>
<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">
<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">
<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">
<pic:nvPicPr><pic:cNvPr id="7" name="Logo"/><pic:cNvPicPr/></pic:nvPicPr>
<pic:blipFill><a:blip r:embed="rId1"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><a:extLst>
<a:ext uri="{28A0092B-C50C-407E-A947-70E740481C1C}"/></a:extLst></a:blip>
<a:stretch><a:fillRect/></a:stretch></pic:blipFill>
<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="360000" cy="360000"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>
</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>""".replace("\n", "")
IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"


def test_a_logo_in_the_header(tmp_path):
    edited = Edited()
    edited.add_part("word/media/image1.png", PNG, relation=("rId1", IMAGE), owner="header1")
    etree.SubElement(
        edited.roots[package.CONTENT_TYPES],
        "{http://schemas.openxmlformats.org/package/2006/content-types}Default",
        Extension="png", ContentType="image/png",
    )  # fmt: skip
    edited.roots[HEADER].append(paragraph("", "VBSoTrang"))
    edited.roots[HEADER][-1].append(element(DRAWING))
    assert edited.check(tmp_path) == []
    made = sound(edited.content(), tmp_path)["one signer"]
    assert part(made, "word/media/image1.png") == PNG
    assert b"drawing" in part(made, HEADER)


def test_a_static_paragraph_with_signs_of_xml(tmp_path):
    new = paragraph("Phòng A &amp; B &lt;số 1&gt; “trích” 100%", "VBDoan")
    edited = Edited().after("{{ can }}", new)
    assert edited.check(tmp_path) == []
    made = sound(edited.content(), tmp_path)["one signer"]
    assert "Phòng A & B <số 1> “trích” 100%" in text(made)


def table(*rows, width=4000):
    """A table of Word: each row a list of cells, each cell a text."""
    count = max(map(len, rows))
    cell = (f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr>'
            '<w:pStyle w:val="VBBangO"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p></w:tc>')  # fmt: skip
    body = "".join(f"<w:tr>{''.join(cell.format(text) for text in row)}</w:tr>" for row in rows)
    grid = f'<w:gridCol w:w="{width}"/>' * count
    return element(f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{grid}'
                   f"</w:tblGrid>{body}</w:tbl>")  # fmt: skip


def test_a_plain_table_of_docxtpl(tmp_path):
    new = table(
        ["{%tr for noi in noi_nhan %}", ""],
        ["{{ loop.index }}", "{{ noi }}"],
        ["{%tr endfor %}", ""],
    )
    edited = Edited().after("{{ ten_loai }}", new, paragraph("", "VBCuoi"))
    assert edited.check(tmp_path) == []
    made = sound(edited.content(), tmp_path)
    assert len(list(etree.fromstring(part(made["one signer"])).iter(w("tbl")))) == 1 + len(
        list(etree.fromstring(part(render(starter(), PROBES["one signer"].view)[0])).iter(w("tbl")))
    )


def test_a_table_with_columns_of_its_own_is_slower_but_sound(tmp_path):
    new = table(["{%tc for noi in noi_nhan %}", "{{ noi }}", "{%tc endfor %}"])
    edited = Edited().after("{{ ten_loai }}", new, paragraph("", "VBCuoi"))
    assert [f.code for f in edited.check(tmp_path)] == ["M114"]
    content, engine = render(edited.content(), PROBES["one signer"].view)
    verify(content, PROBES["one signer"].view, engine.own_parts)
    assert faults(content, tmp_path) == []


NOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
NOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
OWN_NOTES = """<w:footnotes>
<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p>
</w:footnote><w:footnote w:id="1"><w:p><w:pPr><w:pStyle w:val="VBChuThich"/></w:pPr><w:r>
<w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> Chú thích của mẫu.</w:t></w:r></w:p>
</w:footnote></w:footnotes>""".replace("\n", "")


def test_a_footnote_of_the_author(tmp_path):
    edited = Edited().add_part(
        package.FOOTNOTES, etree.tostring(element(OWN_NOTES)), NOTES_TYPE, ("rId90", NOTES)
    )
    edited.find("{{ trich_yeu }}").append(element('<w:r><w:footnoteReference w:id="1"/></w:r>'))
    assert edited.check(tmp_path) == []
    made = sound(edited.content(), tmp_path)
    for content in made.values():
        assert "Chú thích của mẫu." in text(content, package.FOOTNOTES)
    ids = [n.get(w("id")) for n in etree.fromstring(part(made["one signer"], package.FOOTNOTES))]
    assert ids == ["-1", "0", "1", "2"]


def test_a_second_section(tmp_path):
    edited = Edited()
    section = edited.body.find(w("sectPr"))
    ended = element(etree.tostring(section, encoding="unicode"))
    ended.set(w("rsidR"), "00AA00AA")
    carrier = edited.find("{{ can }}")
    carrier.find(w("pPr")).append(ended)
    assert edited.check(tmp_path) == []
    made = sound(edited.content(), tmp_path)
    assert len(list(etree.fromstring(part(made["bare"])).iter(w("sectPr")))) == 1


def test_a_value_of_two_paragraphs_where_a_section_ends(tmp_path):
    """The second paragraph must not end a section of its own."""
    edited = Edited()
    ended = element(etree.tostring(edited.body.find(w("sectPr")), encoding="unicode"))
    ended.set(w("rsidR"), "00AA00AA")
    edited.find("{{ trich_yeu }}").find(w("pPr")).append(ended)
    view = probes()[2].view
    view.trich_yeu = "Dòng một\aDòng hai"
    content, _engine = render(edited.content(), view)
    assert len(list(etree.fromstring(part(content)).iter(w("sectPr")))) == 2


def test_cell_widths_in_percent(tmp_path):
    """Word writes them when a table's width is set in percent; the grid is in twips still."""
    edited = Edited()
    for width in edited.body.find(w("tbl")).iter(w("tcW")):
        width.set(w("w"), "2500")
        width.set(w("type"), "pct")
    plain, _engine = render(starter(), PROBES["one signer"].view)
    made = sound(edited.content(), tmp_path)["one signer"]
    for style in ("VBKeTieuNgu", "VBKeCoQuan"):
        assert rule(made, style) == rule(plain, style)


def test_quotes_in_a_tag_above_a_rule(tmp_path):
    edited = Edited().replace("{{ trich_yeu }}", '{{ trich_yeu|default("x", true) }}')
    assert edited.check(tmp_path) == []
    sound(edited.content(), tmp_path)


def test_a_table_style_puts_its_mark_before_the_width(tmp_path):
    edited = Edited()
    for properties in edited.body.iter(w("tcPr")):
        properties.insert(0, element('<w:cnfStyle w:val="000000000000"/>'))
    sound(edited.content(), tmp_path)


# --- LibreOffice ------------------------------------------------------------------------------


def office_saves(content, folder):
    """The file as LibreOffice saves it."""
    program = find()
    (folder / "mau.docx").write_bytes(content)
    out = folder / "ra"
    done = subprocess.run(
        [
            program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
            "--convert-to", "docx:MS Word 2007 XML", "--outdir", out, folder / "mau.docx",
        ],
        capture_output=True, text=True, encoding="utf-8", timeout=300, check=False,
    )  # fmt: skip
    assert (out / "mau.docx").is_file(), done.stdout + done.stderr
    return (out / "mau.docx").read_bytes()


@pytest.mark.office
def test_the_template_saved_by_libreoffice(tmp_path, office):
    saved = office_saves(starter(), tmp_path)
    (tmp_path / "luu.docx").write_bytes(saved)
    assert check_template(tmp_path / "luu.docx") == []
    documents = {}
    for name, probe in PROBES.items():
        content, engine = render(saved, probe.view)
        verify(content, probe.view, engine.own_parts)
        assert faults(content, tmp_path) == []
        plain, _engine = render(starter(), probe.view)
        assert text(content) == text(plain)
        assert bookmarks(content) == bookmarks(plain)
        documents |= {f"{name} saved": content, name: plain}
    made = office(documents)
    for name in PROBES:
        assert pages(made[f"{name} saved"]) == pages(made[name]), name


def bookmarks(content):
    return sorted(
        b.get(w("name")) for b in etree.fromstring(part(content)).iter(w("bookmarkStart"))
    )


def pages(pdf):
    """The pages as they look: each letter and line with its place, font and size."""
    pdfplumber = pytest.importorskip("pdfplumber")

    with pdfplumber.open(pdf) as opened:
        return [
            (page.width, page.height, [letter(char) for char in page.chars], lines(page))
            for page in opened.pages
        ]


def letter(char):
    font = char["fontname"].split("+")[-1]
    return char["text"], font, *(round(char[key], 1) for key in ("size", "x0", "top"))


def lines(page):
    return sorted(
        tuple(round(line[key]) for key in ("x0", "x1", "top"))
        for line in (*page.lines, *page.rects)
    )
