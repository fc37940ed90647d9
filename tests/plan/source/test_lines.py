"""What is mended line by line: text, values, codes, and the file after the fix."""

import pytest

from vanban.files import apply_edits
from vanban.plan.source import read_text

CASES = [
    # YAML characters in a text
    ("a: b: c\n", {"a": "b: c"}, ["C011"], "a: |\n  b: c\n"),
    ("a: gồm:\n", {"a": "gồm:"}, ["C011"], "a: |\n  gồm:\n"),
    ("a: b: c  # d\nx: y", {"a": "b: c", "x": "y"}, ["C011"], "a: |  # d\n  b: c\nx: y"),
    ("a: [x] y\n", {"a": "[x] y"}, ["C011"], "a: |\n  [x] y\n"),
    ("a: {{ truong.ten }}\n", {"a": "{{ truong.ten }}"}, ["C011"], "a: |\n  {{ truong.ten }}\n"),
    ("a: **x** y\n", {"a": "**x** y"}, ["C011"], "a: |\n  **x** y\n"),
    ("a: *x* y\n", {"a": "*x* y"}, ["C011"], "a: |\n  *x* y\n"),
    ("a: [@371/QĐ-UBND]\n", {"a": "[@371/QĐ-UBND]"}, ["C011"], "a: |\n  [@371/QĐ-UBND]\n"),
    ("a: > 5 năm\n", {"a": "> 5 năm"}, ["C011"], "a: |\n  > 5 năm\n"),
    ("a: - b\n", {"a": "- b"}, ["C011"], "a: |\n  - b\n"),
    ('a: "b" c\n', {"a": '"b" c'}, ["C011"], 'a: |\n  "b" c\n'),
    ("a: 'b\nc: d\n", {"a": "'b", "c": "d"}, ["C011"], "a: |\n  'b\nc: d\n"),
    ('a: "C:\\Sở"\n', {"a": '"C:\\Sở"'}, ["C011"], 'a: |\n  "C:\\Sở"\n'),
    ("l:\n  - gach: a: b\n", {"l": [{"gach": "a: b"}]}, ["C011"],
     "l:\n  - gach: |\n      a: b\n"),
    ("l:\n  - Căn cứ Luật số 5: a\n", {"l": ["Căn cứ Luật số 5: a"]}, ["C011"],
     "l:\n  - |\n    Căn cứ Luật số 5: a\n"),
    ("l:\n  - - a\n", {"l": ["- a"]}, ["C011"], "l:\n  - |\n    - a\n"),
    ("a: b\n  c: d e\nf: g", {"a": "b c: d e", "f": "g"}, ["C011"], "a: |\n  b c: d e\nf: g"),
    ("a: b: c\n  # d\ne: f", {"a": "b: c", "e": "f"}, ["C011"], "a: 'b: c'\n  # d\ne: f"),
    # legal as it is
    ('a: "b: c"\n', {"a": "b: c"}, [], None),
    ("a: 'b # c'  # d\n", {"a": "b # c"}, [], None),
    ('a: "b\n  c"\nd: e\n', {"a": "b c", "d": "e"}, [], None),
    ("a: [b, c]\n", {"a": ["b", "c"]}, [], None),
    ("a: [b,\n  c,\n]\nd: {e: f}\n", {"a": ["b", "c"], "d": {"e": "f"}}, [], None),
    ("a: b\n  c\n\n  d\n", {"a": "b c\nd"}, [], None),
    ("a: |\n  b: c # d\n  - [e\ne: f\n", {"a": "b: c # d\n- [e", "e": "f"}, [], None),
    ("a: >\n  b\n  c\n", {"a": "b c"}, [], None),
    ("a: |\n  b\n\n  \tc d\n", {"a": "b\n\n\tc d"}, [], None),
    ("a: http://x.vn 08h30:15 -1 ?x :y\n", {"a": "http://x.vn 08h30:15 -1 ?x :y"}, [], None),
    ("a: 1 # b\n", {"a": "1"}, [], None),
    ("a: # b\n  - c\n", {"a": ["c"]}, [], None),
    ('{"a": "b",\n "c": [1]}\n', {"a": "b", "c": ["1"]}, [], None),
    ("'a b': c\n", {"a b": "c"}, [], None),
    ("- Lưu: VT\n", [{"Lưu": "VT"}], [], None),
    ("a: ['b # c', d]  # e\n", {"a": ["b # c", "d"]}, [], None),
    # a # that is no comment
    ("a: x #b\n", {"a": "x #b"}, ["C016"], "a: |\n  x #b\n"),
    ("a: #b\n", {"a": "#b"}, ["C016"], "a: |\n  #b\n"),
    # tabs
    ("a:\n\t- b\n\t- c: d\n\t  e: f\n", {"a": ["b", {"c": "d", "e": "f"}]}, ["C012"],
     "a:\n  - b\n  - c: d\n    e: f\n"),
    ("a: |\n\tb\n\t\tc\n", {"a": "b\n  c"}, ["C012"], "a: |\n  b\n    c\n"),
    ("a: b\tc\n", {"a": "b\tc"}, [], None),
    # a blank forgotten
    ("n:\n  -A b\n  -C\nd: 1", {"n": ["A b", "C"], "d": "1"}, ["C013", "C013"],
     "n:\n  - A b\n  - C\nd: 1"),
    ("n:\n-a: b\n", {"n": [{"a": "b"}]}, ["C013"], "n:\n- a: b\n"),
    ("n:\n-a: b: c\n", {"n": [{"a": "b: c"}]}, ["C013", "C011"], "n:\n- a: |\n    b: c\n"),
    ("chu_tri:Văn phòng\nb: c", {"chu_tri": "Văn phòng", "b": "c"}, ["C013"],
     "chu_tri: Văn phòng\nb: c"),
    # indentation
    ("- viec: a\n    chu_tri: b\n", [{"viec": "a", "chu_tri": "b"}], ["C022"],
     "- viec: a\n  chu_tri: b\n"),
    ("- viec: a\n chu_tri: b\n- c: d\n", [{"viec": "a", "chu_tri": "b"}, {"c": "d"}], ["C022"],
     "- viec: a\n  chu_tri: b\n- c: d\n"),
    ("a:\n  - b\n - c\nd: e\n", {"a": ["b", "c"], "d": "e"}, ["C022"],
     "a:\n  - b\n  - c\nd: e\n"),
    ("- gach: |\n  abc\n- gach: d\n", [{"gach": "abc"}, {"gach": "d"}], ["C022"],
     "- gach: |\n    abc\n- gach: d\n"),
    ("a: |\n    b\n  c\nd: e\n", {"a": "b\nc", "d": "e"}, ["C022"], "a: |\n    b\n    c\nd: e\n"),
    ("a: |\nSở Nội vụ\nd: e\n", {"a": "Sở Nội vụ", "d": "e"}, ["C022"],
     "a: |\n  Sở Nội vụ\nd: e\n"),
    ("a: b\n  - c\nd: e\n", {"a": "b - c", "d": "e"}, ["C022"], None),
    ("a: b\nc d\ne: f\n", {"a": "b c d", "e": "f"}, ["C022"], None),
    # characters
    ("a: xã\x1fhội\n", {"a": "xãhội"}, ["C014"], "a: xãhội\n"),
    ("a: b \x07 c\n", {"a": "b   c"}, ["C020", "C014"], "a: b   c\n"),
    ("a: b\u2028c\n", {"a": "b c"}, ["C014"], "a: b c\n"),
    ("a: [b\x08c\n", {"a": "[bc"}, ["C011", "C014"], "a: |\n  [bc\n"),
    ("a: e\u0302 i\n", {"a": "e\u0302 i"}, ["C018"], "a: ê i\n"),
    ("a: e\u0302: i\n", {"a": "e\u0302: i"}, ["C011", "C018"], "a: |\n  ê: i\n"),
    # only told
    ("a: b  c\n", {"a": "b  c"}, ["C020"], None),
    ("a: “b ” c\n", {"a": "“b ” c"}, ["C021"], None),
    ("a: |\n  b   | c\n", {"a": "b   | c"}, [], None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "values", "codes", "mended"), CASES)
def test_mending(text, values, codes, mended):
    source = read_text(text, "f")
    assert source.values == values
    assert [finding.code for finding in source.findings] == codes
    edits = [edit for finding in source.findings for edit in finding.edits]
    assert apply_edits(text, edits) == (text if mended is None else mended)
    assert all(edit.file == "f" for edit in edits)
