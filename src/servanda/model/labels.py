"""The closed vocabularies of the codebook, as types."""

from __future__ import annotations

from typing import Literal, TypeVar, get_args

DocumentKind = Literal[
    "communique", "joint_statement", "declaration", "readout", "fact_sheet", "treaty", "mou", "resolution", "press_release", "report"
]
Polarity = Literal["do", "refrain"]
Obligation = Literal["binding", "firm", "soft"]
Conduct = Literal["meet", "consult", "conclude", "establish", "provide", "cooperate", "uphold", "act"]
About = Literal["commitment", "event", "scope", "effect", "assessment", "precedent", "allegation", "context"]
InstrumentType = Literal[
    "treaty", "agreement", "convention", "protocol", "memorandum", "communique", "declaration", "charter", "resolution", "notes", "other"
]
InstrumentStatus = Literal[
    "mentioned", "under discussion", "negotiated", "signed", "ratification sought", "ratified", "in force", "withdrawn"
]

DOCUMENT_KINDS: tuple[DocumentKind, ...] = get_args(DocumentKind)
POLARITIES: tuple[Polarity, ...] = get_args(Polarity)
OBLIGATIONS: tuple[Obligation, ...] = get_args(Obligation)
CONDUCTS: tuple[Conduct, ...] = get_args(Conduct)
ABOUTS: tuple[About, ...] = get_args(About)
INSTRUMENT_TYPES: tuple[InstrumentType, ...] = get_args(InstrumentType)
INSTRUMENT_STATUSES: tuple[InstrumentStatus, ...] = get_args(InstrumentStatus)

Label = TypeVar("Label", bound=str)


def one_of(value: str, allowed: tuple[Label, ...], what: str) -> Label:
    """`value` as one of `allowed`. Raises `ValueError` naming the choices otherwise."""
    for choice in allowed:
        if value == choice:
            return choice
    raise ValueError(f"{what} {value!r} is not one of: {', '.join(allowed)}")
