"""The closed vocabularies in plain words, ready for translation."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from servanda_ledger.pages.follow_labels import FOLLOW

LABELS: dict[str, str | Promise] = {
    **FOLLOW,
    # kinds of documents
    "communique": _("Communiqué"),
    "joint_statement": _("Joint statement"),
    "declaration": _("Declaration"),
    "readout": _("Readout"),
    "fact_sheet": _("Fact sheet"),
    "treaty": _("Treaty"),
    "mou": _("Memorandum of understanding"),
    "resolution": _("Resolution"),
    "press_release": _("Press release"),
    "report": _("Press report"),
    # obligation and polarity
    "binding": _("binding"),
    "firm": _("firm"),
    "soft": _("soft"),
    "do": _("to do"),
    "refrain": _("to refrain"),
    # conduct
    "meet": _("meet"),
    "consult": _("consult"),
    "conclude": _("conclude"),
    "establish": _("establish"),
    "provide": _("provide"),
    "cooperate": _("cooperate"),
    "uphold": _("uphold"),
    "act": _("act"),
    # claims
    "commitment": _("commitment"),
    "event": _("event"),
    "scope": _("scope"),
    "effect": _("effect"),
    "assessment": _("assessment"),
    "precedent": _("precedent"),
    "allegation": _("allegation"),
    "context": _("context"),
    # review
    "machine": _("read by machine"),
    "confirmed": _("confirmed"),
    "corrected": _("corrected"),
    "added": _("added by an editor"),
    "rejected": _("rejected"),
    # instruments
    "agreement": _("Agreement"),
    "convention": _("Convention"),
    "protocol": _("Protocol"),
    "memorandum": _("Memorandum"),
    "charter": _("Charter"),
    "notes": _("Exchange of notes"),
    "other": _("Other"),
    "mentioned": _("mentioned"),
    "under discussion": _("under discussion"),
    "negotiated": _("negotiated"),
    "signed": _("signed"),
    "ratification sought": _("ratification sought"),
    "ratified": _("ratified"),
    "in force": _("in force"),
    "withdrawn": _("withdrawn"),
    # names of facts on a card
    "Place": _("Place"),
    "Basis": _("Basis"),
    "Limit": _("Limit"),
    "Bound": _("Bound"),
    "implicit": _("implicit"),
    "Operator": _("Words that commit"),
    "Why": _("Rules"),
    "According to": _("According to"),
    "the report itself": _("the report itself"),
    "Said to be": _("Said to be"),
    "Meetings": _("Meetings"),
    "Instruments": _("Instruments"),
    "People": _("People"),
    # entries of the book
    "document.added": _("Document added"),
    "reading.made": _("Read again by a newer reader"),
    "commitment.confirmed": _("Commitment confirmed"),
    "commitment.corrected": _("Commitment corrected"),
    "commitment.rejected": _("Commitment rejected"),
    "commitment.split": _("Commitment split"),
    "commitment.merged": _("Commitments merged"),
    "commitment.added": _("Commitment added"),
    "decision.withdrawn": _("Decision taken back"),
    "candidates.proposed": _("Evidence proposed by the machine"),
    "candidate.settled": _("Proposed evidence settled"),
    "status.decided": _("Status decided"),
    "action.recorded": _("Act on an instrument recorded"),
    "event.dated": _("Day of an event recorded"),
}

OBLIGATION_MEANING: dict[str, str | Promise] = {
    "binding": _("in a legal instrument, or decided by a body that can bind: “shall”, “undertakes”"),
    "firm": _("a political promise: “agreed to”, “will”, “committed to”"),
    "soft": _("an intention or endeavour: “intend”, “seek”, “stand ready”"),
}


def label(value: object) -> str:
    """A label of the codebook in the reader's language; what is no label is returned as it is."""
    return str(LABELS.get(str(value), value))
