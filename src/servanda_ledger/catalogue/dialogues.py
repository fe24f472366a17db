"""Dialogues: series of meetings with their rounds, gathered from the texts of the rounds and from what others say of them."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from servanda.lexicon.series import load_series, ordinal
from servanda.model.when import bounds, is_when
from servanda_ledger.book.models import Document, Meeting, Mention
from servanda_ledger.book.projection import PLACES
from servanda_ledger.catalogue.dialogue_names import best_name, dialogue_key, is_round_of_own, round_in, series_named
from servanda_ledger.catalogue.documents import DocumentLine, documents, lines
from servanda_ledger.catalogue.evidence import sentence_at
from servanda_ledger.catalogue.gathered import Found, Gathered, chunks, entered
from servanda_ledger.catalogue.kept_lists import KeptList, Said
from servanda_ledger.catalogue.moments import NOW, Moment
from servanda_ledger.catalogue.party_words import codes_of, taken_apart
from servanda_ledger.catalogue.remembered import few_while_unchanged, while_unchanged
from servanda_ledger.catalogue.rounds import Round, Sighting, next_round, rounds
from servanda_ledger.catalogue.texts import words_of

_LEGAL = frozenset({"treaty", "mou", "resolution"})  # what is signed beside a meeting is no text of it
_MANY = 4_000  # documents
_SAME_EVENT = timedelta(days=3)  # a text made so many days from a meeting is of it


@dataclass(frozen=True, slots=True)
class DialogueLine:
    """A dialogue in a list. `key` is its address; `parties` are those that its name or most of its texts give."""

    key: str
    name: str
    parties: tuple[str, ...]
    texts: int
    first_day: date | None
    last_day: date | None


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A dialogue with its rounds, the earliest first, and the documents that they name. `upcoming` is the round after the last one held."""

    key: str
    name: str
    names: tuple[str, ...]
    parties: tuple[str, ...]
    rounds: tuple[Round, ...]
    upcoming: Round | None
    documents: dict[str, DocumentLine]

    def texts(self, round_: Round) -> tuple[DocumentLine, ...]:
        """The official texts of a round."""
        return tuple(d for key in round_.documents if (d := self.documents[key]).official)

    def reports(self, round_: Round) -> tuple[DocumentLine, ...]:
        """The press reports of a round."""
        return tuple(d for key in round_.documents if not (d := self.documents[key]).official)


def _by_document(after: int, until: int) -> Iterator[Found]:
    rows = entered(Document, after, until).exclude(series_name="")
    for key, name, parties in rows.values_list("key", "series_name", "parties"):
        yield series_named(name, codes_of(parties)), key, name


def _by_meeting(after: int, until: int) -> Iterator[Found]:
    rows = entered(Meeting, after, until).values_list("key", "name", "parties", "document")
    listed = list(rows.iterator(chunk_size=5000))
    texts = Document.objects.filter(id__lt=(until + 1) << PLACES).order_by("id").values_list("key", "parties", "series_name")
    speaking = {d for _, _, _, d in listed}
    # Of very many it is cheaper to read all.
    parts = [texts.filter(key__in=some) for some in chunks(speaking)] if len(speaking) < _MANY else [texts]
    of = {key: (parties, series) for part in parts for key, parties, series in part.iterator(chunk_size=5000)}
    for key, name, parties, document in listed:
        all_parties, series = of.get(document, ("", ""))
        codes = codes_of(parties)
        own = series_named(series, codes_of(all_parties)) if series else ""
        if series and (is_round_of_own(name, series) or series_named(name, codes_of(all_parties)) == own):
            yield own, key, name
        else:
            # A name that says no parties of its own is of the parties of its document.
            yield dialogue_key(name, codes if len(codes) == 2 else codes_of(all_parties)), key, name


TEXTS = Gathered(_by_document)  # of texts that name the series they belong to
MEETINGS = Gathered(_by_meeting)  # of meetings whose names are those of a series


def key_of(document: DocumentLine) -> str:
    """The dialogue that a document says it belongs to; empty when it names none."""
    return series_named(document.series_name, document.parties) if document.series_name else ""


def is_dialogue(key: str) -> bool:
    """Whether any text or meeting is under this key."""
    return bool(TEXTS.of(key) or MEETINGS.of(key))


def key_of_series(stored: str) -> str:
    """The dialogue whose texts have this `series_key` in the book's tables; empty when there is none."""
    row = Document.objects.filter(series_key=stored).exclude(series_name="").values_list("series_name", "parties").first()
    return series_named(row[0], codes_of(row[1])) if row else ""


@few_while_unchanged
def dialogues(moment: Moment = NOW) -> tuple[DialogueLine, ...]:
    """Every dialogue of which the ledger has a text, those with the latest text first."""
    return _LIST.at(moment)


@dataclass(frozen=True, slots=True)
class _Text:
    """A document that names a dialogue; `own`: it is a text of one of its rounds."""

    own: bool
    official: bool
    first_day: date | None
    parties: tuple[str, ...]


def _said(subjects: Sequence[str] | None, moment: Moment) -> Iterator[Said[_Text]]:
    """The dialogues that documents name: as their own series, or as a meeting, which may be on their own day."""
    TEXTS.of()
    papers, meetings = moment.rows(Document), moment.rows(Meeting)
    if subjects is not None:
        papers, meetings = papers.filter(subject__in=subjects), meetings.filter(subject__in=subjects)
    met: dict[str, list[tuple[str, date | None]]] = defaultdict(list)
    for row, document, day in meetings.values_list("key", "document", "first_day").iterator(chunk_size=5000):
        met[document].append((row, day))
    under = MEETINGS.under(row for some in met.values() for row, _ in some)
    found = papers.values_list("key", "series_name", "official", "first_day", "parties")
    for document, series, official, made, joined in found.iterator(chunk_size=5000):
        parties = codes_of(joined)
        named: dict[str, bool] = {}
        for row, day in met.get(document, ()):
            if row in under:
                near = day is not None and made is not None and abs(day - made) <= _SAME_EVENT
                named[under[row]] = near or named.get(under[row], False)
        if series and (key := series_named(series, parties)):
            named[key] = True
        for key, own in named.items():
            yield document, key, _Text(own, official, made, parties)


def _in_list(key: str, some: list[_Text]) -> DialogueLine | None:
    texts = [t for t in some if t.own]
    if not any(t.official for t in texts):
        return None
    days = [t.first_day for t in texts if t.first_day]
    name, parties = _named(key, [t.parties for t in texts])
    return DialogueLine(key, name, parties, len(texts), min(days, default=None), max(days, default=None))


def _order(line: DialogueLine) -> tuple[object, ...]:
    return line.last_day or date.min, line.key


@while_unchanged
def dialogue(key: str, today: date, moment: Moment = NOW) -> Dialogue | None:
    """A dialogue as the book has it; None when it has none of that key. `today` decides whether a planned round's time is over."""
    meetings = list(moment.rows(Meeting).filter(key__in=MEETINGS.of(key)).order_by("id").values()) if MEETINGS.of(key) else []
    texts = TEXTS.of(key)
    shown = documents({*texts, *(m["document"] for m in meetings)}, moment)
    own = {k for k in texts if k in shown}
    said = [s for m in meetings if m["document"] in shown and (s := _sighting(m, shown[m["document"]], own))]
    own |= {s.document for s in said if s.own}
    if not own and not said:
        return None
    said += [_of_text(shown[k], said) for k in sorted(own)]
    beside = _same_day([shown[k] for k in own], moment)
    shown |= beside
    said += [_of_text(d, ()) for d in beside.values()]
    said += _in_titles(key, [shown[k] for k in own], moment)
    found = rounds(said, today)
    awaited = next_round(found)
    upcoming = _in_full(awaited, shown) if awaited else None
    found = tuple(upcoming if upcoming and r is awaited else r for r in found)
    name, parties = _named(key, [d.parties for d in ([shown[k] for k in own] or shown.values())])
    names = Counter(dict(TEXTS.names(key))) + Counter(dict(MEETINGS.names(key)))
    return Dialogue(key, name, tuple(n for n, _ in names.most_common(12)), parties, found, upcoming, shown)


_LIST = KeptList(_said, _in_list, _order, backwards=True)


def _named(key: str, of_texts: Iterable[tuple[str, ...]]) -> tuple[str, tuple[str, ...]]:
    """The best name, and the parties that it gives or else most texts (of these parties) name together; the indexes are up to date."""
    name = best_name(TEXTS.names(key, known=True) or MEETINGS.names(key, known=True))
    parties = taken_apart(name).parties
    if len(parties) < 2:
        usual = Counter(each for each in of_texts if each).most_common(1)
        parties = usual[0][0] if usual else parties
    return name, parties


def _sighting(row: dict[str, object], document: DocumentLine, own: set[str]) -> Sighting | None:
    """What a meeting row says of a round."""
    data = json.loads(str(row["data"]))
    name, span = str(row["name"]), data["spans"][0]
    when = str(row["date"]) or _year_in(name)
    first, last = bounds(when) if is_when(when) else (None, None)
    number = row["round"] if isinstance(row["round"], int) else round_in(name)
    made = document.first_day
    near = (
        made is not None
        and first is not None
        and last is not None
        and first - _SAME_EVENT <= made <= last + _SAME_EVENT
        and (last - first).days < 32
    )
    is_own = near or (document.key in own and number is not None and number == document.round)
    planned = not is_own and (name.lower().startswith("next ") or (made is not None and last is not None and last > made))
    place, people = str(row["place"]), tuple(p for p in str(row["people"]).split("; ") if p)
    return Sighting(document.key, number, when, first, last, place, people, is_own, planned, span["text"], span["start"])


def _of_text(document: DocumentLine, said: Iterable[Sighting]) -> Sighting:
    """What a text of a round says in its header."""
    number = document.round if document.round is not None else next((s.number for s in said if s.own and s.document == document.key), None)
    return Sighting(document.key, number, document.date, document.first_day, document.last_day, document.place, own=True)


def _same_day(texts: Sequence[DocumentLine], moment: Moment) -> dict[str, DocumentLine]:
    """Official texts of no named series that the parties of a round made on its day: a joint statement beside its fact sheet."""
    of = {
        (d.first_day, frozenset(d.parties))
        for d in texts
        if d.official and d.first_day and d.first_day == d.last_day and len(d.parties) > 1
    }
    rows = moment.rows(Document).filter(first_day__in={day for day, _ in of}, official=True, series_name="")
    known = {d.key for d in texts}
    return {d.key: d for d in lines(rows) if d.key not in known and (d.first_day, frozenset(d.parties)) in of and d.kind not in _LEGAL}


def _in_full(upcoming: Round, shown: dict[str, DocumentLine]) -> Round:
    """A round that was announced, with the sentences that announce it instead of its name alone."""
    words = words_of(shown[s.document].text_blob for s in upcoming.sightings)
    full = []
    for each in upcoming.sightings:
        text = words.get(shown[each.document].text_blob, "")
        start, end = sentence_at(text, (each.start, each.start + len(each.words)))
        full.append(replace(each, words=text[start:end], start=start) if text and each.words else each)
    return replace(upcoming, sightings=tuple(full))


def _in_titles(key: str, texts: Sequence[DocumentLine], moment: Moment) -> list[Sighting]:
    """Earlier rounds that the titles of instruments name ("the Joint Communiqué of the 1st ... Dialogue")."""
    found = []
    rows = moment.rows(Mention).filter(document__in=[d.key for d in texts])
    for document, title, data in rows.values_list("document", "title", "data"):
        match = load_series().round_of.search(title.replace("’", "'"))
        if match is not None and series_named(match["of"] or match["name"]) == key:
            span = json.loads(data)["spans"][0]
            found.append(Sighting(document, ordinal(match["round"]), words=span["text"], start=span["start"]))
    return found


def _year_in(name: str) -> str:
    """The year that a name begins with ("2021 Quad Leaders' Summit"), as EDTF."""
    first = name.split()[0] if name.split() else ""
    return first if first.isdigit() and len(first) == 4 else ""
