"""Small readings for tests: a text is a list of undertakings, the comparer sees them as read."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from servanda.compare.meaning import Vectors
from servanda.model.claim import Claim
from servanda.model.commitment import Basis, Commitment
from servanda.model.document import Document, Source
from servanda.model.reading import Reading
from servanda.model.span import Span
from servanda.model.wire import stable_id

BOTH = ("MRN", "VAL")


def meaning(texts: Sequence[str]) -> Vectors:
    """Sentence vectors for tests, without the weights: words and runs of letters hashed into 512 places."""
    rows = np.zeros((len(texts), 512), dtype=np.float32)
    for row, text in zip(rows, texts, strict=True):
        for word in re.findall(r"\w+", text.lower()):
            for part in (word, *(word[n : n + 4] for n in range(len(word) - 3))):
                row[int.from_bytes(hashlib.blake2b(part.encode(), digest_size=2).digest()) % 512] += 1
        length = float(np.linalg.norm(row))
        if length:
            row /= length
    return rows


def document(text: str, name: str, *, report: bool = False, date: str | None = "2032-06-09", language: str = "en") -> Document:
    """A document of two invented states."""
    source = Source("sha256:" + hashlib.sha256(f"{name}\n{text}".encode()).hexdigest(), name, text, language)
    return Document(source, "report" if report else "communique", date=date, parties=BOTH)


def official(*undertakings: str | dict[str, Any], name: str = "left.txt", after: str = "", **header: Any) -> Reading:
    """An official text of sentences "SUBJECT OPERATOR ACTION."; a string is an action under "The two sides will"."""
    lines, fields = ["Joint Communiqué", ""], []
    for given in undertakings:
        f: dict[str, Any] = {"action": given} if isinstance(given, str) else dict(given)
        f.setdefault("subject", "The two sides")
        f.setdefault("operator", "will")
        fields.append((sum(len(x) + 1 for x in lines), f))
        lines += [f"{f['subject']} {f['operator']} {f['action']}.", ""]
    text = "\n".join([*lines, after])
    made = document(text, name, **header)
    return Reading(made, commitments=tuple(_commitment(text, at, f) for at, f in fields))


def _commitment(text: str, at: int, f: dict[str, Any]) -> Commitment:
    def words(wanted: str) -> Span:
        start = text.index(wanted, at)
        return Span.of(text, start, start + len(wanted))

    action = Span.of(
        text, at + len(f["subject"]) + len(f["operator"]) + 2, at + len(f["subject"]) + len(f["operator"]) + 2 + len(f["action"])
    )
    return Commitment(
        id=stable_id("c", at, f["action"]),
        action=action,
        sentence=Span.of(text, at, action.end + 1),
        parties=f.get("parties", BOTH),
        polarity=f.get("polarity", "do"),
        obligation=f.get("obligation", "firm"),
        kind=f.get("kind", "act"),
        operator=words(f["operator"]),
        subject=words(f["subject"]),
        deadline=f.get("deadline"),
        basis=tuple(Basis(words(b)) for b in f.get("basis", ())),
        limits=tuple(words(one) for one in f.get("limits", ())),
    )


def report(*claims: str | tuple[str, str] | tuple[str, str, str], name: str = "press.txt", **header: Any) -> Reading:
    """A press report: a claim is its words, its words and what they are about, or these and who says so."""
    lines, made = ["A report", ""], []
    for given in claims:
        words, about, who = (given, "commitment", "") if isinstance(given, str) else (*given, "")[:3]
        at = sum(len(x) + 1 for x in lines)
        lines += [f"{words}{f', said {who}' if who else ''}.", ""]
        made.append((at, words, about, who))
    text = "\n".join(lines)
    found = []
    for at, words, about, who in made:
        speaker = None
        if who:
            start = text.index(who, at + len(words))
            speaker = Span.of(text, start, start + len(who))
        found.append(Claim(stable_id("k", at, words), Span.of(text, at, at + len(words)), about, speaker))  # type: ignore[arg-type]
    return Reading(document(text, name, report=True, **header), claims=tuple(found))
