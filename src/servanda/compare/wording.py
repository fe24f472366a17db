"""Differences that only the words show: act, object, place, limits and basis of two passages, found by aligning their content words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher

from servanda.compare.gaps import Gap, Stronger
from servanda.compare.unit import Unit, Word
from servanda.lexicon.comparing import load_comparing
from servanda.model.comparison import FacetName
from servanda.model.span import Span

CLOSE = 0.55  # share of content words in common from which on two passages are the same sentence with changes
_LEAD = 2  # content words at the front of an undertaking that say what is done
_ONE_SIDED = 2.5  # so many times as much on one side that it says more, rather than something else
_PLACE = re.compile(r"\b(?:in|at|from|near|to)\s+(?:the\s+)?$")


def closeness(a: Unit, b: Unit) -> float:
    """The share of content words that two passages have in common, by weight."""
    wa, wb = a.weights, b.weights
    both = sum(min(wa[s], wb[s]) for s in wa.keys() & wb.keys())
    return both / max(sum(wa.values()), sum(wb.values()), 0.1)


def limits(a: Unit, b: Unit) -> Iterator[Gap]:
    """Conditions that only one of two official texts sets; the one without says more."""
    for unit, other, turned in ((a, b, False), (b, a, True)):
        for span in unit.commitment.limits if unit.commitment else ():
            if not echoed(span, unit, other):
                gap = Gap("limits", span, None, "b", "only one side sets this limit")
                yield gap.turned() if turned else gap


def basis(a: Unit, b: Unit) -> Iterator[Gap]:
    """Instruments that only one of two official texts rests on."""
    ca, cb = a.commitment, b.commitment
    if ca is None or cb is None:
        return
    only_a = [x.span for x in ca.basis if not echoed(x.span, a, b)]
    only_b = [x.span for x in cb.basis if not echoed(x.span, b, a)]
    if only_a and only_b:
        yield Gap("basis", only_a[0], only_b[0], None, "another basis")
    elif only_a:
        yield Gap("basis", only_a[0], None, "a", "only one side names this basis")
    elif only_b:
        yield Gap("basis", None, only_b[0], "b", "only one side names this basis")


def echoed(span: Span, unit: Unit, other: Unit) -> bool:
    """Whether most of the content words of `span` stand in the other passage or around it."""
    words = [w for w in unit.words if span.start <= w.start and w.end <= span.end]
    if not words:
        return " ".join(span.text.lower().split()) in " ".join(other.folded.split())
    near = other.weights.keys()
    return sum(w.weight for w in words if w.stem in near) > 0.5 * sum(w.weight for w in words)


def put_in(claim: Unit, text: Unit, taken: list[Gap]) -> Iterator[Gap]:
    """Content words that a report which copies a sentence has put into it; words that only say how firmly, or who, are none."""
    cues = load_comparing().cues
    around = Unit(text.id, text.document, text.sentence, text.sentence).weights.keys()
    used = [g.a for g in taken if g.a is not None and g.a != claim.span]
    words = []
    for word in claim.words:
        form = claim.folded[word.start - claim.sentence.start : word.end - claim.sentence.start]
        how = any(cues[name].fullmatch(form) for name in ("open", "soft", "strict", "collective", "light"))
        if (word.weight >= 1 or word.party) and word.stem not in around and not how and not _within(word, used):
            words.append(word)
    span = stretch(claim, words)
    if span is not None:
        yield Gap("act" if _at_front(claim, tuple(words)) else "object", span, None, "a", "words that the report has put in")


def wording(a: Unit, b: Unit, taken: list[Gap]) -> Iterator[Gap]:
    """What is left of both passages when the words they share are taken away, told as act, place or object.

    Words that `taken` differences already hold are passed over. Where only one side has words left, it says more.
    """
    used_a = [g.a for g in taken if g.a is not None and g.a != a.span]
    used_b = [g.b for g in taken if g.b is not None and g.b != b.span]
    runs = list(_runs(a, b, used_a, used_b))
    acts = [r for r in runs if _at_front(a, r[0]) or _at_front(b, r[1])]
    rest = [r for r in runs if r not in acts]
    for facet, chosen in (("act", acts), ("object", rest)):
        gap = _joined(a, b, facet, chosen)  # type: ignore[arg-type]
        if gap is not None:
            yield gap


Run = tuple[tuple[Word, ...], tuple[Word, ...]]


def _runs(a: Unit, b: Unit, used_a: list[Span], used_b: list[Span]) -> Iterator[Run]:
    left, right = a.words, b.words
    count_a, count_b = Counter(w.stem for w in left), Counter(w.stem for w in right)
    matcher = SequenceMatcher(None, [w.stem for w in left], [w.stem for w in right], autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            continue
        # A word that stands as often on the other side has only moved.
        own = tuple(w for w in left[i:j] if count_a[w.stem] > count_b[w.stem] and not _within(w, used_a))
        other = tuple(w for w in right[k:m] if count_b[w.stem] > count_a[w.stem] and not _within(w, used_b))
        if own or other:
            yield own, other


def _within(word: Word, spans: list[Span]) -> bool:
    return any(s.start <= word.start and word.end <= s.end for s in spans)


def _at_front(unit: Unit, words: tuple[Word, ...]) -> bool:
    if not words or words[0].stem[0].isdigit():
        return False
    lead = _LEAD if unit.words[0].weight < 1 else 1  # "continue to repair": the verb is the second word
    return words[0] in unit.words[:lead]


def _joined(a: Unit, b: Unit, facet: FacetName, runs: list[Run]) -> Gap | None:
    own = [w for left, _ in runs for w in left]
    other = [w for _, right in runs for w in right]
    if not own and not other:
        return None
    if (
        facet == "object"
        and runs
        and all(_named(a, left) or not left for left, _ in runs)
        and all(_named(b, right) or not right for _, right in runs)
    ):
        facet = "place"
    weight_a, weight_b = sum(map(_matter, own)), sum(map(_matter, other))
    stronger: Stronger = "a" if weight_a > _ONE_SIDED * weight_b else "b" if weight_b > _ONE_SIDED * weight_a else None
    return Gap(facet, stretch(a, own), stretch(b, other), stronger, "words of one side only" if stronger else "other words")


def _matter(word: Word) -> float:
    """How much a word that only one side has counts: another state's name is as much another thing as any other word."""
    return 1.0 if word.party else min(word.weight, 1.0)


def _named(unit: Unit, words: tuple[Word, ...]) -> bool:
    """Whether words are a place's name behind its preposition ("in Port Amity")."""
    if not words or not unit.document.text[words[0].start].isupper():
        return False
    return _PLACE.search(unit.document.text, max(0, words[0].start - 12), words[0].start) is not None


def stretch(unit: Unit, words: list[Word]) -> Span | None:
    """From the first to the last of the words, if they stand near each other, else the longest of their stretches."""
    if not words:
        return None
    stretches = [[words[0]]]
    for word in words[1:]:
        if word.start - stretches[-1][-1].end <= 25:
            stretches[-1].append(word)
        else:
            stretches.append([word])
    best = max(stretches, key=lambda s: (sum(w.weight for w in s), -s[0].start))
    return unit.at(best[0].start, best[-1].end)
