"""HTML, PDF, Word and mail: the words in order, paragraphs apart; and a clear line for what cannot be read."""

import io
import zipfile
from contextlib import suppress

import pytest
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.model.segments import segments
from servanda.text import UnreadableError, from_bytes

from .conftest import AGREED, make_bomb, make_docx, make_pdf, make_picture_pdf

PAGE = f"""<!doctype html><html><head><meta charset="utf-8"><title>Joint Statement</title>
<meta property="article:published_time" content="2020-05-06T10:00:00Z"><script>var evil = "hidden words";</script></head><body>
<nav><ul><li><a href="/">Home page</a></li></ul></nav><main><article><h1>Joint Statement</h1><p>{AGREED}</p><p>Aldoria will:</p>
<ul><li>hold the next
round;</li><li><p>open <b>all</b> harbours.</p></li></ul><h2>Grain</h2><p>Aldoria &amp; Brennia will report.<br>Both will pay.</p>
<table><tr><th>Good</th><th>Tariff</th></tr><tr><td>Grain</td><td>5 %</td></tr></table><p>{AGREED}</p></article></main>
<style>p {{}}</style><footer>All rights reserved</footer></body></html>"""


def refused(data: bytes, name: str) -> str:
    with pytest.raises(UnreadableError) as caught:
        from_bytes(data, name)
    return caught.value.reason


def test_a_page_without_its_surroundings() -> None:
    source = from_bytes(PAGE.encode(), "a.html")
    assert source.text.split("\n\n")[1:3] == [AGREED, "Aldoria will:"]
    assert "- hold the next round;\n- open all harbours." in source.text
    assert "Aldoria & Brennia will report.\nBoth will pay." in source.text
    assert "Good | Tariff\nGrain | 5 %" in source.text
    for unwanted in ("hidden", "Home page", "rights", "{}"):
        assert unwanted not in source.text
    assert source.title == "Joint Statement"
    assert source.published == "2020-05-06"
    assert source.locate(source.text.index("Both will pay")) == "Grain"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Short page.<p>They agreed.", "Short page.\n\nThey agreed."),
        ("<html><pre>Line one\nline two\n\nNext</pre>", "Line one\nline two\n\nNext"),
        ("<html><script>x</script><p>They <i>ag</i>reed<script>y</script> to meet.</p>", "They agreed to meet."),
        ("<?xml version='1.0' encoding='utf-8'?><html><p>They agreed &#8211; twice.</p></html>", "They agreed – twice."),
    ],
)
def test_small_pages(html: str, text: str) -> None:
    assert from_bytes(html.encode(), "a.html").text == text


def test_a_page_in_an_old_encoding() -> None:
    page = "<html><meta http-equiv=content-type content='text/html; charset=iso-8859-2'><p>Příští schůzka</p></html>"
    assert from_bytes(page.encode("iso-8859-2"), "a.htm").text == "Příští schůzka"


def test_a_page_told_by_its_content() -> None:
    assert from_bytes(b"<!DOCTYPE html><p>They agreed.</p>", "-").text == "They agreed."
    assert from_bytes(b"<html><p>Not found</p></html>", "report.pdf").text == "Not found"
    assert from_bytes(b"<html> is written so", "a.txt").text == "<html> is written so"


@pytest.mark.parametrize("html", ["<html><script>draw()</script></html>", "<div>" * 100_000 + "deep", "<b>" * 50_000, "<!--" * 9_000])
def test_pages_that_show_nothing(html: str) -> None:
    assert "save" in refused(html.encode(), "a.html")


def test_a_pdf_in_paragraphs_with_its_pages() -> None:
    source = from_bytes(make_pdf([[AGREED, "1. Aldoria will pay."], ["Both will report.", "Done in Port Vey."]]), "a.pdf")
    assert source.text.split("\n\n") == ["Ministry of Aldoria", AGREED, "1. Aldoria will pay.", "Both will report.", "Done in Port Vey."]
    assert [mark.name for mark in source.landmarks] == ["page 1", "page 2"]
    assert source.locate(source.text.index("Done")) == "page 2"
    assert source.title == "Joint Communiqué"


def test_words_cut_at_the_end_of_a_line_are_made_whole() -> None:
    lines = "They agreed to continue their con-<br/>sultations on counter-<br/>terrorism and well-<br/>known crimes."
    assert "their consultations on counter-terrorism and well-known crimes." in from_bytes(make_pdf([[lines]]), "a.pdf").text


def test_a_paragraph_over_two_pages_is_one() -> None:
    text = from_bytes(make_pdf([["Aldoria will open the harbours of the eastern coast to"], ["vessels of Brennia."]]), "a.pdf").text
    assert "coast to vessels of Brennia." in text


def test_pdfs_that_cannot_be_read() -> None:
    assert "password" in refused(make_pdf([[AGREED]], password="secret"), "a.pdf")
    assert "OCR" in refused(make_picture_pdf(), "a.pdf")
    assert "damaged" in refused(b"%PDF-1.7\nnothing", "a.pdf")
    assert "damaged" in refused(b"plain words", "a.pdf")


def _statement(document: Document) -> None:
    document.core_properties.title = "Statement of Port Vey"
    document.add_heading("Statement", 1)
    document.add_paragraph(AGREED)
    document.add_paragraph("Aldoria will:")
    document.add_paragraph("hold the next round;", style="List Bullet")
    document.add_paragraph("open all harbours.", style="List Bullet")
    table = document.add_table(2, 2)
    for cell, words in zip([c for row in table.rows for c in row.cells], ["Good", "Tariff", "Grain", "5 %"], strict=True):
        cell.text = words
    document.add_paragraph("First step", style="List Number")
    document.add_paragraph("Second step", style="List Number")


def test_a_word_document_in_order() -> None:
    source = from_bytes(make_docx(_statement), "a.docx")
    assert source.text == (
        f"Statement\n\n{AGREED}\n\nAldoria will:\n\n- hold the next round;\n- open all harbours.\n\n"
        "Good | Tariff\nGrain | 5 %\n\n1. First step\n2. Second step"
    )
    assert source.title == "Statement of Port Vey"
    assert source.landmarks[0].name == "Statement"
    items = [source.text[s.marker_end : s.end] for s in segments(source.text) if s.item]
    assert items == ["hold the next round;", "open all harbours.", "First step", "Second step"]


def test_tracked_changes_are_taken_as_accepted() -> None:
    def write(document: Document) -> None:
        paragraph = document.add_paragraph("They will ")
        for tag, text_tag, words in (("w:del", "w:delText", "not "), ("w:ins", "w:t", "always ")):
            change, run, text = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(text_tag)
            text.text = words
            text.set(qn("xml:space"), "preserve")
            run.append(text)
            change.append(run)
            paragraph._p.append(change)
        paragraph.add_run("meet.")

    assert from_bytes(make_docx(write), "a.docx").text == "They will always meet."


def test_word_documents_that_cannot_be_read() -> None:
    sound = make_docx(_statement)
    assert "damaged" in refused(sound[: len(sound) // 2], "a.docx")
    assert "damaged" in refused(b"PK\x03\x04" + b"rubbish" * 9, "a.docx")
    assert "damaged" in refused(sound.replace(b"word/document.xml", b"word/documenx.xml", 1), "a.docx")
    assert "bomb" in refused(make_bomb(80), "a.docx")
    assert "without text" in refused(make_docx(lambda document: None), "a.docx")
    assert "not a DOCX" in refused(b"plain words", "a.docx")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "words")
    assert "ZIP archive" in refused(out.getvalue(), "a.zip")


def test_a_word_document_with_nested_entities_does_not_swell() -> None:
    entities = (
        b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">'
        + b"".join(b'<!ENTITY %c "%s">' % (c, b"&%c;" % (c - 1) * 10) for c in range(ord("b"), ord("k")))
        + b"]>"
    )
    sound = zipfile.ZipFile(io.BytesIO(make_docx(_statement)))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in sound.namelist():
            data = sound.read(name)
            if name == "word/document.xml":
                head, _, rest = data.partition(b"?>")
                data = head + b"?>" + entities + rest.replace(b"Aldoria will:", b"&j;")
            archive.writestr(name, data)
    try:
        length = len(from_bytes(out.getvalue(), "a.docx").text)
    except UnreadableError as error:
        length = len(error.reason)
    assert length < 10_000


MAIL = """From: press@aldoria.example
To: desk@example.org
Subject: =?utf-8?q?Joint_Communiqu=C3=A9?=
Date: Mon, 6 May 2030 23:10:00 +0200
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: {kind}; charset=utf-8
Content-Transfer-Encoding: 8bit

{body}
--b
Content-Type: application/pdf; name="annex.pdf"
Content-Disposition: attachment; filename="annex.pdf"

x
--b--
"""


def test_a_message() -> None:
    source = from_bytes(MAIL.format(kind="text/plain", body="Aldoria agreed – to meet.\nBoth will report.").encode(), "a.eml")
    assert source.text == "Aldoria agreed – to meet.\nBoth will report."
    assert (source.title, source.published) == ("Joint Communiqué", "2030-05-06")


def test_a_message_of_markup_and_one_told_by_its_header() -> None:
    data = MAIL.format(kind="text/html", body="<p>They agreed.</p><script>x</script><p>Twice.</p>").encode()
    assert from_bytes(data, "-").text == "They agreed.\n\nTwice."


def test_a_message_with_attachments_only() -> None:
    assert "annex.pdf" in refused(MAIL.format(kind="image/png", body="x").encode(), "a.eml")


SOUND = {"a.pdf": make_pdf([[AGREED]]), "a.docx": make_docx(_statement), "a.html": PAGE.encode(), "a.eml": MAIL.encode()}


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(sorted(SOUND)), st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=4)), min_size=1, max_size=6), st.floats(0.2, 2)
)
def test_damage_never_crashes(name: str, changes: list[tuple[float, bytes]], kept: float) -> None:
    data = bytearray(SOUND[name])
    for place, new in changes:
        at = int(place * len(data))
        data[at : at + len(new)] = new
    data = data[: int(kept * len(data))]
    with suppress(UnreadableError):
        source = from_bytes(bytes(data), name)
        source.text.encode()
        assert source.text.strip()
        assert all(0 <= mark.start < len(source.text) for mark in source.landmarks)
