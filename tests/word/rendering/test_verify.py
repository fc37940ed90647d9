"""Texts are read out of a page with its tables apart as from the page in one piece."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.word.rendering.verify import _parsed, _words

TABLE = "<w:tbl><w:tr>{}</w:tr></w:tbl>"
PIECES = st.sampled_from(
    ["chữ", "<w:p>đoạn</w:p>", TABLE.format("ô"), TABLE.format(TABLE.format("trong")),
     "<!-- " + TABLE.format("x") + " -->", "&lt;w:tbl&gt;", "\ue000", "<w:tab/>", "<w:p w:a='1'/>"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=8))
def test_tables_apart_or_not_is_the_same(pieces):
    xml = f"<w:body>{''.join(pieces)}</w:body>"
    whole = _parsed(xml.replace("<w:tab/>", "\t").encode())
    assert _words(xml.encode()) == whole


@pytest.mark.parametrize(
    "xml",
    [
        "<w:body><w:tbl></w:p></w:tbl></w:body>",
        "<w:body><w:tbl><w:p></w:tbl></w:body>",
        "<w:body><w:p><w:tbl></w:p></w:tbl></w:body>",
        "<w:body></w:tbl><w:tbl></w:body>",
        "<w:body><w:tbl></w:body>",
        "<w:tbl></w:tbl><w:tbl></w:tbl>",
    ],
)
def test_a_page_that_is_torn_is_torn_with_its_tables_apart(xml):
    from xml.parsers.expat import ExpatError

    with pytest.raises(ExpatError):
        _words(xml.encode())
