"""`python -m tools.translations`: the ledger's strings for translators, and what they made of them for the programs.

It takes the strings out of code and templates into `locale/fr/LC_MESSAGES/django.po` (`extract`), makes the `.mo` beside it (`compile`),
and says what is missing (`check`). Without a verb it does all three. Names of states come from the Unicode CLDR, as Babel has them.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1] / "src" / "servanda_ledger"
LANGUAGES = ("fr",)
_KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
_BEGAN = datetime(2026, 1, 1, tzinfo=UTC)  # a header that does not change with the day it is written
_STATE = 3  # letters of a state's code
Found = tuple[str, str | None, str | tuple[str, ...]]  # file, context, string or its forms


def strings() -> Iterator[Found]:
    """Every string of code and templates that users see, and the names of parties."""
    for path in sorted(ROOT.rglob("*.py")):
        yield from _strings(path, path.read_bytes())
    for path in sorted(p for p in (ROOT / "templates").rglob("*") if p.suffix in (".html", ".txt")):
        yield from _strings(path, _templatized(path).encode())
    for name in parties():
        yield "parties", "party", name


def parties() -> dict[str, str]:
    """The usual names of parties that are known, with their codes."""
    from servanda.lexicon.parties import load_parties

    return {party.names[0]: party.code for party in load_parties().parties if party.names}


def _templatized(path: Path) -> str:
    from django.conf import settings
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure()
    return str(templatize(path.read_text(encoding="utf-8")))


def _strings(path: Path, source: bytes) -> Iterator[Found]:
    where = path.relative_to(ROOT).as_posix()
    for _line, told, _comments, context in extract("python", io.BytesIO(source), _KEYWORDS):
        forms = tuple(told) if isinstance(told, list | tuple) else told
        yield where, context, forms


def po(language: str) -> Path:
    """Where the translations of a language are."""
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def catalog(language: str) -> Catalog:
    """The translations as they stand in the file."""
    path = po(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def extracted(language: str) -> Catalog:
    """A catalogue of every string with the translations that there are; those of strings that are gone are left out."""
    known = catalog(language)
    made = Catalog(locale=language, project="Servanda", version="1", charset="utf-8", fuzzy=False)
    made.creation_date = made.revision_date = _BEGAN
    made.last_translator, made.language_team = "The Servanda contributors", Locale(language).get_display_name("en") or language
    made.msgid_bugs_address = ""
    made.header_comment = f"# {Locale(language).get_display_name('en')} translations of Servanda."
    names, states = parties(), _states(language)
    for where, context, told in strings():
        old = known.get(told if isinstance(told, str) else told[0], context)
        string = old.string if old is not None and any(_forms(old)) else ""
        if context == "party" and not string and isinstance(told, str):
            string = states.get(names[told], told)
        made.add(told, string or None, locations=[(where, 0)], context=context)
    return made


def _states(language: str) -> dict[str, str]:
    """The names of states in a language, by their three-letter codes."""
    import pycountry

    territories = Locale(language).territories
    return {c.alpha_3: territories[c.alpha_2] for c in pycountry.countries if c.alpha_2 in territories}


def write(made: Catalog, language: str) -> None:
    """Write the file for translators."""
    path = po(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, made, width=120, sort_by_file=True, include_lineno=False)


def compiled(made: Catalog) -> bytes:
    """The catalogue as programs read it."""
    out = io.BytesIO()
    write_mo(out, made)
    return out.getvalue()


def missing(made: Catalog, parts: Sequence[str] = ("",)) -> list[str]:
    """The strings without a translation, of files whose path begins with one of `parts`."""
    return [
        f"{place}: {message.id if isinstance(message.id, str) else message.id[0]}"
        for message in made
        if message.id and not all(_forms(message))
        for place, _line in message.locations[:1]
        if any(where.startswith(part) for where, _ in message.locations for part in parts)
    ]


def _forms(message: Message) -> tuple[str, ...]:
    string = message.string
    return (string,) if isinstance(string, str) else tuple(string) if string else ("",)


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what is asked; 1 when `check` finds a string without translation."""
    parser = argparse.ArgumentParser(prog="python -m tools.translations", description=__doc__)
    parser.add_argument("verbs", nargs="*", choices=["extract", "compile", "check", []], help="default: all three")
    verbs = parser.parse_args(arguments).verbs or ["extract", "compile", "check"]
    lacking = 0
    for language in LANGUAGES:
        if "extract" in verbs:
            write(extracted(language), language)
        if "compile" in verbs:
            po(language).with_suffix(".mo").write_bytes(compiled(catalog(language)))
        if "check" in verbs:
            found = missing(extracted(language))
            lacking += len(found)
            print("\n".join([*found, f"{language}: {len(found)} strings without translation"]))
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
