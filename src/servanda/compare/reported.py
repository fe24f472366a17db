"""What a report's claim says against the official words: rules for the press, which puts everything in words of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from servanda.compare.gaps import Gap
from servanda.compare.mentions import members, mentions
from servanda.compare.unit import Unit
from servanda.compare.values import moments
from servanda.compare.wording import echoed, stretch
from servanda.lexicon.comparing import load_comparing
from servanda.model.span import Span

_AGREED = re.compile(
    r"\b(?:sign|reach|str[iu]ck|conclud|seal|ink|ma[dk]e|enter|agree)\w*\b.{0,30}?\b(?:agreements?|accord|deal|pact|understanding|treaty"
    r"|memorandum|arrangement)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:nobody|none|neither|no \w+|nothing)\b.{0,30}?\b(?:may|might|could)\b"
    r"|\b(?:may|might|could) (?:not|no longer)\b"
)
_MODAL = re.compile(
    r"\s(?:also |now |then )?(?:will|would|is to|are to|has|have|had|must|may|might|could|shall|agreed|pledged?s?|vow(?:ed|s)?|promised?"
    r"|undertook|means?|intends?|plans?|wants?|should|alone|is bound|are bound|are going|is going|hopes?|guarantees?|gets? to)\b"
)
_MODIFIES = re.compile(r"\s(?!(?:on|at|by|with|to|and|in|for|from|this|last|between|after|before|during|yesterday|today)\b)[a-z]")
_SUBJECT = 60  # code points at the front of a claim in which its subject stands
_EASIER = re.compile(r"\b(?:try|tries|trying|tried|endeavou?rs?|strives?) (?:\w+ )?to\b|\b(?:would|will) (?:seek|aim) to\b")
_AT_ONCE = 20  # code points at the front of an undertaking in which "strive to" says that it is only tried
_WIDER = 2  # so many times as many words of its own has the official text
_IN = re.compile(r"\b(?:in|at|into)\s+(?:the\s+)?((?:[A-Z][\w'’-]+\s?){1,3})")


def of_agreeing(claim: Unit) -> bool:
    """Whether a claim says only that an agreement was made."""
    return claim.claim is not None and claim.claim.about == "event" and _AGREED.search(claim.span.text) is not None


def obligation(claim: Unit, text: Unit) -> Iterator[Gap]:
    """How firmly the report says that a party is bound, against how firmly it is."""
    c = text.commitment
    if c is None:
        return
    operator = c.operator or text.span
    hedge = claim.cue("open")
    if hedge is not None and (_DENIED.search(claim.span.text.lower()) or claim.cue("strictest") is not None):
        hedge = None
    if hedge is not None and text.cue("open") is None and c.obligation != "soft":
        yield Gap("obligation", hedge, operator, "b", "the report leaves open what the text undertakes")
        return
    easier = _EASIER.search(claim.span.text)
    if easier is not None and c.obligation != "soft" and text.cue("soft", own=False) is None and text.cue("open") is None:
        yield Gap(
            "obligation", claim.at(claim.span.start + easier.start(), claim.span.start + easier.end()), operator, "b", "only an attempt"
        )
        return
    endeavour = text.cue("soft")
    weak = (
        c.obligation == "soft" or text.cue("open") is not None or (endeavour is not None and endeavour.start - text.span.start < _AT_ONCE)
    )
    strict = claim.cue("strict")
    if weak and strict is not None and hedge is None and claim.cue("soft") is None:
        yield Gap("obligation", strict, operator, "a", "the report makes firm what the text leaves soft")


def limits(claim: Unit, text: Unit) -> Iterator[Gap]:
    """Limits of the text that the report does not give, or expressly takes away."""
    total = claim.cue("total")
    for span in text.commitment.limits if text.commitment else ():
        if moments(text, span.start, span.end):  # a date, which is compared as one
            continue
        if not echoed(span, text, claim) and claim.cue("condition") is None:
            yield Gap("limits", total, span, "a", "the report leaves out a limit of the text")
            yield from _wider(claim, text)


def _wider(claim: Unit, text: Unit) -> Iterator[Gap]:
    """A report that leaves out a limit and names the object in few words, none of them the text's, has widened the object too."""
    narrowed = text.commitment.limits if text.commitment else ()
    theirs = [w for w in text.words if w.weight >= 1 and not any(s.start <= w.start and w.end <= s.end for s in narrowed)]
    own, cues = [w for w in claim.words if w.weight >= 1], load_comparing().cues
    base = claim.sentence.start
    forms = {w: claim.folded[w.start - base : w.end - base] for w in own}
    own = [w for w in own if not any(cues[name].fullmatch(forms[w]) for name in ("strict", "soft", "refusing"))]
    shared = {w.stem for w in own} & {w.stem for w in theirs}
    if own and len(theirs) >= _WIDER * len(own) and not shared:
        yield Gap("object", stretch(claim, own), stretch(text, theirs), "a", "the report names the object in general words")


def act(claim: Unit, text: Unit) -> Iterator[Gap]:
    """What was done: talked, agreed, signed; a report that goes further than the text says more."""
    done, words = _level(claim, claim.span)
    there, basis = _level(text, text.sentence)
    if done == _SIGNED and there < _SIGNED and words is not None:
        yield Gap("act", words, basis, None if there >= 2 else "a", "the text does not say that anything was signed")
    elif done == 2 and there in (0, 1) and text.commitment is None and words is not None and basis is not None:
        yield Gap("act", words, basis, "a", "the text only speaks of it")


_SIGNED = 3


def _level(unit: Unit, span: Span) -> tuple[int, Span | None]:
    best: tuple[int, Span | None] = (-1, None)
    for rank, (_, words) in enumerate(load_comparing().acts):
        found = unit.search(words, span.start, span.end)
        if found is not None:
            best = (rank, found)
    return best


def parties(claim: Unit, text: Unit, everybody: frozenset[str]) -> Iterator[Gap]:
    """Whom the report binds: somebody else, more of them, or fewer."""
    c = text.commitment
    if c is None or not c.parties:
        return
    bound = members(c.parties)
    words = c.subject or c.operator or text.span
    start = claim.span.start
    modal = _MODAL.search(claim.span.text)
    reach = min(modal.start() if modal else 0, _SUBJECT)
    together = claim.search(load_comparing().cues["collective"], start, start + 14)
    if together is not None and together.start - start < 5:
        one = len(c.parties) == 1 and len(c.parties[0]) == 3 and len(bound) == 1
        if one and len(everybody) > 1:
            yield Gap("parties", together, words, "a", "the report binds all parties, the text one")
        return
    subject = [(span, codes) for span, codes in mentions(claim) if codes and span.end - start <= reach and not _owned(claim, span)]
    named = frozenset(code for _, codes in subject for code in codes)
    if not named or subject[0][0].start - start > 5:
        return
    whole = members(tuple(sorted(named)))
    if not whole & bound:
        if whole & everybody:
            yield Gap("parties", subject[0][0], words, None, "the report binds another party")
    elif not named <= bound and not bound <= whole:
        yield Gap(
            "parties", next(s for s, codes in subject if not set(codes) & bound), words, None, "the report binds another party beside"
        )
    elif whole < frozenset(c.parties):
        yield Gap("parties", subject[0][0], words, "b", "the report binds fewer parties than the text")


def _owned(claim: Unit, span: Span) -> bool:
    """Whether a name only says whose something is ("Canada's promise")."""
    after = claim.document.text[span.end : span.end + 2]
    return after in ("'s", "’s", "' ", "’ ")


def place(claim: Unit, text: Unit, official: str) -> Iterator[Gap]:
    """A place that the official text never names, against the one it does."""
    if claim.claim is None or claim.claim.about != "event":
        return
    for m in _IN.finditer(claim.span.text):
        name = m.group(1).strip()
        after = claim.span.text[m.start(1) + len(name) :][:24]
        if name.split()[0].lower().rstrip("'s") in official or _MODIFIES.match(after):
            continue
        there = _IN.search(text.sentence.text)
        if there:
            at, base = claim.span.start, text.sentence.start
            words = claim.at(at + m.start(1), at + m.start(1) + len(name))
            other = text.at(base + there.start(1), base + there.start(1) + len(there.group(1).strip()))
            yield Gap("place", words, other, None, "the text names another place")
            return
