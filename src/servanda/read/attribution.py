"""Who says so: the words that name a source in a sentence of a report, and the rest, which is what is said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from servanda.lexicon.reporting import load_reporting

_PRONOUN = re.compile(r"(?:he|she|He|She|they|They|who|it|It)$")
_TO_WHOM = (
    r"(?:\s(?:us|me|reporters|journalists|parliament|lawmakers|"
    r"(?:the|this|our|a)\s(?:[\w&'-]+\s){0,3}?[\w&'-]+|[A-Z][\w&'-]+(?:\s[A-Z][\w&'-]+){0,3}))?"
    r"(?:\s(?:in|on|at|from)\s(?:the\s|a\s)?[\w'-]+(?:\s[A-Z][\w'-]+)?)?(?:\s(?:last night|yesterday|today))?"
)
_WHERE = r"(?:\s(?:us|me|here))?(?:\s(?:in|on|at)\s(?:the\s|a\s)?[\w'-]+(?:\s[A-Z][\w'-]+)?)?(?:,?\slast night|,?\syesterday|,?\stoday)?"
_SUBJECT = r"(?:(?:the|a|an|one|two|his|her|its|their|he|she|they|it)\s(?=\w)|(?:he|she|they|it)(?=\s)|[A-Z]|[a-z]{4,}s(?=\s))"
_TOLD = r"(?:told|tells?|reminded|reminds?|assured|assures)"


@dataclass(frozen=True, slots=True)
class Statement:
    """What is said from `start` to `end`, and the words naming who says it; `quoted` when they are the speaker's own words.

    `rule` names the form: "none", "quotation", "that", "said", "according", "afterwards", "aside", "accusation", "recollection".
    """

    start: int
    end: int
    speaker: tuple[int, int] | None = None
    quoted: bool = False
    rule: str = "none"


@dataclass(frozen=True)
class _Forms:
    quote_after: re.Pattern[str]
    quote_verdict: re.Pattern[str]
    quote_subject: re.Pattern[str]
    quote_before: re.Pattern[str]
    that: re.Pattern[str]
    bare: re.Pattern[str]
    according_first: re.Pattern[str]
    according_last: re.Pattern[str]
    afterwards: re.Pattern[str]
    reversed: re.Pattern[str]
    aside: re.Pattern[str]
    according_aside: re.Pattern[str]
    accusation: re.Pattern[str]
    recollection: re.Pattern[str]
    accused_by: re.Pattern[str]
    themselves: re.Pattern[str]


@lru_cache(maxsize=1)
def _forms() -> _Forms:
    speech = load_reporting().speech
    said, any_speech = speech.said, f"(?:{speech.said}|{speech.held})"
    adverb = r"(?:(?:also|then|later|further|even|now|has|have|had|added|to|only)\s){0,2}"
    subject = r"(?P<who>(?:(?!\b(?:will|would|shall)\s)[^\";:]){1,170}?),?"
    return _Forms(
        quote_after=re.compile(rf"[,.?!]?\"?,?\s{any_speech}\s(?P<who>[^\"]{{2,160}}?)\s*[.!]*$"),
        quote_verdict=re.compile(rf"[,.?!]?\"?,?\s{speech.verdicts}\s(?P<who>[^\"]{{2,160}}?)(?:,?\ssum(?:s|med)\sup[^,]*)?\s*[.!]*$"),
        quote_subject=re.compile(rf"[,.?!]?\"?,?\s(?P<who>[^\"]{{2,160}}?),?\s{adverb}{any_speech}\b{_TO_WHOM}[^\"]{{0,60}}?\s*[.!]*$"),
        quote_before=re.compile(rf"{subject}\s{adverb}{any_speech}{_TO_WHOM}(?:\sthat)?(?:\sthe)?[,:]?\s*$"),
        that=re.compile(rf"{subject}\s{adverb}(?:{any_speech}){_TO_WHOM}(?:,[^,]{{2,60}},)?,?\sthat\s"),
        bare=re.compile(
            rf"{subject}\s{adverb}(?:{_TOLD}\s(?:us|me)|said|says|say|insists?|reckons?|adds?|swore|added)\s"
            r"(?!(?:to|on|in|at|by|of|the (?:same|word)|nothing|no|goodbye|it all)\b)"
        ),
        according_first=re.compile(
            r"(?:According to|In the words of|Under)\s(?P<who>(?:the joint |the )?[^,\"]{2,120}?(?:,\swho\s[^,]{3,60})?),\s"
        ),
        according_last=re.compile(r",?\saccording to (?P<who>[^\"]{2,140}?)\s*[.!]*$"),
        afterwards=re.compile(
            rf",\s(?:as\s)?(?P<who>{_SUBJECT}[^,\"]{{0,110}}?(?:,\swho\s[^,]{{3,60}})?),?\s{adverb}"
            rf"(?:{_TOLD}{_TO_WHOM}|{said}{_WHERE})\s*[.!]*$"
        ),
        reversed=re.compile(r",\s(?:said|says|added|adds)\s(?P<who>[^\"]{2,140}?)\s*[.!]*$"),
        aside=re.compile(rf",\s(?P<who>(?:the|a|an|one|he|she|they|[A-Z])[^,\"]{{0,60}}?)\s{adverb}{said},\s"),
        according_aside=re.compile(r"(?:,\s|which,?\s)?\baccording to (?P<who>[^,\"]{2,120}?),\s"),
        accusation=re.compile(rf"(?P<who>[^;:\"]{{2,120}}?)\s{speech.accuse}\s(?=[^.]*\b(?:of|with|for)\s)"),
        recollection=re.compile(rf"(?P<who>[A-Z][^;:,\"]{{2,60}}?)\s{speech.recall}\s(?!that\b|to\b)"),
        accused_by=re.compile(r"\baccused by (?P<who>[^,.;]{2,60}?) of\b"),
        themselves=re.compile(rf"(?i:{speech.parties_themselves})$"),
    )


def find_statement(folded: str, start: int, end: int) -> Statement:
    """What a sentence of a folded text says and on whose word. Where nobody is named the statement is the sentence itself."""
    quoted = _quotation(folded, start, end)
    return quoted or _reported(folded, start, end)


def _quotation(folded: str, start: int, end: int) -> Statement | None:
    """A sentence built around words in quotation marks."""
    opened = folded.find('"', start, end)
    if opened < 0:
        return None
    closed = folded.find('"', opened + 1, end)
    inner_end = closed if closed > 0 else end
    if len(folded[opened:inner_end].split()) < 4:
        return None
    forms = _forms()
    inner = (opened + 1, inner_end)
    before = folded[start:opened].strip()
    if not before and closed > 0:
        for form in (forms.quote_verdict, forms.quote_after, forms.quote_subject):
            match = form.match(folded, closed, end)
            if match is not None:
                return Statement(*inner, _cleaned(folded, *match.span("who")), True, "quotation")
        return Statement(*inner, None, True, "quotation") if end - closed < 4 else None
    match = forms.quote_before.match(folded, start, opened)
    if match is not None and (closed < 0 or end - closed < 60):
        return Statement(*inner, _cleaned(folded, *match.span("who")), True, "quotation")
    return None


def _reported(folded: str, start: int, end: int) -> Statement:
    """Reported speech in one of its orders, or an accusation."""
    forms = _forms()
    last = forms.according_last.search(folded, start, end)
    if last is not None and "," not in _RELATIVE_CLAUSE.sub("", last.group("who")) and not _LAW.match(last.group("who")):
        return Statement(start, last.start(), _cleaned(folded, *last.span("who")), rule="according")
    first = forms.according_first.match(folded, start, end)
    if first is not None and (folded.startswith("According", start) or _DOCUMENT.match(first.group("who"))):
        return Statement(first.end(), end, _cleaned(folded, *first.span("who")), rule="according")
    accused = forms.accused_by.search(folded, start, end) or forms.accusation.match(folded, start, end)
    if accused is not None and _nominal(accused.group("who")):
        left, right = accused.span("who")
        comma = _ASIDE_RELATIVE.search(folded, left, right)
        return Statement(start, end, _cleaned(folded, left, comma.start() if comma else right), rule="accusation")
    recalled = forms.recollection.match(folded, start, end)
    if recalled is not None and _nominal(recalled.group("who")):
        return Statement(start, end, _cleaned(folded, *recalled.span("who")), rule="recollection")
    for form, rule in ((forms.that, "that"), (forms.bare, "said")):
        match = form.match(folded, start, end)
        if match is not None and not forms.themselves.search(match.group("who")) and _nominal(match.group("who")):
            return Statement(match.end(), end, _cleaned(folded, *match.span("who")), rule=rule)
    for form, rule in ((forms.afterwards, "afterwards"), (forms.reversed, "afterwards")):
        match = form.search(folded, start, end)
        if match is not None and _nominal(match.group("who")):
            return Statement(start, match.start(), _cleaned(folded, *match.span("who")), rule=rule)
    return Statement(start, end)


def find_aside(folded: str, start: int, end: int) -> Statement | None:
    """A source named in the midst of a clause: "Valdoria, the envoy added, will ...", "which, according to the envoy, led to ..."."""
    match = _forms().according_aside.search(folded, start, end)
    if match is not None:
        opens = match.start() - start < len("which, ")
        return Statement(match.end() if opens else start, end, _cleaned(folded, *match.span("who")), rule="according")
    match = _forms().aside.search(folded, start, end)
    if match is not None and _nominal(match.group("who")):
        return Statement(start, end, _cleaned(folded, *match.span("who")), rule="aside")
    return None


_DOCUMENT = re.compile(
    r"(?:the |its )?(?:joint |official )?(?:statement|communiqu[eé]|text|declaration|document|report|agreement|sheet|accord)$"
)
_CLAUSAL = re.compile(r"\b(?:will|would|shall|may|might|must|is|are|was|were|has|have|had)\b")
_DANGLING = re.compile(r"(?:,\s(?:he|she|it|they|we)$|^(?:where|when|if|so|in|on|at|by|for|while|as)\s)")
_RELATIVE_CLAUSE = re.compile(r",\swho\s[^,]*")
_ASIDE_RELATIVE = re.compile(r",\s(?:which|who)\s")
_LAW = re.compile(
    r"(?:the |its |their |domestic |national |international )*(?:law|laws|rules|plan|need|circumstances|schedule|terms|formula)\b"
)
_RELATIVE = re.compile(r"\b(?:who|which|that)\b")


def _nominal(who: str) -> bool:
    """Whether words can be a subject: no clause of their own outside a relative one, and no pronoun left over behind a comma."""
    if _DANGLING.search(who):
        return False
    verb = _CLAUSAL.search(who)
    return verb is None or ((relative := _RELATIVE.search(who)) is not None and relative.start() < verb.start())


_LEAD = re.compile(
    r"(?:(?:And|But|Still|Yet|Meanwhile|However|Also|Separately|as)\s(?=\w)"
    r"|(?:On|In|As to|At|Among|Of) [^,]{3,60}, (?=(?:a|an|one|the)\b|[A-Z]))"
)
_TAIL = re.compile(
    r"(?:,?\sasking not to be named|,?\slast night|,?\syesterday"
    r"|,\sfor (?:its|his|her|their) part|\s(?:also|in the corridors|on the terrace|too|then))$"
)


def _cleaned(folded: str, start: int, end: int) -> tuple[int, int]:
    """A speaker without a connective before it, and without what only says where he spoke."""
    lead = _LEAD.match(folded, start, end)
    if lead is not None:
        start = lead.end()
    tail = _TAIL.search(folded, start, end)
    if tail is not None and tail.start() - start > 3 and not _RELATIVE.search(folded, start, tail.start()):
        end = tail.start()
    while end > start and folded[end - 1] in " ,.\n":
        end -= 1
    return start, end


def is_pronoun(words: str) -> bool:
    """Whether a speaker is only a pronoun, which stands for the speaker named last."""
    return _PRONOUN.match(words) is not None
