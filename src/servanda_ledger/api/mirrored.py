"""Shapes of frozen dataclasses: what the catalogue gives is what the API gives, field by field."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from ninja import Schema
from pydantic import create_model

from servanda_ledger.api import shapes
from servanda_ledger.api.shapes import Page

_NAMED: dict[str, type] = {}


@cache
def shape(kind: type) -> type[Schema]:
    """The shape of a dataclass and of those in it.

    The framework could read dataclasses itself, but not slotted ones with a field `date` beside others of the type `date`.
    """
    if _NAMED.setdefault(kind.__name__, kind) is not kind or isinstance(getattr(shapes, kind.__name__, None), type):
        raise TypeError(f"two shapes are named {kind.__name__}: the description could not tell them apart")
    hints = get_type_hints(kind)
    named: dict[str, Any] = {field.name: (_mirrored(hints[field.name]), ...) for field in fields(kind)}
    return create_model(kind.__name__, __base__=Schema, __doc__=kind.__doc__, __module__=__name__, **named)


def page(kind: type) -> type[Schema]:
    """A page of such things."""
    made: Any = Page.__class_getitem__(shape(kind))
    return made  # type: ignore[no-any-return]


def _mirrored(hint: Any) -> Any:
    """A type with every dataclass in it replaced by its shape."""
    if is_dataclass(hint) and isinstance(hint, type):
        return shape(hint)
    origin, inner = get_origin(hint), get_args(hint)
    if origin is None or not any(_has_dataclass(each) for each in inner):
        return hint
    if origin in (tuple, list, dict):
        return origin[tuple(each if each is Ellipsis else _mirrored(each) for each in inner)]
    made = _mirrored(inner[0])
    for each in inner[1:]:
        made = made | _mirrored(each)
    return made


def _has_dataclass(hint: Any) -> bool:
    return is_dataclass(hint) or any(_has_dataclass(each) for each in get_args(hint))
