"""What can be wrong with a request or with data, said in one line."""

from __future__ import annotations


class EffectError(Exception):
    """Something that stops an analysis; the message is one line that names the column, row or option. `status` is the exit status."""

    status = 1


class RequestError(EffectError):
    """The request cannot be met as it was put: an unknown column, country or option."""

    status = 2


class DataError(EffectError):
    """The data cannot be read or do not hold what the analysis needs."""
