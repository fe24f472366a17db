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
from servanda_ledger.catalogue.dialogue_names import best_name, dialogue_key, is_round_of_own, round_in, series_named
from servanda_ledger.catalogue.documents import DocumentLine, documents, lines
from servanda_ledger.catalogue.evidence import sentence_at
from servanda_ledger.catalogue.gathered import Found, Gathered, chunks
from servanda_ledger.catalogue.moments import NOW, Moment
from servanda_ledger.catalogue.party_words import codes_of, taken_apart
from servanda_ledger.catalogue.remembered import while_unchanged
from servanda_ledger.catalogue.rounds import Round, Sighting, next_round, rounds
from servanda_ledger.catalogue.texts import words_of

_LEGAL = frozenset({"treaty", "mou", "resolution"})  # what is signed beside a meeting is no text of it
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
    rows = Document.objects.filter(entered__gt=after, entered__lte=until).exclude(series_name="")
    for key, name, parties in rows.values_list("key", "series_name", "parties"):
        yield series_named(name, codes_of(parties)), key, name


def _by_meeting(after: int, until: int) -> Iterator[Found]:
    rows = Meeting.objects.filter(entered__gt=after, entered__lte=until).values_list("key", "name", "parties", "document")
    listed = list(rows.iterator(chunk_size=5000))
    of: dict[str, tuple[str, str]] = {}
    for some in chunks({d for _, _, _, d in listed}):
        for key, parties, series in Document.objects.filter(key__in=some, entered__lte=until).values_list("key", "parties", "series_name"):
            of[key] = parties, series
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


@while_unchanged
def dialogues(moment: Moment = NOW) -> tuple[DialogueLine, ...]:
    """Every dialogue of which the ledger has a text, those with the latest text first."""
    texts: dict[str, set[str]] = defaultdict(set)
    for key, asked in TEXTS.keys().items():
        texts[key] |= asked
    every = MEETINGS.keys()
    met = {row: key for key, asked in every.items() for row in asked}
    own = _own_meetings(met, moment)
    for key, some in own.items():
        texts[key] |= some
    shown = documents({d for some in texts.values() for d in some}, moment)
    found = [line for key, some in texts.items() if (line := _line(key, [shown[d] for d in some if d in shown]))]
    return tuple(sorted(found, key=lambda each: (each.last_day or date.min, each.key), reverse=True))


def _line(key: str, texts: Sequence[DocumentLine]) -> DialogueLine | None:
    if not any(d.official for d in texts):
        return None
    days = [d.first_day for d in texts if d.first_day]
    name, parties = _named(key, texts)
    return DialogueLine(key, name, parties, len(texts), min(days, default=None), max(days, default=None))


def _own_meetings(met: dict[str, str], moment: Moment) -> dict[str, set[str]]:
    """For each dialogue the documents that are texts of a round, as they speak of a meeting of its name on their own day."""
    found: dict[str, set[str]] = defaultdict(set)
    for some in chunks(met):
        rows = list(moment.rows(Meeting).filter(key__in=some).values_list("key", "document", "first_day"))
        days = dict(moment.rows(Document).filter(key__in={r[1] for r in rows}).values_list("key", "first_day"))
        for key, document, day in rows:
            made = days.get(document)
            if day and made and abs(day - made) <= _SAME_EVENT:
                found[met[key]].add(document)
    return found


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
    name, parties = _named(key, [shown[k] for k in own] or list(shown.values()))
    names = Counter(dict(TEXTS.names(key))) + Counter(dict(MEETINGS.names(key)))
    return Dialogue(key, name, tuple(n for n, _ in names.most_common(12)), parties, found, upcoming, shown)


def _named(key: str, texts: Iterable[DocumentLine]) -> tuple[str, tuple[str, ...]]:
    """The best name, and the parties that it gives or else most texts name together."""
    name = best_name([*TEXTS.names(key), *((n, c) for n, c in MEETINGS.names(key) if not TEXTS.names(key))])
    parties = taken_apart(name).parties
    if len(parties) < 2:
        usual = Counter(d.parties for d in texts if d.parties).most_common(1)
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
