"""What changed between rounds, and where press reports depart from the official text: both sides' words, from kept comparisons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from servanda.model.comparison import Comparison, Mode, Pair, Relation
from servanda.model.labels import About
from servanda.publish.words import CHECKABLE
from servanda_ledger.book.models import Document
from servanda_ledger.brief.arrivals import Arrived, ref
from servanda_ledger.brief.parts import Choice, Difference, Gathered, Item, Quote, Ref, What
from servanda_ledger.brief.scope import Members
from servanda_ledger.catalogue.compared import CompareError, UnknownDocumentError, compared
from servanda_ledger.catalogue.computed import digest_of, is_kept
from servanda_ledger.catalogue.dialogues import TEXTS, key_of
from servanda_ledger.catalogue.documents import DocumentLine, lines
from servanda_ledger.catalogue.moments import Moment
from servanda_ledger.catalogue.suggested import suggested

_ROUNDS: dict[Relation, What] = {"more": "strengthened", "less": "weakened", "differs": "contradicted"}
_REPORTS: dict[Relation, What] = {"more": "report_more", "less": "report_less", "differs": "report_differs"}
_JOINT = frozenset({"communique", "joint_statement", "declaration"})
_SURE = 0.5  # how likely a report must be about a text
_ORDER: tuple[What, ...] = (
    "contradicted", "weakened", "strengthened", "dropped", "report_differs", "report_more", "report_less", "unsupported"
)  # fmt: skip


@dataclass(slots=True)
class Allowance:
    """How many comparisons may still be made anew for this brief."""

    left: int

    def compared(self, left: str, right: str, mode: Mode, moment: Moment) -> Comparison | None:
        """A comparison that is kept or may be made now; None when it must wait. Raises as `catalogue.compared`."""
        if not is_kept(digest_of(f"comparison:{mode}", [left, right], moment)):
            if self.left <= 0:
                return None
            self.left -= 1
        return compared(left, right, mode, moment)


def changed(arrived: Arrived, choice: Choice, members: Members, allowance: Allowance) -> tuple[Gathered, dict[str, What]]:
    """What each new text says against the round before it; and its commitments that were there before or were not, by id."""
    gathered, known = Gathered(), dict[str, What]()
    for new in arrived.documents:
        old = _round_before(new, members.moment) if new.official and new.commitments else None
        if old is None or not (members.document(new.key, new.parties) or members.document(old.key, old.parties)):
            continue
        made = _compared(old, new, "rounds", members, allowance)
        if made is None:
            gathered.waiting += 1
        elif made:
            gathered.items += _within(_rounds(made[0], ref(old), ref(new)), members)
            known |= {pair.right.id: "carried" for pair in made[0].pairs if pair.relation == "same"}
            known |= {alone.passage.id: "introduced" for alone in made[0].only_right}
    return _first(gathered, choice), known


def departures(arrived: Arrived, choice: Choice, members: Members, allowance: Allowance) -> Gathered:
    """Where reports depart from the official texts that they are about; a report that came before its text is held against it later."""
    gathered = Gathered()
    for report, official in _coverage(arrived, members):
        made = _compared(report, official, "coverage", members, allowance)
        if made is None:
            gathered.waiting += 1
        elif made:
            gathered.items += _within(_reported(made[0], ref(report), ref(official)), members)
    return _first(gathered, choice)


def _compared(left: DocumentLine, right: DocumentLine, mode: Mode, members: Members, allowance: Allowance) -> list[Comparison] | None:
    """The comparison; empty when the two cannot be compared, None when it must wait."""
    try:
        made = allowance.compared(left.key, right.key, mode, members.moment)
    except (CompareError, UnknownDocumentError):
        return []
    return None if made is None else [made]


def _first(gathered: Gathered, choice: Choice) -> Gathered:
    gathered.total = len(gathered.items)
    order = {what: place for place, what in enumerate(_ORDER)}
    if gathered.total > choice.most:  # the telling ones first; texts stay together
        kept = sorted(range(gathered.total), key=lambda n: (order[gathered.items[n].what], n))[: choice.most]
        gathered.items = [gathered.items[n] for n in sorted(kept)]
    return gathered


def _round_before(new: DocumentLine, moment: Moment) -> DocumentLine | None:
    """The text of the round before: of the same dialogue, with commitments, the latest that is earlier."""
    if new.first_day is None or not new.series_name:
        return None
    rows = moment.rows(Document).filter(official=True, commitments__gt=0, first_day__lt=new.first_day, language=new.language)
    names = TEXTS.of(key_of(new))
    found = [d for d in lines(rows.filter(key__in=sorted(names)[:900])) if d.first_day and d.round != (new.round or 0)]
    if not found:
        return None
    latest = max(d.first_day for d in found if d.first_day)
    return max((d for d in found if d.first_day == latest), key=lambda d: (d.kind == new.kind, d.kind in _JOINT, d.commitments, d.key))


def _coverage(arrived: Arrived, members: Members) -> Iterator[tuple[DocumentLine, DocumentLine]]:
    """Reports with the official texts they are most likely about, of which at least one is new."""
    seen = set()
    for new in arrived.documents:
        if not members.document(new.key, new.parties) and members.scope.kind not in ("search", "instrument"):
            continue
        for other in suggested(new, members.moment):
            report, official = (other.document, new) if new.official else (new, other.document)
            if other.weight < _SURE or not report.claims or not official.commitments or (report.key, official.key) in seen:
                continue
            if new.official and _better(report, official, members.moment):
                continue
            seen.add((report.key, official.key))
            yield report, official
            if not new.official:
                break  # a report is held against one text


def _better(report: DocumentLine, official: DocumentLine, moment: Moment) -> bool:
    """Whether a report is more likely about another text."""
    likeliest = next((s.document.key for s in suggested(report, moment) if s.document.commitments), official.key)
    return likeliest != official.key


def _rounds(made: Comparison, old: Ref, new: Ref) -> Iterator[Item]:
    by_id = {c.id: c for c in (*made.left.commitments, *made.right.commitments)}

    def item(what: What, quote: Quote, document: Ref, **rest: object) -> Item | None:
        c = by_id.get(quote.commitment)
        if c is None:
            return None
        return Item(what, quote, document, c.parties, c.obligation, c.polarity, **rest)  # type: ignore[arg-type]

    found: list[Item | None] = []
    for pair in made.pairs:
        what = _ROUNDS.get(pair.relation)
        if what and not pair.loose:
            words = Quote(pair.right.span.text, new.id, pair.right.id)
            other = Quote(pair.left.span.text, old.id, pair.left.id)
            found.append(item(what, words, new, other=other, against=old, differences=_differences(pair)))
    for alone in made.only_left:
        found.append(item("dropped", Quote(alone.passage.span.text, old.id, alone.passage.id), old, against=new))
    yield from (each for each in found if each is not None)


def _reported(made: Comparison, report: Ref, official: Ref) -> Iterator[Item]:
    claims = {c.id: c for c in made.left.claims}
    about: dict[str, About] = {key: claim.about for key, claim in claims.items()}
    for pair in made.pairs:
        what = _REPORTS.get(pair.relation)
        if what and not pair.loose:
            claim = claims.get(pair.left.id)
            yield Item(
                what,
                Quote(pair.left.span.text, report.id),
                report,
                claim.parties if claim else (),
                other=Quote(pair.right.span.text, official.id, _commitment(made, pair.right.id)),
                against=official,
                differences=_differences(pair),
            )
    for alone in made.only_left:
        if alone.unsupported and about.get(alone.passage.id, alone.about) in CHECKABLE:
            claim = claims.get(alone.passage.id)
            yield Item("unsupported", Quote(alone.passage.span.text, report.id), report, claim.parties if claim else (), against=official)


def _commitment(made: Comparison, identifier: str) -> str:
    return identifier if any(c.id == identifier for c in made.right.commitments) else ""


def _differences(pair: Pair) -> tuple[Difference, ...]:
    found = {(f.facet, f.left.text if f.left else "", f.right.text if f.right else "") for f in pair.facets}
    order = [f.facet for f in pair.facets]
    return tuple(Difference(*each) for each in sorted(found, key=lambda d: (order.index(d[0]), d)))


def _within(items: Iterable[Item], members: Members) -> Sequence[Item]:
    """The items of a scope: a report's by its parties or the commitment it is held against."""
    if members.all:
        return list(items)
    kept = []
    for item in items:
        documents = [item.document, *([item.against] if item.against else [])]
        quotes = [q for q in (item.words, item.other) if q is not None and q.commitment]
        if members.scope.kind in ("party", "pair"):
            fits = members.commitment("", item.parties, "")
        else:
            fits = any(members.commitment(q.commitment, (), q.document) for q in quotes)
            if not quotes:
                fits = any(members.document(d.id, ()) for d in documents)
        if fits:
            kept.append(item)
    return kept


__all__ = ["Allowance", "changed", "departures"]
