"""Which rows of a table count, and by which columns."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.effect.countries import country_code, state_codes
from servanda.effect.problems import RequestError


@dataclass(frozen=True, slots=True)
class Selection:
    """The rows asked for: `where` and `control` are (column, value), `initiator` and `receiver` ISO 3166-1 alpha-3 codes.

    Columns left None are found by their usual names.
    """

    where: tuple[tuple[str, str], ...] = ()
    initiator: str | None = None
    receiver: str | None = None
    control: tuple[str, str] | None = None
    date_column: str | None = None
    count_column: str | None = None
    exposure_column: str | None = None
    initiator_column: str | None = None
    receiver_column: str | None = None


def condition(text: str, option: str) -> tuple[str, str]:
    """COLUMN=VALUE as a pair. Raises `RequestError` when it is none."""
    column, sign, value = text.partition("=")
    if not sign or not column.strip():
        raise RequestError(f"{option} {text!r}: write COLUMN=VALUE")
    return column.strip(), value.strip()


def country(text: str, option: str) -> str:
    """A country given on the command line, as its code. Raises `RequestError` when it is unknown."""
    code = country_code(text) or country_code(text.upper())
    if code is None or code not in state_codes():
        raise RequestError(f"{option} {text!r}: not a country that is known; write its ISO 3166-1 alpha-3 code, such as CHN or USA")
    return code
