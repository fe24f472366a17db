"""What readers of a large ledger ask: queries of every kind, out of the words and parties that it holds."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from servanda.model.labels import CONDUCTS, OBLIGATIONS
from servanda_ledger.book.models import Commitment, CommitmentParty
from servanda_ledger.search.query import Query, Sort

_SENTENCES = 3000
_WORDS = re.compile(r"[A-Za-z]{4,}")


def kinds(rng: random.Random, count: int) -> Iterator[tuple[str, list[Query]]]:
    """Kinds of queries by name, each with `count` different ones."""
    last = Commitment.objects.order_by("-id").values_list("id", flat=True)[0]
    step = max(1, Commitment.objects.count() // _SENTENCES)
    sentences = list(Commitment.objects.filter(id__lte=last).order_by("id").values_list("sentence", flat=True)[::step])
    seen = Counter(word for sentence in sentences for word in set(_WORDS.findall(sentence.lower())))
    common = [word for word, _ in seen.most_common(count)]
    rare = [word for word, times in seen.items() if 2 <= times <= 30]
    parties: list[str] = [p for (p,) in CommitmentParty.objects.filter(id__lte=last).values_list("party")[: 200 * _SENTENCES : 97]]
    days = [d for (d,) in Commitment.objects.exclude(day=None).values_list("day")[: 50 * _SENTENCES : 31] if d]

    def one() -> str:
        word: str = rng.choice(rare)
        return word

    def phrase() -> str:
        words: list[str] = rng.choice(sentences).split()
        at = rng.randrange(max(1, len(words) - 3))
        return '"' + " ".join(words[at : at + rng.randrange(2, 4)]).replace('"', "") + '"'

    def party() -> str:
        return rng.choice(parties)

    def two() -> tuple[str, str]:
        a, b = sorted(rng.sample(sorted(set(parties)), 2))
        return a, b

    def dates() -> tuple[date, date]:
        first = rng.choice(days)
        return first, first + timedelta(days=rng.randrange(30, 3000))

    def dated(*, due: bool) -> Query:
        first, last = dates()
        return Query(sort="due", due_from=first, due_to=last) if due else Query(date_from=first, date_to=last)

    def many(make: Callable[[], Query]) -> list[Query]:
        return [make() for _ in range(count)]

    sorts: tuple[Sort, ...] = ("newest", "oldest", "due")
    yield "front page, nothing asked", [Query(page=n + 1) for n in range(count)]
    yield "one word", many(lambda: Query(words=one()))
    yield "two words", many(lambda: Query(words=f"{rng.choice(common)} {one()}"))
    yield "a common word", [Query(words=word) for word in common]
    yield "a phrase", many(lambda: Query(words=phrase()))
    yield "OR, exclusion, prefix", many(lambda: Query(words=f"{one()} OR {one()[:4]}* -{rng.choice(common)}"))
    yield "fields only", many(lambda: Query(party=(party(),), obligation=(rng.choice(OBLIGATIONS),), sort=rng.choice(sorts)))
    yield "several values, kinds", many(lambda: Query(kind=tuple(rng.sample(CONDUCTS, 3)), has_deadline=rng.random() < 0.5))
    yield "two parties", many(lambda: Query(pair=two()))
    yield "date ranges", many(lambda: dated(due=False))
    yield "due ranges", many(lambda: dated(due=True))
    yield "a common word and fields", many(lambda: Query(words=rng.choice(common), party=(party(),)))
    yield "deep page, nothing asked", many(lambda: Query(page=rng.randrange(500, 3000)))
    yield "deep page, a common word", many(lambda: Query(words=rng.choice(common), page=rng.randrange(100, 500)))
    yield "documents, one word", many(lambda: Query(words=one()))
    yield "documents, a common word", [Query(words=word) for word in common]
    yield "documents, a phrase", many(lambda: Query(words=phrase()))
