"""People in office: who was seen in which office for which party, when, and in which texts."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from servanda_ledger.book.models import Officeholder
from servanda_ledger.catalogue.documents import DocumentLine, documents
from servanda_ledger.catalogue.gathered import Found, Gathered, entered
from servanda_ledger.catalogue.kept_lists import KeptList, Said
from servanda_ledger.catalogue.moments import NOW, Moment
from servanda_ledger.catalogue.remembered import few_while_unchanged, while_unchanged

_WORD = re.compile(r"\w+")
_TITLES = frozenset({"mr", "mrs", "ms", "dr", "he", "she", "hon", "sir", "dame"})


@dataclass(frozen=True, slots=True)
class Office:
    """An office in which somebody was seen: for which party (empty: the text gives none), from when to when, in which documents."""

    office: str
    party: str
    first_day: date | None
    last_day: date | None
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody in a list, with the office last seen in."""

    key: str
    name: str
    native_name: str
    office: str
    party: str
    last_day: date | None
    texts: int


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom texts name, with all offices, the latest first."""

    key: str
    name: str
    names: tuple[str, ...]
    native_names: tuple[str, ...]
    offices: tuple[Office, ...]
    documents: dict[str, DocumentLine]


def person_slug(name: str, party: str) -> str:
    """The key of somebody, as it stands in addresses: the name; one of a single word is told apart by the party."""
    words = [w for w in _WORD.findall(name.lower().replace("'", "").replace("’", "")) if w not in _TITLES]
    latin = [w for w in words if _is_latin(w)]
    if len(latin) > 1:  # a name with itself in another script behind it
        words = latin
    if len(words) == 1:
        words += _WORD.findall(party.lower())
    return "-".join(words)[:100]


def _is_latin(word: str) -> bool:
    return all(unicodedata.name(c, "").startswith("LATIN") or not c.isalpha() for c in word)


def _plain(name: str) -> str:
    """A name without the words in its own script."""
    return name.replace(_in_own_script(name), "").strip() or name


def _in_own_script(name: str) -> str:
    """The words of a name that stand in another script behind the Latin ones."""
    words = name.split()
    other = [w for w in words if not _is_latin(w)]
    return " ".join(other) if len(words) - len(other) > 1 else ""


def _read(after: int, until: int) -> Iterator[Found]:
    rows = entered(Officeholder, after, until)
    for stored, name, party in rows.values_list("person_key", "name", "party").iterator(chunk_size=5000):
        yield person_slug(name, party), stored, name


PEOPLE = Gathered(_read)


def key_of_stored(stored: str) -> str:
    """The key of whoever has this `person_key` in the book's tables; empty when nobody has."""
    row = Officeholder.objects.filter(person_key=stored).values_list("name", "party").first()
    return person_slug(*row) if row else ""


@few_while_unchanged
def people(moment: Moment = NOW) -> tuple[PersonLine, ...]:
    """Everybody whom a text names with an office and a party, those seen last first."""
    return _LIST.at(moment)


_Told = tuple[str, str, str, str, date | None, str]  # name, name in its own script, office, party, day, document


def _said(subjects: Sequence[str] | None, moment: Moment) -> Iterator[Said[_Told]]:
    rows = moment.rows(Officeholder) if subjects is None else moment.rows(Officeholder).filter(subject__in=subjects)
    found = rows.values_list("subject", "name", "native_name", "office", "party", "day", "document")
    for subject, *told in found.iterator(chunk_size=5000):
        yield subject, person_slug(told[0], told[3]), tuple(told)


def _in_list(key: str, some: list[_Told]) -> PersonLine | None:
    seen = [s for s in some if s[2] and s[3] and len(s[0].split()) > 1]
    if not key or not seen:
        return None
    last = max(seen, key=lambda s: (s[4] or date.min, len(s[2])))
    native = next((n for s in some if (n := s[1] or _in_own_script(s[0]))), "")
    return PersonLine(key, _plain(last[0]), native, last[2], last[3], last[4], len({s[5] for s in some}))


def _order(line: PersonLine) -> tuple[object, ...]:
    return line.last_day or date.min, line.name, line.key


_LIST = KeptList(_said, _in_list, _order, backwards=True)


@while_unchanged
def person(key: str, moment: Moment = NOW) -> Person | None:
    """Somebody as the book has it; None when no text names anybody of that key."""
    rows = moment.rows(Officeholder).filter(person_key__in=PEOPLE.of(key)).order_by("day", "id")
    found = [r for r in rows.values_list("name", "native_name", "office", "party", "day", "document") if person_slug(r[0], r[3]) == key]
    if not found:
        return None
    offices: dict[tuple[str, str], list[tuple[date | None, str]]] = defaultdict(list)
    for _, _, office, party, day, document in found:
        offices[office, party].append((day, document))
    held = []
    for (office, party), seen in offices.items():
        days = [day for day, _ in seen if day]
        held.append(Office(office, party, min(days, default=None), max(days, default=None), tuple(dict.fromkeys(d for _, d in seen))))
    held.sort(key=lambda o: (bool(o.office), o.last_day or date.min, o.office), reverse=True)
    names = Counter(r[0] for r in found)
    natives = tuple(dict.fromkeys(n for r in found if (n := r[1] or _in_own_script(r[0]))))
    return Person(key, _plain(names.most_common(1)[0][0]), tuple(names), natives, tuple(held), documents({r[5] for r in found}, moment))
