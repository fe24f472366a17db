"""Files that somebody will give the reader one day, made here: damaged, hostile, mistyped, or merely odd."""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import docx
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

PROMISE = "The two sides agreed to open the harbours of Valdoria to vessels that carry grain by the end of 2033, subject to their laws. "
HEAD = "Joint Communiqué\n\nPort Amity, Valdoria - May 14, 2031\n\n"
PROSE = "The harbour master walked along the quay in the rain, and nobody on the boats knew why the lamps had gone out. "
_MANY = 400


def _pdf(lines: list[str], password: str | None = None) -> bytes:
    out = io.BytesIO()
    page = Canvas(out, encrypt=StandardEncryption(password) if password else None, invariant=1)
    for number, line in enumerate(lines):
        page.drawString(40, 800 - 14 * number, line)
    page.rect(40, 40, 100, 100)
    page.showPage()
    page.save()
    return out.getvalue()


def _docx(*paragraphs: str) -> bytes:
    out = io.BytesIO()
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(out)
    return out.getvalue()


def _zip(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def _spoiled(data: bytes, seed: int) -> bytes:
    """`data` with a byte in forty changed."""
    chance = random.Random(seed)
    return bytes(chance.randrange(256) if chance.random() < 0.025 else byte for byte in data)


def _mail(body: str, kind: str = "text/plain; charset=utf-8") -> bytes:
    head = f"From: press@ministry.example\nTo: desk@example.org\nSubject: Joint Communiqué\nMIME-Version: 1.0\nContent-Type: {kind}\n\n"
    return (head + body).encode()


def _nested_mail(depth: int) -> bytes:
    head = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth))
    return f"From: a@example.org\nMIME-Version: 1.0\n{head}Content-Type: text/plain\n\n{PROMISE}\n".encode()


_ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
_BOMB = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e0 "ha">{_ENTITIES}]><html><body><p>{PROMISE}&e11;</p></body></html>'
_FILE_ENTITY = f'<!DOCTYPE d [<!ENTITY f SYSTEM "file:///etc/hostname">]><html><body><p>{PROMISE}&f;</p></body></html>'

# Readable, each with the promise in it.
READABLE: dict[str, Callable[[], bytes]] = {
    "plain.txt": lambda: (HEAD + PROMISE).encode(),
    "windows.txt": lambda: ("\ufeff" + HEAD.replace("\n", "\r\n") + PROMISE).encode(),
    "latin.txt": lambda: (HEAD + PROMISE).encode("cp1252"),
    "utf16.txt": lambda: (HEAD + PROMISE).encode("utf-16"),
    "utf16-unmarked.txt": lambda: (HEAD + PROMISE * 3).encode("utf-16-le"),
    "mixed.txt": lambda: HEAD.encode() + PROMISE.encode() + "L’été à Velmora. ".encode("cp1252") * 3 + PROMISE.encode(),
    "controls.txt": lambda: (HEAD + PROMISE + "\x01\x07\x1b[31mred\x1b[0m\x7f\x9b2J " + PROMISE).encode(),
    "marks.txt": lambda: (HEAD + "\u200f\u202e\u2067" + PROMISE.replace(" ", " \u200e") + "\u2069" + PROMISE).encode(),
    "wide-blanks.txt": lambda: (HEAD + PROMISE.replace(" ", "\u3000\xa0\u200b ")).encode(),
    "markdown.md": lambda: (f"# Joint Communiqué\n\n* {PROMISE}\n\n```\ncode\n```\n<script>alert(1)</script>").encode(),
    "scripts.html": lambda: (
        f"<html><head><script>agreed to open</script></head><body><h1>Joint Communiqué</h1><p>{PROMISE * 3}</p></body></html>".encode()
    ),
    "unclosed.html": lambda: f"<html><body><div><p>{PROMISE * 3}<b><i><table><tr><td>".encode(),
    "message.eml": lambda: _mail(PROMISE * 2),
    "report.pdf": lambda: _pdf([PROMISE[:62], PROMISE[62:]]),
    "word.docx": lambda: _docx("Joint Communiqué", PROMISE),
    "text.pdf.txt": lambda: (HEAD + PROMISE).encode(),
}

# The same, but large, or with something in them so many times that work growing with its square would take minutes.
LARGE: dict[str, Callable[[], bytes]] = {
    "one-line.txt": lambda: ((PROSE * 12 + PROMISE) * 600).encode(),
    "blanks.txt": lambda: (HEAD + PROMISE + " " * 200_000 + PROMISE).encode(),
    "lines.txt": lambda: (HEAD + PROMISE + "\n" * 100_000 + PROMISE).encode(),
    "bullets.txt": lambda: (HEAD + "The two sides agreed to:\n" + "- open a harbour;\n" * 3_000).encode(),
    "brackets.txt": lambda: (HEAD + PROMISE + "(" * 20_000 + "[" * 20_000 + ")" * 20_000).encode(),
    "commas.txt": lambda: (HEAD + "The two sides agreed to " + "open, close, and " * 4_000 + "wait.").encode(),
    "operators.txt": lambda: (HEAD + PROMISE + "shall will agreed to undertake " * 3_000).encode(),
    "articles.txt": lambda: (HEAD + "".join(f"Article {n}\n\nEach Party shall open port {n}.\n\n" for n in range(_MANY))).encode(),
    "parties.txt": lambda: (HEAD + PROMISE + "Valdoria, Marenia, France and the United States, " * 2_000).encode(),
    "capitals.txt": lambda: (HEAD + PROMISE + "Agreement On The Treaty Of The Convention " * 2_000).encode(),
    "numbers.txt": lambda: (HEAD + PROMISE + "12.5.2031 1/2/3 2031-99-99 31 June 2031 " * 1_000).encode(),
    "quotes.txt": lambda: (HEAD + PROMISE + "“" * 5_000 + '"' * 5_001 + "‘" * 5_000).encode(),
    "one-word.txt": lambda: (HEAD + PROMISE + "a" * 300_000).encode(),
    "joined.txt": lambda: (HEAD + PROMISE + "e\u0301\u0323" * 20_000 + "👩‍👩‍👧‍👦" * 5_000).encode(),
    "dots.txt": lambda: (HEAD + PROMISE + "." * 100_000 + "No. 5 Art. 3 U.S. " * 2_000).encode(),
}

# Unreadable, with a word of the reason that is given.
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty.txt": (lambda: b"", "empty"),
    "blank.txt": (lambda: b" \n\t\n" * 50, "empty"),
    "only-mark.txt": (lambda: b"\xef\xbb\xbf", "no text"),
    "binary.txt": (lambda: random.Random(1).randbytes(4_000), ""),
    "zeros.txt": (lambda: bytes(100_000), ""),
    "program.txt": (lambda: b"\x7fELF" + random.Random(2).randbytes(2_000), "program"),
    "picture.txt": (lambda: b"\x89PNG\r\n\x1a\n" + random.Random(3).randbytes(2_000), "picture"),
    "packed.txt": (lambda: b"\x1f\x8b" + zlib.compress(PROMISE.encode()), "packed"),
    "french.txt": (lambda: ("Les deux parties sont convenues de rouvrir les ports avant la fin de l'année. " * 5).encode(), "French"),
    "chinese.txt": (lambda: ("双方同意在两千零三十三年底之前向运粮船开放港口。" * 8).encode(), "Chinese"),
    "locked.pdf": (lambda: _pdf([PROMISE], password="secret"), "password"),
    "scan.pdf": (lambda: _pdf([]), "OCR"),
    "short.pdf": (lambda: _pdf([PROMISE])[:200], "damaged"),
    "not.pdf": (lambda: PROMISE.encode(), "PDF"),
    "damaged.docx": (lambda: _docx(PROMISE)[:3_000], "damaged"),
    "archive.docx": (lambda: _zip(letter=PROMISE.encode()), "ZIP"),
    "bomb.docx": (lambda: _zip(**{"[Content_Types].xml": b"<a/>", "word__document.xml": b" " * 150_000_000}), "zip bomb"),
    "not.docx": (lambda: PROMISE.encode(), "DOCX"),
    "blank.docx": (lambda: _docx(""), "without text"),
    "blank.html": (lambda: b"<html><body><script>agreed to open</script></body></html>", ""),
    "locked.doc.docx": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3_000), "Office"),
}

# Either is right, as long as it is told in one line.
EITHER: dict[str, Callable[[], bytes]] = {
    "deep.html": lambda: ("<html><body>" + "<div>" * 20_000 + f"<p>{PROMISE * 3}</p>").encode(),
    "entities.html": _BOMB.encode,
    "outside.html": _FILE_ENTITY.encode,
    "nested.eml": lambda: _nested_mail(200),
    "half.eml": lambda: _mail("--x\n", 'multipart/mixed; boundary="x"'),
    **{f"spoiled-{n}.pdf": lambda n=n: _spoiled(_pdf([PROMISE]), n) for n in range(8)},
    **{f"spoiled-{n}.docx": lambda n=n: _spoiled(_docx(PROMISE), n) for n in range(8)},
    **{f"spoiled-{n}.txt": lambda n=n: _spoiled((HEAD + PROMISE * 4).encode(), n) for n in range(8)},
    **{f"noise-{n}.html": lambda n=n: b"<html>" + random.Random(n).randbytes(3_000) for n in range(4)},
    **{f"noise-{n}.eml": lambda n=n: b"From: a@b\nMIME-Version: 1.0\n\n" + random.Random(n).randbytes(3_000) for n in range(4)},
}


def write_all(folder: Path) -> None:
    """Write every file, and a sparse one of 200 MB."""
    for name, make in (*READABLE.items(), *LARGE.items(), *((name, make) for name, (make, _) in REFUSED.items()), *EITHER.items()):
        (folder / name).write_bytes(make())
    with (folder / "huge.txt").open("wb") as huge:
        huge.truncate(200_000_000)
