"""Where the name of a meeting begins and ends ("2nd meeting of the High-Level Rivers and Harbours Dialogue")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from servanda.lexicon.meetings import MeetingLexicon
from servanda.lexicon.series import ordinal
from servanda.read.passages import Passages, Word, word_set

_LINKS = word_set("of for on and the to in with")
_OUTSIDE = word_set(
    "The This These That At In On Under During After Since For Following Ahead As And But With From Our Their Its His Her "
    "To Today Building By Through Including When While Both We Alongside Before Also Joint President Prime Minister Vice "
    "Secretary Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April June July August "
    "September October November December Hosting Hosted Attending Attended Readout Statement Remarks Communiqué Declaration "
    "Outcomes Outcome Announces Hosts FACT SHEET"
)
_ORDINAL = re.compile(
    r"\d{1,3}(?:st|nd|rd|th)|(?:Inaugural|First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth)|(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|inaugural)"
)


@dataclass(frozen=True, slots=True)
class Called:
    """A meeting named at `start` to `end`: `round` when the name has a number, `sure` when it can be no standing body."""

    start: int
    end: int
    round: int | None = None
    sure: bool = True


def called(passages: Passages, lexicon: MeetingLexicon) -> Iterator[Called]:
    """Every meeting that is named or numbered, none inside another."""
    done = -1
    hits = [
        *((m.start(), 0, m) for m in lexicon.sitting.finditer(passages.folded)),
        *((m.start(), 1, m) for m in lexicon.event.finditer(passages.folded)),
        *((m.start(), 2, m) for m in lexicon.body.finditer(passages.folded)),
        *((m.start("name"), 3, m) for m in lexicon.described.finditer(passages.folded)),
    ]
    for start, sort, match in sorted(hits, key=lambda h: (h[0], h[1])):
        if start < done:
            continue
        begin, finish = passages.around(start)
        if begin == finish:
            continue
        if sort == 0:
            found = _sitting(passages, match, finish)
        elif sort == 3:
            found = Called(match.start("name"), match.end("name"))
        else:
            found = _titled(passages, lexicon, match, (begin, finish), sort == 1)
        if found is not None and found.end > done:
            done = found.end
            yield found


def _sitting(passages: Passages, match: re.Match[str], finish: int) -> Called | None:
    """ "2nd meeting of the Rivers Dialogue": with the name behind it, which a mere "first meeting" needs."""
    words = passages.words(match.end(), min(finish, match.end() + 220))
    end = _complement(words, match.end())
    number = ordinal(match["round"]) if match["round"] else None
    if number is not None and end == match.end() and not match["round"][0].isdigit():
        return None
    if match["which"] is not None and end == match.end() and match["which"] not in ("next", "upcoming", "forthcoming"):
        return None
    return Called(match.start(), end, number)


def _complement(words: list[Word], at: int) -> int:
    """Where the name ends that goes on behind a sitting or an event at `at` ("of the Rivers Dialogue", "on Peace in Khemet")."""
    end, index = at, 0
    while index < len(words):
        step = index
        while step < len(words) and words[step].text in _LINKS | {"-", "&"} and step - index < 3:
            step += 1
        if step >= len(words) or not (words[step].capital or _ORDINAL.fullmatch(words[step].text) or words[step].text.isdigit()):
            break
        if step == index and end == at:
            break
        if (words[index].text in ("in", "and", "with") and end == at) or words[index].text == "with" or words[step].text in _OUTSIDE:
            break
        if words[index].text == "on" and (words[step].text.isdigit() or words[step].text == "May"):
            break
        if words[index].text == "in" or words[step].text.isdigit():
            break
        end, index = words[step].end, step + 1
    return end


def _titled(passages: Passages, lexicon: MeetingLexicon, match: re.Match[str], sentence: tuple[int, int], event: bool) -> Called | None:
    """A name that ends in, or begins with, a word for a meeting; None when it stands alone or only modifies another word."""
    behind = passages.words(match.end(), min(sentence[1], match.end() + 160))
    if behind and behind[0].capital and behind[0].text not in _OUTSIDE:
        return None
    start, number = _beginning(passages.words(max(sentence[0], match.start() - 160), match.start()), match.start())
    end = _complement(behind, match.end())
    if start == match.start() and end == match.end():
        return None
    held = lexicon.held.search(passages.folded, max(sentence[0], start - 34), start) is not None
    if not event and number is None and not held:
        return None
    if not event and number is None and match.group() in ("Council", "Commission", "Committee", "Forum", "Round"):
        return None
    return Called(start, end, number, event or number is not None)


def _beginning(words: list[Word], head: int) -> tuple[int, int | None]:
    """Where a name begins whose head stands at `head`, and the number that it begins with, if any."""
    start = head
    for at in range(len(words) - 1, -1, -1):
        word = words[at]
        if _ORDINAL.fullmatch(word.text) and words[min(at + 1, len(words) - 1)].text.lower() != "anniversary":
            return word.start, ordinal(word.text)
        if word.capital or (word.text.isdigit() and len(word.text) == 4):
            if word.text in _OUTSIDE or word.text.endswith("'s"):
                break
            start = word.start
        elif not (start < head and at and _joined(word, words[at - 1])):
            break
    return start, None


def _joined(link: Word, before: Word) -> bool:
    """Whether a small word goes on with a name to its left ("Rivers and Harbours Dialogue", "Conference of Ministers Meeting")."""
    if not before.capital or before.text in _OUTSIDE:
        return False
    return link.text in ("and", "&", "-") or (
        link.text in ("of", "on", "for") and before.text in ("Heads", "Conference", "Minister", "Ministers", "Council")
    )
