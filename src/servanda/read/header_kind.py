"""What sort of document a text is: a press report by its cues, an official kind by its title or its words."""

from __future__ import annotations

import re

from servanda.lexicon.kinds import KindLexicon
from servanda.model.labels import DocumentKind

HEAD = 900  # code points
_WHOLE = 30_000
_REPORT = 3  # cues of the press less cues of official texts
_JOINT = re.compile(r"\bwe\b|\bour (?:two |three |own |shared )?(?:countries|nations|governments|leaders|partnership|commitment)\b", re.I)
_TALKS = re.compile(
    r"\b(?:spoke|met|talked|called|hosted|convened|traveled|travelled|welcomed|joined|received|participated|dropped by|greeted|visited|"
    r"held (?:a|an|bilateral|talks|his|her|their|consultations))\b"
)
_QUOTED = re.compile(r"[\"“][^\"”\n]{20,1200}[\"”]")
_BULLET = re.compile(r"(?m)^[ ]*(?:[-*•▪◦]|\(?[a-z\d]{1,2}[.)])\s+\S")
_HEADINGS = re.compile(r"(?m)^(?![ ]*[-*•])[^\n.]{4,90}[:]?$")


def press_score(folded: str, kinds: KindLexicon) -> tuple[int, tuple[str, ...]]:
    """Cues of the press in a folded text less cues of official texts, and the words that gave them."""
    head, whole = folded[:HEAD], folded[:_WHOLE]
    score, words = 0, []
    for cue in kinds.cues:
        found = cue.pattern.search(head if cue.head else whole)
        if found is not None:
            score += cue.weight
            words.append(f"{cue.weight:+d} {' '.join(found.group().split())[:40]}")
    return score, tuple(words)


def kind_of(folded: str, title: str | None, kinds: KindLexicon) -> tuple[DocumentKind, str]:
    """The kind of a folded text, and the rule that says so."""
    score, words = press_score(f"{title}\n{folded}" if title and not folded.startswith(title) else folded, kinds)
    if score >= _REPORT:
        return "report", "cues of the press: " + "; ".join(w for w in words if w[0] == "+")
    if title is not None:
        for entry in kinds.kinds:
            if entry.title.search(title):
                return entry.kind, f"title says {entry.kind}"
    head = folded[: 4 * HEAD]
    for entry in kinds.kinds:
        if entry.text is not None and entry.text.search(head):
            return entry.kind, f"words say {entry.kind}"
    return _by_style(folded)


def _by_style(folded: str) -> tuple[DocumentKind, str]:
    """A kind by how a text without a title speaks: of us, of who met, or in points."""
    lead = folded[:HEAD]
    own_words = _QUOTED.sub("", folded)
    items = len(_BULLET.findall(folded)) + len(_HEADINGS.findall(folded))
    joint = len(_JOINT.findall(own_words))
    talks = _TALKS.search(lead)
    if items >= 5 and joint * 1_000 < len(folded):
        return "fact_sheet", "headings and points"
    if talks is not None and joint * 400 < len(folded):
        return "readout", "tells who met"
    if joint >= 2:
        return "joint_statement", "speaks as we"
    return ("readout", "tells who met") if talks else ("press_release", "no other kind")
