"""How a document or a commitment is cited: in plain words, as BibTeX, RIS and CSL-JSON."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from servanda.model.when import bounds
from servanda.publish.printable import one_line
from servanda_ledger.brief.dates import when_words
from servanda_ledger.brief.labels import quoted

_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{c: f"\\{c}" for c in "&%$#_{}"},
    }
)
_NOT_KEY = re.compile(r"[^A-Za-z0-9]+")


@dataclass(frozen=True, slots=True)
class Cited:
    """What a citation says. `key` is the document's id, `words` the commitment that is quoted, `entry` where the book stood."""

    key: str
    title: str
    kind: str
    parties: tuple[str, ...]
    date: str
    place: str
    url: str
    accessed: str
    entry: int
    words: str = ""

    @property
    def year(self) -> str:
        """The year of the document, if it has one."""
        return self.date[:4] if self.date[:4].isdigit() else ""

    @property
    def note(self) -> str:
        """Where to find exactly this text."""
        return f"Servanda, {self.key}, entry {self.entry}"


def plain(cited: Cited) -> str:
    """One sentence for a footnote."""
    words = _("%(words)s, in ") % {"words": quoted(one_line(cited.words))} if cited.words else ""
    where = ", ".join(filter(None, (one_line(cited.place), when_words(cited.date) if cited.date else "")))
    who = ", ".join(cited.parties)
    head = f"{words}{one_line(cited.title)} ({'; '.join(filter(None, (cited.kind, who)))})"
    note = _("Servanda, %(key)s, entry %(n)s") % {"key": cited.key, "n": cited.entry}
    accessed = _("accessed %(day)s") % {"day": when_words(cited.accessed)}
    return f"{head}{', ' + where if where else ''}. {note}. {cited.url} ({accessed})."


def bibtex(cited: Cited) -> str:
    """An `@misc` entry."""
    fields = {
        "title": "{" + _tex(one_line(cited.title)) + "}",
        "author": " and ".join("{" + _tex(p) + "}" for p in cited.parties),
        "year": cited.year,
        "howpublished": _tex(cited.kind),
        "address": _tex(one_line(cited.place)),
        "url": cited.url,
        "urldate": cited.accessed,
        "note": _tex(cited.note + (f": “{one_line(cited.words)}”" if cited.words else "")),
    }
    name = f"servanda{cited.year}{_NOT_KEY.sub('', cited.key.removeprefix('sha256:'))[:8]}"
    lines = [f"  {field} = {{{value}}}," for field, value in fields.items() if value]
    return "\n".join([f"@misc{{{name},", *lines, "}", ""])


def _tex(words: str) -> str:
    return words.translate(_TEX)


def ris(cited: Cited) -> str:
    """A record for reference managers."""
    first = bounds(cited.date)[0] if cited.date else None
    fields = [
        ("TY", "GOVDOC"),
        *(("AU", party) for party in cited.parties),
        ("TI", one_line(cited.title)),
        ("PY", cited.year),
        ("DA", first.strftime("%Y/%m/%d") if first and len(cited.date) == len("2031-05-04") else ""),
        ("CY", one_line(cited.place)),
        ("M3", cited.kind),
        ("UR", cited.url),
        ("Y2", cited.accessed.replace("-", "/")),
        ("N1", cited.note),
        ("AB", one_line(cited.words)),
    ]
    return "\r\n".join([f"{tag}  - {value}" for tag, value in fields if value] + ["ER  - ", ""])


def csl(cited: Cited) -> str:
    """CSL-JSON, as Zotero and pandoc take it."""
    first = bounds(cited.date)[0] if cited.date else None
    parts = {10: 3, 7: 2, 4: 1}.get(len(cited.date), 0)
    item = {
        "id": cited.key,
        "type": "document",
        "title": one_line(cited.title),
        "genre": cited.kind,
        "author": [{"literal": party} for party in cited.parties],
        "publisher-place": one_line(cited.place),
        "URL": cited.url,
        "accessed": {"date-parts": [[int(n) for n in cited.accessed.split("-")]]},
        "note": cited.note,
        "abstract": one_line(cited.words),
    }
    if first and parts:
        item["issued"] = {"date-parts": [[first.year, first.month, first.day][:parts]]}
    return json.dumps([{k: v for k, v in item.items() if v}], ensure_ascii=False, indent=2) + "\n"
