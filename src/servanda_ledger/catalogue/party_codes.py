"""A party that somebody asks about, as its code."""

from __future__ import annotations

from servanda.lexicon.parties import load_parties
from servanda_ledger.book.models import CommitmentParty, DocumentParty


class UnknownPartyError(ValueError):
    """Raised for words that are neither a party of the word lists nor one of the ledger; the message says what to give instead."""


def party_code(given: str, *, ahead: bool = False) -> str:
    """The code of a party given by its code, in any case, or by its name ("can", "Canada"). Raises `UnknownPartyError`.

    With `ahead`, three letters that nobody knows yet are taken too: they may be a name of one's own that is still to come.
    """
    words = given.strip()
    lexicon = load_parties()
    by_folded = {code.casefold(): code for code in lexicon.codes}
    for each in (by_folded.get(words.casefold(), words), words.upper()):
        held = any(table.objects.filter(party=each).exists() for table in (DocumentParty, CommitmentParty))
        if each in lexicon.codes or held:
            return each
    if ahead and len(words) == 3 and words.isascii() and words.isalpha():
        return words.upper()
    named = {party.code for party in lexicon.parties if words.casefold() in (name.casefold() for name in party.names)}
    if len(named) == 1:
        return named.pop()
    hint = "give three letters such as CAN, or the short name of an organisation such as G7"
    raise UnknownPartyError(f"{given!r} is no code of a party; {hint}")
