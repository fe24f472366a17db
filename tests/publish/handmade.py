"""Readings of the bundled example, built by hand: what was meant when the texts were written."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from servanda.model.claim import Claim
from servanda.model.commitment import Basis, Commitment
from servanda.model.document import Document, Series, Source
from servanda.model.entities import Instrument, Meeting, Person
from servanda.model.reading import Reading
from servanda.model.span import Span
from servanda.model.wire import stable_id

EXAMPLES = Path(__file__).parents[2] / "examples"
BOTH = ("MRN", "VAL")
SERIES = "Valdoria-Marenia Dialogue on Digital Security and Maritime Affairs"
ASSISTANCE = "Agreement between the Republic of Valdoria and the Kingdom of Marenia on Mutual Legal Assistance"
NAVIGATION = "Port Amity Treaty on Freedom of Navigation"


def words(text: str, wanted: str, within: Span | None = None, occurrence: int = 1) -> Span:
    """The n-th place of `wanted` in `text`, or in one span of it. Raises `ValueError` when it does not stand there."""
    start, end = (within.start, within.end) if within else (0, len(text))
    at = start - 1
    for _ in range(occurrence):
        at = text.index(wanted, at + 1, end)
    return Span.of(text, at, at + len(wanted))


def source(text: str, name: str) -> Source:
    """A source holding `text`."""
    return Source(id="sha256:" + hashlib.sha256(text.encode()).hexdigest(), name=name, text=text, language="en")


def line_of(text: str, span: Span) -> Span:
    """The sentence around a span, near enough for a test: from the full stop or line break before it to the one after it."""
    start = max(text.rfind("\n", 0, span.start), text.rfind(". ", 0, span.start) + 1) + 1
    ends = [at for at in (text.find("\n", span.end), text.find(". ", span.end)) if at >= 0]
    return Span.of(text, start, min(ends, default=len(text)))


def undertaking(text: str, action: str, operator: str, subject: str | None, **fields: Any) -> Commitment:
    """A commitment from its words: `deadline_words`, `place`, `basis` and `limits` are words inside the action's sentence."""
    anchor = words(text, action)
    sentence = line_of(text, anchor)

    def near(wanted: str) -> Span:
        at = text.rindex(wanted, 0, anchor.start + len(wanted))
        return Span.of(text, at, at + len(wanted))

    def inside(wanted: str) -> Span:
        return words(text, wanted, sentence)

    said = fields.pop("deadline_words", None)
    place = fields.pop("place", None)
    return Commitment(
        id=stable_id("c", action),
        action=anchor,
        sentence=sentence,
        parties=fields.pop("parties", BOTH),
        polarity=fields.pop("polarity", "do"),
        obligation=fields.pop("obligation", "firm"),
        kind=fields.pop("kind"),
        operator=near(operator),
        subject=near(subject) if subject else None,
        deadline=fields.pop("deadline", None),
        deadline_words=inside(said) if said else None,
        place=inside(place) if place else None,
        basis=tuple(Basis(inside(b), stable_id("i", b)) for b in fields.pop("basis", ())),
        limits=tuple(inside(one) for one in fields.pop("limits", ())),
        why=fields.pop("why", ("operator:" + operator,)),
    )


def instrument(text: str, wanted: str, **fields: Any) -> Instrument:
    """An instrument from the words that name it first."""
    return Instrument(id=stable_id("i", wanted), title=fields.pop("title", wanted), spans=(words(text, wanted),), **fields)


def person(text: str, name: str, **fields: Any) -> Person:
    """A person from the first place of the name."""
    return Person(name=name, spans=(words(text, name),), **fields)


def communique(name: str, **header: Any) -> tuple[str, Document]:
    """The text and header of one of the bundled official texts."""
    text = (EXAMPLES / name).read_text(encoding="utf-8")
    title = text.split("\n", 1)[0]
    return text, Document(source(text, name), "communique", title=title, heading=words(text, title), parties=BOTH, **header)


def round_one() -> Reading:
    """The first round, as read."""
    text, document = communique("communique-2031.txt", date="2031-05-14", place="Port Amity, Valdoria", series=Series(SERIES, 1))
    they, agreed = "The two sides", "agreed"
    return Reading(
        document,
        commitments=(
            undertaking(
                text,
                "neither government would carry out or knowingly support intrusions into the computer networks of hospitals, "
                "ports or electricity suppliers of the other, in time of peace",
                agreed, "neither government", kind="act", polarity="refrain", limits=("in time of peace",),
            ),
            undertaking(
                text,
                "establish a hotline between their computer emergency response teams by the end of 2031",
                agreed, "They", kind="establish", deadline="2031", deadline_words="by the end of 2031",
            ),
            undertaking(
                text,
                "notify the other of incidents that affect shipping within 72 hours of detection",
                "will", "Each side", kind="consult", limits=("within 72 hours of detection",),
            ),
            undertaking(
                text,
                "the 2nd round of the Dialogue should take place in Velmora in 2032",
                agreed, they, kind="meet", deadline="2032", deadline_words="in 2032", place="Velmora",
            ),
        ),
    )  # fmt: skip


def promises_of_round_two(text: str) -> tuple[Commitment, ...]:
    """The commitments of the second round."""
    they, agreed, will = "The two sides", "agreed", "will"
    listed = {"operator": will, "subject": "the two sides", "why": ("operator:will", "list:lead-in")}
    return (
        undertaking(
            text,
            "neither government would carry out or knowingly support intrusions into the computer networks of hospitals, "
            "ports, water utilities or electricity suppliers of the other",
            agreed, "neither government", kind="act", polarity="refrain", why=("operator:agreed that", "negation:neither"),
        ),
        undertaking(text, "test the hotline every three months", agreed, "They", kind="act"),
        undertaking(
            text,
            "publish a joint summary of serious incidents by March 31, 2033",
            agreed, "They", kind="act", deadline="2033-03-31", deadline_words="by March 31, 2033",
        ),
        undertaking(
            text,
            f"respect freedom of navigation in the Strait of Lorne, in accordance with the {NAVIGATION} of 1998",
            "reaffirmed their commitment", they, kind="uphold", basis=(NAVIGATION,), limits=("in accordance with the " + NAVIGATION,),
        ),
        undertaking(
            text,
            "notify the other of incidents that affect shipping as soon as practicable, subject to its domestic law",
            "will endeavor", "Each side", kind="consult", obligation="soft",
            limits=("as soon as practicable", "subject to its domestic law"),
        ),
        undertaking(text, f"continue to seek ratification of the {ASSISTANCE}", agreed, they, kind="conclude", basis=(ASSISTANCE,)),
        undertaking(text, "continue discussions on the recovery of stolen assets", agreed, they, kind="consult"),
        undertaking(
            text,
            "meet in Port Amity before the end of 2032",
            will, "their prosecutors", kind="meet", deadline="2032", deadline_words="before the end of 2032",
            place="Port Amity", basis=("that Agreement",),
        ),
        undertaking(
            text,
            "train 60 Marenian investigators in digital forensics by the end of 2033",
            will, "Valdoria", kind="provide", parties=("VAL",), deadline="2033", deadline_words="by the end of 2033",
        ),
        undertaking(
            text,
            "open a liaison office in Port Amity in 2033, provided that its parliament approves the funds",
            "intends", "Marenia", kind="establish", obligation="soft", parties=("MRN",), deadline="2033", deadline_words="in 2033",
            place="Port Amity", limits=("provided that its parliament approves the funds",),
        ),
        undertaking(
            text,
            "conduct joint patrols against unlicensed fishing, starting in September 2032",
            kind="cooperate", deadline="2032-09", deadline_words="in September 2032", **listed,
        ),
        undertaking(
            text,
            "share satellite images of suspected vessels, without disclosing sources and methods",
            kind="provide", limits=("without disclosing sources and methods",), **listed,
        ),
        undertaking(
            text,
            "establish a working group on fisheries enforcement within 90 days of this meeting",
            kind="establish", deadline="2032-09-07", deadline_words="within 90 days of this meeting", **listed,
        ),
        undertaking(
            text,
            "the 3rd round of the Dialogue should take place in Port Amity in 2034",
            agreed, they, kind="meet", deadline="2034", deadline_words="in 2034", place="Port Amity",
        ),
    )  # fmt: skip


def round_two() -> Reading:
    """The second round, as read."""
    text, document = communique("communique-2032.txt", date="2032-06-09", place="Velmora, Marenia", series=Series(SERIES, 2))
    held = words(text, "the 2nd meeting of the " + SERIES)
    return Reading(
        document,
        commitments=promises_of_round_two(text),
        meetings=(
            Meeting(
                stable_id("m", "2"), SERIES, (held,), round=2, date="2032-06-09", place="Velmora", parties=BOTH,
                people=("Elena Marsh", "Ilias Toren"),
            ),
            Meeting(
                stable_id("m", "3"), SERIES, (words(text, "the 3rd round of the Dialogue"),), round=3, date="2034", place="Port Amity",
                parties=BOTH,
            ),
        ),
        instruments=(
            instrument(text, "an extradition treaty", title="extradition treaty", type="treaty", parties=BOTH, status="under discussion"),
            instrument(text, NAVIGATION, type="treaty", status="mentioned"),
            instrument(text, ASSISTANCE, type="agreement", parties=BOTH, status="ratification sought"),
            instrument(text, "Convention on the Safety of Undersea Cables", type="convention"),
        ),
        people=(
            person(text, "Elena Marsh", office="Minister of the Interior of the Republic of Valdoria", party="VAL"),
            person(text, "Ilias Toren", office="Secretary of State for Security of the Kingdom of Marenia", party="MRN"),
            person(text, "Amara Quill", office="Prosecutor General of Marenia", party="MRN"),
            person(text, "Jonas Reed", office="Director of the Valdorian Coast Guard", party="VAL"),
        ),
    )  # fmt: skip


def claim(text: str, quote: str, about: Any, **fields: Any) -> Claim:
    """A claim from its words; `attributed_to` and `date_words` are the first such words at or after the quote's paragraph."""
    anchor = words(text, quote)
    paragraph = Span.of(text, text.rfind("\n\n", 0, anchor.start) + 1, len(text))
    who, said = fields.pop("attributed_to", None), fields.pop("date_words", None)
    return Claim(
        id=stable_id("k", quote),
        quote=anchor,
        about=about,
        attributed_to=words(text, who, paragraph) if who else None,
        date_words=words(text, said, anchor) if said else None,
        **fields,
    )


def press() -> Reading:
    """The newspaper's report of the second round, as read."""
    text = (EXAMPLES / "press-2032.txt").read_text(encoding="utf-8")
    title = text.split("\n", 1)[0]
    document = Document(source(text, "press-2032.txt"), "report", title, words(text, title), date="2032-06-12", parties=BOTH)
    refrain: dict[str, Any] = {"parties": BOTH, "polarity": "refrain", "obligation": "firm", "kind": "act"}
    official = "A Marenian official who took part in the talks"
    return Reading(
        document,
        claims=(
            claim(text, title, "commitment", **refrain),
            claim(
                text,
                "Marenian Prime Minister Dara Venn greets rowers at the opening of the Lorne Regatta in Velmora, Marenia, May 30, 2032",
                "context", date="2032-05-30", date_words="May 30, 2032",
            ),
            claim(
                text, "Valdoria and Marenia signed an agreement on June 10", "event",
                attributed_to="the Northern Wire", parties=BOTH, date="2032-06-10", date_words="June 10",
            ),
            claim(
                text, "promising never to attack each other's computer networks", "commitment", attributed_to="the Northern Wire", **refrain
            ),
            claim(text, "it does not cover spying between the two governments", "scope"),
            claim(text, 'the promise "is worth less than the hotline, and the hotline works."', "assessment", attributed_to=official),
            claim(
                text, "Valdoria will also pay for the training of 60 Marenian investigators by the end of 2033", "commitment",
                parties=("VAL",), polarity="do", obligation="firm", kind="provide", date="2033", date_words="by the end of 2033",
            ),
            claim(text, "In 2027, Valdoria and Ostrey reached a similar understanding", "precedent", date="2027", date_words="2027"),
            claim(
                text, "claims by Valdorian ports fell by a third in the two years that followed", "effect",
                attributed_to="insurers in Port Amity",
            ),
        ),
        people=(
            person(text, "Elena Marsh", office="Interior Minister", party="VAL"),
            person(text, "Ilias Toren", native_name="Ηλίας Τόρεν", office="senior security official of Marenia", party="MRN"),
        ),
    )  # fmt: skip


def treaty() -> Reading:
    """A short treaty: binding duties, one promise inside another, and spans that cross."""
    text = (
        "Treaty on Quiet Waters\n\n"
        "Article 1\n\nEach Party shall not place mines in the Strait and shall remove, in accordance with the Annex, "
        "those it has placed, and shall undertake to help the other Party to clear the fairway."
    )
    whole = "remove, in accordance with the Annex, those it has placed, and shall undertake to help the other Party to clear the fairway"
    inner = "help the other Party to clear the fairway"
    crossing = "those it has placed, and shall undertake"
    first = undertaking(text, "not place mines in the Strait", "shall", "Each Party", kind="act", polarity="refrain", obligation="binding")
    second = undertaking(
        text, whole, "shall", "Each Party", kind="act", obligation="binding", basis=("the Annex",), limits=("in accordance with the Annex",)
    )
    third = undertaking(text, inner, "undertake", None, kind="cooperate", obligation="binding")
    fourth = undertaking(text, crossing, "shall", None, kind="act", obligation="soft")
    document = Document(source(text, "treaty.txt"), "treaty", title="Treaty on Quiet Waters", parties=BOTH)
    return Reading(document, commitments=(first, second, third, fourth))


def hostile() -> Reading:
    """A text that tries to break out: markup, terminal escapes, reversed text, formulas, Markdown."""
    name = '=HYPERLINK("http://x")'
    title = f"{name} <script>alert(1)</script> \x1b[31m\u202eevil"
    action = "=1+1 <img src=x onerror=alert(1)> **bold** \x1b]0;owned\x07 \u202eesrever | [a](javascript:b) \x9b31m"
    text = f"{title}\n\n- We will {action}.\n"
    promise = undertaking(text, action, "will", "We", kind="act", parties=("<b>X</b>",), why=("<i>rule</i>",))
    document = Document(source(text, "a<b>.txt"), "mou", title=title, parties=("<b>X</b>",))
    return Reading(document, commitments=(promise,))
