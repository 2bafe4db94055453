"""The parameters of one call, in any of the four ways that clients send them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from aiohttp import web

from tests.fakes.telegram_server.errors import bad_request

Json = dict[str, object]
"""One JSON object."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a call."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Asked:
    """What a call asks for.

    Bot API, "Making requests": URL query string, application/x-www-form-urlencoded, application/json or
    multipart/form-data; objects are JSON-serialized inside all but application/json.
    """

    values: Mapping[str, object]
    files: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str, otherwise: str = "") -> str:
        """A String."""
        value = self.values.get(name, otherwise)
        return value if isinstance(value, str) else json.dumps(value)

    def integer(self, name: str, otherwise: int = 0) -> int:
        """An Integer; whatever is none counts as not given, as in Client.cpp `get_integer_arg`."""
        try:
            return int(str(self.values.get(name, otherwise)))
        except ValueError:
            return otherwise

    def flag(self, name: str) -> bool:
        """A Boolean; Client.cpp `to_bool`."""
        return str(self.values.get(name, "")).lower() in {"true", "yes", "1"}

    def json(self, name: str) -> object:
        """A JSON-serialized value, or None where there is none.

        Raises:
            Refused: it is no JSON.
        """
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            found: object = json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None
        return found

    def object(self, name: str) -> Json | None:
        """A JSON object, or None.

        Raises:
            Refused: it is something else.
        """
        value = self.json(name)
        if value is None or isinstance(value, dict):
            return value
        raise bad_request(f"object expected as {name}")


async def read(request: web.Request) -> Asked:
    """The parameters of this request.

    Raises:
        Refused: the body is no JSON although it says so.
    """
    values: dict[str, object] = dict(request.query)
    files: dict[str, Upload] = {}
    if request.content_type == "application/json":
        values |= await _object(request)
    elif request.method == "POST":
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                files[name] = Upload(value.filename, value.file.read())
            else:
                values[name] = value if isinstance(value, str) else value.decode()
    return Asked(values, files)


async def _object(request: web.Request) -> Json:
    text = await request.text()
    try:
        found = json.loads(text) if text else {}
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise bad_request("can't parse request: expected a JSON object")
    return found
