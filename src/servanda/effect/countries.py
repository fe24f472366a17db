"""Countries in the cells of incident tables, as ISO 3166-1 alpha-3 codes."""

from __future__ import annotations

import ast
import re
from functools import lru_cache

from servanda.lexicon.parties import PartyLexicon, load_parties

# Spellings of statistical tables that no text uses.
_TABLE_NAMES = {"congo the democratic republic of the": "COD", "holy see (vatican city state)": "VAT"}
_NOT_IN_ISO = {"UK": "GBR", "XK": "XKX"}  # two-letter codes in use that ISO 3166-1 does not assign
_UNKNOWN = frozenset({"", "unknown", "not available", "nan", "none", "n/a", "other", "global (region)"})


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    return {name.casefold(): p.code for p in load_parties().parties if not p.group for name in p.names} | _TABLE_NAMES


@lru_cache(maxsize=1)
def state_codes() -> frozenset[str]:
    """The codes of all states that are known."""
    return frozenset(p.code for p in load_parties().parties if not p.group)


@lru_cache(maxsize=4096)
def country_code(name: str) -> str | None:
    """The code of the country that a cell names ("China", "CN", "CHN", "Korea, Republic of"), or None."""
    name = name.strip().strip("'\"")
    folded = name.casefold()
    if folded in _UNKNOWN or folded.endswith("(region)"):
        return None
    if name.upper() in state_codes() and len(name) == 3:
        return name.upper()
    turned = re.fullmatch(r"([^,(]+?)\s*[,(]\s*(.+?)\)?", folded)
    forms = [folded, f"{turned[2]} {turned[1]}", f"{turned[1]} {turned[2]}", turned[1]] if turned else [folded]
    for form in forms:
        if form in _names():
            return _names()[form]
    return _of_two_letters(name) if len(name) == 2 and name.isupper() else None


def _of_two_letters(code: str) -> str | None:
    from pycountry import countries  # only VERIS writes two-letter codes

    country = countries.get(alpha_2=code)
    return country.alpha_3 if country is not None else _NOT_IN_ISO.get(code)


@lru_cache(maxsize=65536)
def members(cell: str) -> tuple[str, ...]:
    """The values in a cell that may hold a list: "['A', 'B']", "A; B", "A | B" or a single value."""
    cell = cell.strip()
    if cell.startswith("[") and cell.endswith("]"):
        try:
            values = ast.literal_eval(cell)
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            values = cell[1:-1].split(",")
        return tuple(str(v).strip().strip("'\"") for v in values)
    return tuple(v.strip() for v in re.split(r"[;|]", cell)) if cell else ()


@lru_cache(maxsize=65536)
def countries_in(cell: str) -> frozenset[str]:
    """The codes of the countries listed in a cell."""
    found: set[str] = set()
    for value in members(cell):
        code = country_code(value)
        if code is None and "," in value:
            found.update(c for c in map(country_code, value.split(",")) if c)
        elif code:
            found.add(code)
    return frozenset(found)


@lru_cache(maxsize=65536)
def countries_said(text: str) -> frozenset[str]:
    """The codes of the states that a description names ("Japanese and Taiwanese firms"), by name or adjective."""
    lexicon: PartyLexicon = load_parties()
    automaton, words = lexicon.matcher
    text = text.replace("’", "'")
    found: set[str] = set()
    for which, start, end in automaton.find_matches_as_indexes(text):
        word = words[which]
        inside = (start > 0 and text[start - 1].isalnum()) or (end < len(text) and text[end].isalnum())
        if word.form in ("name", "adjective") and not inside:
            found.update(c for c in word.codes if c in state_codes())
    return frozenset(found)
