"""Files of every kind, made for the tests: what two invented states, Aldoria and Brennia, agreed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import docx
import pytest
from docx.document import Document
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, SimpleDocTemplate
from reportlab.platypus import Paragraph as Printed

AGREED = (
    "The two sides agreed to strengthen their cooperation on the safety of shipping, on the basis of the Port Vey Agreement, "
    "and to open all harbours of the eastern coast to vessels that carry grain. They will meet again in Brennia in 2031."
)


def make_pdf(pages: list[list[str]], password: str | None = None) -> bytes:
    """A PDF with these paragraphs on each page, a running head and page numbers."""
    out = io.BytesIO()
    style = getSampleStyleSheet()["BodyText"]
    story: list[object] = []
    for page in pages:
        story += [Printed(text, style) for text in page] + [PageBreak()]
    lock = StandardEncryption(password, canPrint=0) if password else None
    template = SimpleDocTemplate(out, pagesize=A4, title="Joint Communiqué", encrypt=lock)

    def edge(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.drawString(72, 810, "Ministry of Aldoria")
        canvas.drawString(290, 30, f"- {document.page} -")

    template.build(story, onFirstPage=edge, onLaterPages=edge)
    return out.getvalue()


def make_picture_pdf() -> bytes:
    """A page with a drawing and no text."""
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.rect(100, 100, 200, 200, fill=1)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def make_docx(write: Callable[[Document], object]) -> bytes:
    """A Word document written by `write`."""
    document = docx.Document()
    write(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def make_bomb(megabytes: int) -> bytes:
    """A Word document whose body unpacks to this many megabytes of blanks."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as part:
        for _ in range(megabytes):
            part.write(b" " * 1_000_000)
    return out.getvalue()


Answer = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def serving(answer: Answer) -> Iterator[str]:
    """A web server on this machine that answers every request by `answer`; gives its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with suppress(OSError):
                answer(self)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def reply(handler: BaseHTTPRequestHandler, body: bytes, media_type: str = "text/plain", **headers: str) -> None:
    """A whole answer."""
    handler.send_response(200)
    handler.send_header("Content-Type", media_type)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)
