"""The words for what a brief tells of: sections, labels, rungs, differences."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from servanda_ledger.brief.parts import Item, Scope, SectionName, What
from servanda_ledger.catalogue.dialogue_names import best_name
from servanda_ledger.catalogue.dialogues import MEETINGS, TEXTS
from servanda_ledger.catalogue.instruments import MENTIONS
from servanda_ledger.catalogue.party_words import party_name

Words = dict[str, "str | Promise"]

SECTIONS: dict[SectionName, str | Promise] = {
    "new": gettext_lazy("New commitments"),
    "changed": gettext_lazy("What changed between rounds"),
    "coverage": gettext_lazy("Where reports depart from the official text"),
    "due": gettext_lazy("What falls due"),
    "outcomes": gettext_lazy("What came of commitments"),
    "evidence": gettext_lazy("New evidence"),
}
LABELS: dict[What, str | Promise] = {
    "new": gettext_lazy("New"),
    "entered": gettext_lazy("Added by an editor"),
    "strengthened": gettext_lazy("Strengthened"),
    "weakened": gettext_lazy("Weakened"),
    "contradicted": gettext_lazy("Changed"),
    "dropped": gettext_lazy("Not found any more"),
    "introduced": gettext_lazy("Not in the round before"),
    "carried": gettext_lazy("As in the round before"),
    "report_more": gettext_lazy("The report says more"),
    "report_less": gettext_lazy("The report says less"),
    "report_differs": gettext_lazy("The report says something else"),
    "unsupported": gettext_lazy("Not in the official text"),
    "due": gettext_lazy("Falls due"),
    "overdue": gettext_lazy("Past its last day"),
    "decided": gettext_lazy("Decided"),
    "fulfils": gettext_lazy("Proposed by machine"),
    "accepted": gettext_lazy("Accepted by an editor"),
    "action": gettext_lazy("Act of a party"),
}
STATUSES: Words = {
    "not_checked": gettext_lazy("not yet checked"),
    "nothing_found": gettext_lazy("checked, nothing found"),
    "under_way": gettext_lazy("under way"),
    "kept": gettext_lazy("kept"),
    "partly_kept": gettext_lazy("partly kept"),
    "broken": gettext_lazy("broken"),
    "superseded": gettext_lazy("superseded"),
    "lapsed": gettext_lazy("lapsed"),
    "cannot_be_judged": gettext_lazy("cannot be judged"),
}
ACTIONS: Words = {
    "negotiated": gettext_lazy("negotiated"),
    "adopted": gettext_lazy("adopted"),
    "signed": gettext_lazy("signed"),
    "ratified": gettext_lazy("ratified"),
    "accepted": gettext_lazy("accepted"),
    "approved": gettext_lazy("approved"),
    "acceded": gettext_lazy("acceded"),
    "succeeded": gettext_lazy("succeeded"),
    "provisionally applied": gettext_lazy("provisionally applied"),
    "in force": gettext_lazy("in force"),
    "reserved": gettext_lazy("reservation made"),
    "objected": gettext_lazy("objection made"),
    "reservation withdrawn": gettext_lazy("reservation withdrawn"),
    "signature withdrawn": gettext_lazy("signature withdrawn"),
    "ratification withdrawn": gettext_lazy("ratification withdrawn"),
    "withdrawn": gettext_lazy("withdrawn"),
    "suspended": gettext_lazy("suspended"),
    "terminated": gettext_lazy("terminated"),
}
FACETS: Words = {
    "act": gettext_lazy("what is done"),
    "date": gettext_lazy("date"),
    "place": gettext_lazy("place"),
    "parties": gettext_lazy("parties"),
    "obligation": gettext_lazy("firmness"),
    "polarity": gettext_lazy("to do or not to do"),
    "object": gettext_lazy("object"),
    "scope": gettext_lazy("scope"),
    "limits": gettext_lazy("limits"),
    "deadline": gettext_lazy("deadline"),
    "amount": gettext_lazy("amount"),
    "basis": gettext_lazy("basis"),
}
# The look of a label: what wants attention, what is settled, what is only told.
TONES: dict[What, str] = {
    "weakened": "warn",
    "contradicted": "warn",
    "dropped": "warn",
    "overdue": "warn",
    "report_more": "warn",
    "report_less": "warn",
    "report_differs": "warn",
    "unsupported": "warn",
}


def tone(item: Item) -> str:
    """The look of an item's label: warn, good or plain."""
    if item.what == "decided":
        return {"kept": "good", "broken": "warn", "lapsed": "warn"}.get(item.status, "plain")
    return TONES.get(item.what, "plain")


def party(code: str) -> str:
    """A party's name in the reader's language."""
    return pgettext("party", party_name(code))


def quoted(words: str) -> str:
    """Words in the quotation marks of the reader's language."""
    return _("“%(words)s”") % {"words": words}


def firmness(item: Item) -> str:
    """How firmly a commitment binds, and whether it is one not to do something."""
    kinds = {
        ("binding", "do"): _("Binding commitment"),
        ("binding", "refrain"): _("Binding commitment to refrain"),
        ("firm", "do"): _("Firm commitment"),
        ("firm", "refrain"): _("Firm commitment to refrain"),
        ("soft", "do"): _("Soft commitment"),
        ("soft", "refrain"): _("Soft commitment to refrain"),
    }
    return kinds.get((item.obligation, item.polarity), "")


def scope_words(scope: Scope) -> str:
    """What a brief is about, in words; empty for everything."""
    if scope.kind in ("party", "pair"):
        names = [party(code) for code in scope.parties]
        return _(" and ").join(names)
    if scope.kind == "dialogue":
        return best_name([*TEXTS.names(scope.value), *MEETINGS.names(scope.value)]) or scope.value
    if scope.kind == "instrument":
        return next((name for name, _count in MENTIONS.names(scope.value)), scope.value)
    if scope.kind == "search":
        return _("the search %(words)s") % {"words": quoted(scope.value)}
    return ""
