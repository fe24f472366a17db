"""Plain text: exactly the file, whatever its encoding; and a clear line where there is none."""

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.model.document import Source
from servanda.text import Refused, UnreadableError, from_bytes, from_text

WORDS = "Le Président d’Aldoria – “café” €5 – and the Minister of Brennia agreed to meet.\r\nThey will.\n"
LONG = "The two sides agreed to meet again in Port Vey and to report on the work of the commission. "


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(lambda t: bool(t.strip("\ufeff \n\t"))))
def test_the_text_is_the_file_decoded(text: str) -> None:
    if text.isspace() or "\ufffe" in text or "\uffff" in text:
        return
    source = from_bytes(text.encode(), "a.txt", language="en")
    assert source.text == text
    assert source == from_bytes(text.encode(), "a.txt", language="en")


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.sampled_from([b"%PDF-1.4\n", b"PK\x03\x04", b"<html>", b"From: a\nReceived: b\n\n"]).flatmap(
            lambda head: st.binary(max_size=200).map(lambda rest: head + rest)
        ),
    ),
    st.sampled_from(["a.txt", "a.md", "a.html", "a.eml", "a.pdf", "a.docx", "-", "http://[", "https://x.org/a?b.pdf", ""]),
    st.sampled_from([None, "text/html; charset=utf-7", "text/plain; charset=nonsense", "message/rfc822", ";;;charset"]),
)
def test_any_bytes_give_a_source_or_a_refusal(data: bytes, name: str, media_type: str | None) -> None:
    def outcome() -> Source | Refused:
        try:
            return from_bytes(data, name, media_type=media_type)
        except UnreadableError as error:
            return Refused(error.name, error.reason)

    found = outcome()
    assert found == outcome()
    assert found.name == name
    if isinstance(found, Refused):
        assert found.reason
        assert "\n" not in found.reason
    else:
        assert found.text.strip()
        assert found.id.startswith("sha256:")
        found.text.encode()


def test_byte_order_marks() -> None:
    assert from_bytes(codecs.BOM_UTF8 + LONG.encode(), "a.txt").text == "\ufeff" + LONG
    assert from_bytes(WORDS.encode("utf-16"), "a.txt").text == WORDS
    assert from_bytes(codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"), "a.txt").text == WORDS
    assert from_bytes(WORDS.encode("utf-32"), "a.txt").text == WORDS


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "cp1252"])
def test_encodings_without_a_mark(encoding: str) -> None:
    assert from_bytes(WORDS.encode(encoding), "a.txt").text == WORDS


def test_latin_1_and_declared_encodings() -> None:
    assert from_bytes("El año pasado, la señora".encode("latin-1"), "a.txt").text == "El año pasado, la señora"
    assert from_bytes("Smlouva o příštím roce žádá".encode("cp1250"), "-", media_type="text/plain; charset=cp1250").text.endswith("žádá")


def test_mixed_encodings_keep_what_is_sound_in_each() -> None:
    mixed = "“Aldoria” and Señor Vey – ".encode() * 3 + "café".encode("cp1252") + b" \x81 end"
    assert from_bytes(mixed, "a.txt").text == "“Aldoria” and Señor Vey – " * 3 + "café \x81 end"


def test_odd_characters_stay() -> None:
    text = "\u200fAldoria\u200e agreed\x00 to\x07 meet\x1b[0m \u202ein\u202c Brennia\u2028\x0cand to report. " * 3
    assert from_bytes(text.encode(), "a.txt").text == text


def test_a_line_of_a_megabyte() -> None:
    text = LONG * 11_000
    source = from_bytes(text.encode(), "a.md")
    assert source.text == text
    assert source.language == "en"


def test_markdown_is_left_as_it_is() -> None:
    text = "# Statement\n\n* agreed to **meet**\n"
    assert from_bytes(text.encode(), "a.md").text == text


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b" \n\t ", "is empty"),
        ("\ufeff\u2003\n".encode(), "no text"),
        (bytes(range(256)) * 20, "binary"),
        (b"\x00" * 5_000, "binary"),
        (b"a\x00\x01\x02" * 500, "binary"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 50, "OCR"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 50, ".docx"),
        (b"{\\rtf1 text}", "RTF"),
        (b"\x1f\x8b\x08" + b"x" * 50, "unpack"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        from_bytes(data, "a.txt")
    assert says in caught.value.reason
    assert caught.value.name == "a.txt"


def test_text_at_hand() -> None:
    source = from_text(LONG)
    assert (source.text, source.name, source.language) == (LONG, "text", "en")
    assert source.id == from_bytes(LONG.encode(), "a.txt").id
    with pytest.raises(UnreadableError):
        from_text("  \n")
