"""What a text says has become of an instrument: tied to its name by the clause, never by nearness alone."""

from __future__ import annotations

import re

from servanda.lexicon.instruments import InstrumentLexicon
from servanda.model.labels import InstrumentStatus

_WIDEST = 110
# Words that may stand between the wording and the name: articles, kinds of wording, and names coordinated with it.
_DESCRIBING = (
    "the|an?|its|their|our|his|her|this|that|these|such|any|new|first|second|third|two|three|four|several|similar|possible|potential|proposed|"
    "planned|draft|historic|landmark|comprehensive|ambitious|mutually|beneficial|future|final|relevant|said|so-called|updated|revised|renewed|"
    "expanded|bilateral|trilateral|multilateral|existing|current|both|all|each|(?:text|terms|series|number|set|draft) of|legally|binding|"
    "long-awaited|longstanding|major|key|broad|broader|balanced|targeted|separate|joint|recent|recently"
)
_GAP = re.compile(rf"(?:\s|\b(?:{_DESCRIBING})\b|[\"“”])*$")
_COORDINATED = re.compile(r"(?:[A-Z][\w'&/.-]*|\b(?:and|the|of|on|for|an?|in|with|to|both|as|well)\b|[\s,()\"“”-])+$")
_NEGATED = re.compile(
    r"\b(?:not|never|no|nor|without|neither|yet|fail\w*|refus\w+|declin\w+|unable|instead of|rather than|n't|if|unless|until|before|"
    r"once|when|whether|upon|pending)\b[^,;:]{0,34}$",
    re.I,
)
_DEFINITE = re.compile(
    r"\b(?:the|this|our|their|its)\s+(?!(?:new|proposed|possible|potential|draft|planned|future)\b)(?:[\w-]+\s+)?$|,\s*$|\band\s+$", re.I
)
_FUTURE = re.compile(
    r"\b(?:will|shall|would|may|could|should|to|upon|until|once|if|when|ready to|plans?|intends?|after|before)\b[^,;:]{0,20}$", re.I
)
_CUE = re.compile(
    "ratif|accede|conclu|finali|complet|sign|negotiat|discuss|talks|consult|exchange|dialogue|delib|reach|agreed|withdr|denounc|terminat|force|"
    "initial|explor|consider|propos|enter|develop|toward|work|struck|broker|prepar|adopt|establish|updat|moderniz|arrived|effect",
    re.I,
)
_ENDS = re.compile(r"[;:]|\.\s|,\s(?:and|but|which|who|as well as|while|including|with)\s|\bthat\b")
_SETTLED = frozenset({"ratified", "in force", "signed", "negotiated", "withdrawn"})
ORDER: tuple[InstrumentStatus, ...] = (
    "mentioned", "under discussion", "negotiated", "signed", "ratification sought", "ratified", "in force", "withdrawn"
)  # fmt: skip


def status_at(folded: str, sentence: tuple[int, int], name: tuple[int, int], lexicon: InstrumentLexicon) -> InstrumentStatus:
    """The status that the words around the name at `name` give it; "mentioned" when they give none or deny it.

    To discuss "the Pilots Treaty" is no news of it; to discuss "a pilots treaty" is: such wording counts only for what is not yet there.
    """
    before = folded[max(sentence[0], name[0] - _WIDEST) : name[0]]
    after = folded[name[1] : min(sentence[1], name[1] + 90)]
    found: InstrumentStatus = "mentioned"
    if _CUE.search(after):
        found = _behind(after, lexicon)
    if found in ("mentioned", "under discussion") and _CUE.search(before):
        first = _ahead(before, lexicon)
        found = max(found, first, key=ORDER.index)
    return found


def _behind(after: str, lexicon: InstrumentLexicon) -> InstrumentStatus:
    for words in lexicon.statuses:
        if not words.before and words.pattern.match(after):
            return words.status
    return "mentioned"


def _ahead(before: str, lexicon: InstrumentLexicon) -> InstrumentStatus:
    """The status by the words before a name, over a gap that only describes it or lists others with it."""
    definite = _DEFINITE.search(before) is not None
    near = before[: _GAP.search(before).start()]  # type: ignore[union-attr]
    for text in dict.fromkeys((near, _uncoordinated(near))):
        cut = text.rstrip()
        for words in lexicon.statuses:
            match = words.pattern.search(cut) if words.before else None
            if match is None or (words.indefinite and definite):
                continue
            lead = _same_clause(cut[: match.start()])
            if _NEGATED.search(lead) or _NEGATED.search(match.group()):
                return "mentioned"
            if words.status in _SETTLED and _FUTURE.search(lead):
                return "under discussion"
            return words.status
    return "mentioned"


def _uncoordinated(before: str) -> str:
    """`before` without names listed together with the one behind it ("signed the A Treaty and [the] ...")."""
    if re.search(r"(?:\band|,|\bor)\s*(?:the\s*)?$", before) is None:
        return before
    match = _COORDINATED.search(before)
    return before[: match.start()] if match else before


def _same_clause(lead: str) -> str:
    """What stands in `lead` behind the last end of a clause."""
    ends = list(_ENDS.finditer(lead))
    return lead[ends[-1].end() :] if ends else lead
