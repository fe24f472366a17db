"""The sentence that counts what was found in a text, and the round that it is of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from servanda.model.document import Document
from servanda.model.reading import Reading
from servanda.publish.words import OBLIGATION
from servanda_ledger.pages.catalogue_tags import nth
from servanda_ledger.pages.labels import label


def summary(reading: Reading) -> str:
    """One sentence; says plainly when nothing was found."""
    if not reading.document.official:
        return _claims(reading)
    made = reading.commitments
    if not made:
        return _("No commitments.")
    levels = Counter(c.obligation for c in made)
    parts = [", ".join(_level(level, levels[level]) for level in OBLIGATION if levels[level])]
    refrains = sum(c.polarity == "refrain" for c in made)
    dated = sum(c.deadline is not None for c in made)
    if refrains:
        parts.append(ngettext("%(n)d to refrain", "%(n)d to refrain", refrains) % {"n": refrains})
    if dated:
        parts.append(ngettext("%(n)d with a deadline", "%(n)d with a deadline", dated) % {"n": dated})
    counted = ngettext("%(n)d commitment", "%(n)d commitments", len(made)) % {"n": len(made)}
    return _("%(counted)s: %(parts)s.") % {"counted": counted, "parts": _("; ").join(parts)}


def _level(level: str, n: int) -> str:
    told: dict[str, Callable[[], str]] = {
        "binding": lambda: ngettext("%(n)d binding", "%(n)d binding", n),
        "firm": lambda: ngettext("%(n)d firm", "%(n)d firm", n),
        "soft": lambda: ngettext("%(n)d soft", "%(n)d soft", n),
    }
    return told[level]() % {"n": n}


def _claims(reading: Reading) -> str:
    if not reading.claims:
        return _("No claims.")
    about = Counter(c.about for c in reading.claims)
    counted = ngettext("%(n)d claim", "%(n)d claims", len(reading.claims)) % {"n": len(reading.claims)}
    parts = ", ".join(_("%(name)s %(n)s") % {"name": label(name), "n": number} for name, number in about.most_common())
    return _("%(counted)s: %(parts)s.") % {"counted": counted, "parts": parts}


def round_words(document: Document) -> str | None:
    """The round and its series, the series alone, or None."""
    series = document.series
    if series is None:
        return None
    if series.round is None:
        return series.name
    if series.name[:4].lower() == "the ":
        return _("%(nth)s round of %(series)s") % {"nth": nth(series.round), "series": series.name}
    return _("%(nth)s round of the %(series)s") % {"nth": nth(series.round), "series": series.name}
