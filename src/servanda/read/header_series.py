"""Which series of meetings a document belongs to, and which round of it this is."""

from __future__ import annotations

import re

from servanda.lexicon.series import SeriesLexicon, ordinal
from servanda.model.document import Series

_LEAD = 900  # code points of the text that say what meeting it comes from
_NOT_THIS = re.compile(
    r"\b(?:next|last|previous|upcoming|at the|since the|during the|following the|from the|after the|"
    r"margins of the|sidelines of the|before the|ahead of the)\s$"
    r"|\b(?:of|building on|implement\w*|under)\s(?:the\s)?(?:Joint\s)?(?:\w+\s)?$",
    re.I,
)
# "... Dialogue [on Digital Security and Maritime Affairs]"
_TOPIC = re.compile(r"\s(?:on|for)(?:\s(?:the|and|of|on|for))*(?:\s[A-Z][\w'-]*,?(?:\s(?:and|of|on|for|the))*(?=\s[A-Z]|\W|$))+")
_EVENT = re.compile(
    r"\b(?:met|held|hosted|convened|chaired|co-chaired|co-hosted|gathered|concluded|participated in|opened|launched|concluding|for)\b", re.I
)


def find_series(folded: str, title: str | None, lexicon: SeriesLexicon) -> tuple[Series | None, str]:
    """The series and round that a title names, or else the first sentences; and the rule."""
    if title is not None and (found := _in(title, lexicon, anywhere=True)):
        return found, "series in the title"
    lead = folded[:_LEAD].replace("\n", " ")
    found = _in(lead, lexicon, anywhere=False)
    return (found, "series in the first sentences") if found else (None, "no series")


def _in(words: str, lexicon: SeriesLexicon, anywhere: bool) -> Series | None:
    """The series named in some words; unless `anywhere`, only where the words around say that this is the meeting held."""
    for match in lexicon.round_of.finditer(words):
        if not anywhere and not _is_this(words, match.start()):
            continue
        group = "of" if match["of"] else "name"
        topic = _TOPIC.match(words, match.end(group))
        name = " ".join(words[match.start(group) : topic.end() if topic else match.end(group)].split()).rstrip(".,")
        name = re.sub(r"\s(?:in|on|and|of|for|the|with)$", "", re.sub(r"\s\([A-Z]\w*\)", "", name))
        return Series(lexicon.named(name), ordinal(match["round"]))
    if lexicon.by_name is not None:
        for match in lexicon.by_name.finditer(words):
            if anywhere or _is_this(words, match.start()):
                return Series(lexicon.named(match.group()))
    return None


def _is_this(words: str, start: int) -> bool:
    """Whether the meeting named at `start` is the one that the text comes from."""
    sentence = re.split(r"(?<=[a-z])\.\s", words[max(0, start - 300) : start])[-1]
    if re.search(r"\b(?:for|at|during|following)\s(?:the|their|its)\s$", words[max(0, start - 20) : start]) and _EVENT.search(sentence):
        return True
    if _NOT_THIS.search(words[max(0, start - 40) : start]):
        return False
    opens = re.fullmatch(r"\W*(?:the\s)?", sentence, re.I) is not None
    return opens or _EVENT.search(sentence) is not None
