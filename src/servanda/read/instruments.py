"""Instruments a text speaks of: treaties, agreements, resolutions and the like, each with its mentions, parties and status."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from servanda.lexicon.instruments import InstrumentLexicon, load_instruments
from servanda.model.document import Document
from servanda.model.entities import Instrument
from servanda.model.labels import InstrumentType
from servanda.model.wire import stable_id
from servanda.read.described import described_at
from servanda.read.named import Named
from servanda.read.namesakes import NameBook
from servanda.read.parties import Mention
from servanda.read.passages import Passages, codes_of
from servanda.read.resolutions import find_resolutions
from servanda.read.status import ORDER, status_at
from servanda.read.titles import title_at

_OWN: dict[str, InstrumentType] = {"treaty": "treaty", "mou": "memorandum", "resolution": "resolution"}
_POINTING = re.compile(r"\b(?:[Tt]his|[Pp]resent|[Ss]aid)\s$")
_BOTH_SIDES = re.compile(r"\b(?:the two (?:\w+ )?\w+s|both (?:\w+s)|they|we|the parties|the leaders)\b", re.I)
_BETWEEN = re.compile(r"[\s,]*(?:between|among|with|by|signed by|signed between|signed with)\s(?:the\s)?$")
_ACTED = re.compile(
    r"(?:\s(?:have|has|had|also|recently|today|yesterday|then|jointly|will|finally|\w+ly))*\s(?:signed|concluded|reached|ratified|finali[sz]ed|negotiated|initial?led|struck)\b[^.;:]{0,40}$"
)


def find_instruments(
    document: Document, mentions: Sequence[Mention], lexicon: InstrumentLexicon | None = None, passages: Passages | None = None
) -> tuple[Instrument, ...]:
    """The instruments that `document` names or describes, in order of first mention; `mentions` are the parties named in it."""
    words = lexicon or load_instruments()
    laid = passages or Passages(document.text, mentions)
    book = NameBook(words, _own(document, laid, words))
    named = [*_named(laid, words, document.kind in _OWN), *find_resolutions(laid)]
    for one in sorted((*named, *_by_short_form(laid, words, named)), key=lambda n: n.start):
        book.add(one)
    found = [_instrument(document, laid, group) for group in book.groups()]
    return tuple(sorted(found, key=lambda i: i.spans[0].start))


def _own(document: Document, laid: Passages, lexicon: InstrumentLexicon) -> Named | None:
    """The document itself, when it is an instrument and its title stands in the text."""
    kind, heading = _OWN.get(document.kind), document.heading
    if kind is None or heading is None:
        return None
    head = next((m for m in lexicon.heads.finditer(laid.folded, heading.start, heading.end) if m[3] or m[2]), None)
    word = head.group() if head else kind.capitalize()
    return Named(heading.start, heading.end, heading.text, word, lexicon.type_of.get(word, kind) if kind != "resolution" else kind)


def _named(laid: Passages, lexicon: InstrumentLexicon, legal: bool) -> Iterator[Named]:
    """Every mention by a name, by the head of a name or by a description; none inside another.

    A `legal` text speaks of treaties in general, so descriptions are none there.
    """
    done = -1
    for match in lexicon.heads.finditer(laid.folded):
        if match.start() < done or match.lastindex == 1:
            continue
        if match.lastindex == 4:
            named = None if legal else described_at(laid, lexicon, match.span())
        else:
            named = _by_name(laid, lexicon, match.span(), match.lastindex == 2)
        if named is not None:
            done = named.end
            yield named


def _by_short_form(laid: Passages, lexicon: InstrumentLexicon, named: Sequence[Named]) -> Iterator[Named]:
    """The places where only a short form stands that the text gives a name ("... Agreement (ARPHL)")."""
    defined = {n.short: n for n in named if n.short and n.short not in lexicon.known_by_name and n.short not in lexicon.type_of}
    if not defined:
        return
    taken = {n.start for n in named}
    for match in re.finditer(rf"(?<![\w(])(?:{'|'.join(map(re.escape, sorted(defined, key=len, reverse=True)))})(?!\w)", laid.folded):
        whole = defined[match.group()]
        if match.start() > whole.end and match.start() not in taken:
            yield _standing(
                laid, lexicon, replace(whole, start=match.start(), end=match.end(), title=match.group(), short=None, status="mentioned")
            )


def _by_name(laid: Passages, lexicon: InstrumentLexicon, head: tuple[int, int], known: bool) -> Named | None:
    word = laid.folded[slice(*head)]
    if known:
        kind, begin, end = lexicon.known_by_name[re.sub(r"\s", " ", word)].type, *head
        title = title_at(laid, lexicon, head) if word.split()[-1] in lexicon.type_of else None
        short = title.short if title and title.start == begin else None
        return _standing(laid, lexicon, Named(begin, end, word, word.split()[-1], kind, short=short))
    title = title_at(laid, lexicon, head)
    if title is None:
        return None
    words = re.sub(r"\s+", " ", laid.text[title.start : title.end])
    kind = lexicon.type_of[re.sub(r"\s", " ", word)]
    pointing = title.bare and _POINTING.search(laid.folded, max(0, head[0] - 9), head[0]) is not None
    named = Named(title.start, title.end, words, word, kind, title.bare, pointing, short=title.short)
    return named if pointing else _standing(laid, lexicon, named)


def _standing(laid: Passages, lexicon: InstrumentLexicon, named: Named) -> Named:
    """A mention with the status that its sentence gives it."""
    status = status_at(laid.folded, laid.around(named.start), (named.start, named.end), lexicon)
    if status == "mentioned":
        return named
    return replace(named, status=status)


def _instrument(document: Document, laid: Passages, group: list[Named]) -> Instrument:
    """One instrument from its mentions: the fullest title, the furthest status, the parties of the first words that give any."""
    names = [n for n in group if not n.bare and not n.pointing]
    best = max(names, key=lambda n: (not n.described, len(n.title)))
    status = max((n.status for n in group), key=ORDER.index)
    codes = next((found for n in sorted(names, key=lambda n: -len(n.title)) if (found := _parties(document, laid, n))), ())
    spans = tuple(document.span(n.start, n.end) for n in dict.fromkeys(group))
    title = re.sub(r"\s+", " ", best.title)
    return Instrument(stable_id("instrument", document.source.id, title), title, best.type, spans, codes, status)


def _parties(document: Document, laid: Passages, named: Named) -> tuple[str, ...]:
    """The parties of an instrument: in its title, right behind it ("between A and B"), or those who sign or negotiate it."""
    inside = [m for m in laid.parties_in(named.start, named.end) if m.form in ("name", "adjective")]
    codes = codes_of(inside)
    if len(codes) > 1:
        return codes
    begin, finish = laid.around(named.start)
    begin = max(begin, named.start - 300)
    behind = laid.parties_in(named.end, min(finish, named.end + 120))
    if behind and _BETWEEN.fullmatch(laid.folded[named.end : behind[0].start]):
        run = [behind[0]]
        for mention in behind[1:]:
            if len(laid.folded[run[-1].end : mention.start]) > 30 or not re.search(r"and|,", laid.folded[run[-1].end : mention.start]):
                break
            run.append(mention)
        return codes_of(run)
    if named.status == "mentioned":
        return ()
    before = laid.parties_in(begin, named.start)
    if before and _ACTED.match(laid.folded[before[-1].end : named.start]):
        return codes_of((*before, *inside))
    lead = laid.folded[begin : named.start]
    return document.parties if _BOTH_SIDES.search(lead) and not before else ()
