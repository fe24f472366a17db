"""What came of commitments, in plain words: rungs of the ladder, states of deadlines, what newer texts may do, acts on instruments."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FOLLOW: dict[str, str | Promise] = {
    # rungs
    "not_checked": _("not checked"),
    "nothing_found": _("checked, nothing found"),
    "under_way": _("under way"),
    "kept": _("kept"),
    "partly_kept": _("partly kept"),
    "broken": _("broken"),
    "superseded": _("superseded"),
    "lapsed": _("lapsed"),
    "cannot_be_judged": _("cannot be judged"),
    # deadlines
    "overdue": _("overdue"),
    "due": _("due"),
    "upcoming": _("upcoming"),
    "undated": _("undated"),
    # what a machine proposes, which is why it only "may"
    "repeats": _("may repeat"),
    "strengthens": _("may strengthen"),
    "weakens": _("may weaken"),
    "contradicts": _("may contradict"),
    "fulfils": _("may fulfil"),
    # acts
    "adopted": _("adopted"),
    "accepted": _("accepted"),
    "approved": _("approved"),
    "acceded": _("acceded"),
    "succeeded": _("succeeded"),
    "provisionally applied": _("provisionally applied"),
    "reserved": _("made a reservation"),
    "objected": _("objected to a reservation"),
    "reservation withdrawn": _("took back a reservation"),
    "signature withdrawn": _("took back its signature"),
    "ratification withdrawn": _("took back its ratification"),
    "suspended": _("suspended"),
    "terminated": _("terminated"),
    # entries
    "candidates.proposed": _("Held against earlier texts"),
    "candidate.settled": _("Proposal settled"),
    # orders of the queue
    "doubt": _("the most doubtful first"),
    "text": _("in the order of the text"),
    "newest": _("the newest first"),
}

MEANING: dict[str, str | Promise] = {
    "not_checked": _("Nobody has looked. This says nothing of the commitment."),
    "nothing_found": _("Somebody looked and found no evidence either way."),
    "under_way": _("Steps were taken that show it is being carried out."),
    "kept": _("What was promised was done."),
    "partly_kept": _("A part of what was promised was done."),
    "broken": _("The opposite was done, or it was not done and its time is over."),
    "superseded": _("A newer commitment of the same parties took its place."),
    "lapsed": _("Its time or its condition is over, and nothing was owed any more."),
    "cannot_be_judged": _("It cannot be told, for example because the words name nothing that could be observed."),
}

# What `follow.ladder` calls other ways of counting, and where they come from; their own words stay as they are.
MAPPED: dict[str, str | Promise] = {
    "G7/G20 Research Group compliance score": _("G7/G20 Research Group compliance score"),
    "G7 Research Group and G20 Research Group, Compliance Coding Manual": _(
        "G7 Research Group and G20 Research Group, Compliance Coding Manual"
    ),
    "promise tracker": _("promise tracker"),
    "the ratings of PolitiFact's promise meters": _("the ratings of PolitiFact's promise meters"),
}
