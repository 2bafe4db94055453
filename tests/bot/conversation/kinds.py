"""One example of everything that aiogram knows, made from its own types: what is new there is an example by itself."""

import datetime as dt
import types
from enum import Enum
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

_PLAIN = {int: 1, str: "x", bool: True, float: 1.0, dt.datetime: 1_700_000_000}


def example(annotation: Any) -> Any:  # noqa: ANN401  any type, and what JSON it is
    """The JSON of a value of this type, with nothing in it that may be left out."""
    if annotation in _PLAIN:
        return _PLAIN[annotation]
    if hasattr(annotation, "__value__"):  # a type's name
        return example(annotation.__value__)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return example_of(annotation)
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return next(iter(annotation)).value
    return _of_several(get_origin(annotation), get_args(annotation))


def _of_several(origin: Any, inner: tuple[Any, ...]) -> Any:  # noqa: ANN401  the same
    if origin is Annotated:
        return example(inner[0])
    if origin is Literal:
        return inner[0].value if isinstance(inner[0], Enum) else inner[0]
    if origin in {Union, types.UnionType}:
        return example(next(one for one in inner if one is not type(None)))
    if origin is list:
        return [example(inner[0])]
    return {}


def example_of(kind: type[BaseModel]) -> dict[str, Any]:
    """The JSON of an object with what it has to have, and what tells it from the others of its union."""
    fields = kind.model_fields.items()
    wanted = ((name, one) for name, one in fields if one.is_required() or get_origin(one.annotation) is Literal)
    return {one.alias or name: example(one.annotation) for name, one in wanted}
