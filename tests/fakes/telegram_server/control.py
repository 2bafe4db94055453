"""The test's grip on a server in another process: one POST for each thing that people or the test do."""

import base64
import dataclasses
from collections.abc import Awaitable, Callable

from aiohttp import web

from tests.fakes.telegram_server import faults
from tests.fakes.telegram_server.asked import Json, Upload
from tests.fakes.telegram_server.chats import Chat, Posted, User
from tests.fakes.telegram_server.limits import Limits
from tests.fakes.telegram_server.server import TelegramServer
from tests.fakes.telegram_server.world import Call

NAMES = frozenset(
    {
        "announce",
        "block",
        "called",
        "deliver_raw",
        "down",
        "group",
        "heal",
        "join",
        "kick",
        "leave",
        "migrate",
        "paste",
        "private",
        "promote",
        "say",
        "sent",
        "stand",
        "stop_generation",
        "topic",
        "up",
    }
)
"""Actions that are methods of the server, with the same arguments; people and chats are numbers."""

Action = Callable[[TelegramServer, Json], Awaitable[object]]


async def _named(telegram: TelegramServer, name: str, arguments: Json) -> object:
    done = getattr(telegram, name)(**arguments)
    return await done if isinstance(done, Awaitable) else done


async def _press(telegram: TelegramServer, arguments: Json) -> object:
    button = arguments.get("button", 0)
    assert isinstance(button, int | str)
    return telegram.press(_integer(arguments, "user"), _posted(telegram, arguments), button)


async def _edit(telegram: TelegramServer, arguments: Json) -> object:
    return telegram.edit(_posted(telegram, arguments), str(arguments["text"]))


async def _shared(telegram: TelegramServer, arguments: Json) -> object:
    files = [_upload(one) for one in _list(arguments, "files")]
    chat, user, caption = _integer(arguments, "chat"), _integer(arguments, "user"), str(arguments.get("caption", ""))
    match arguments.get("kind"):
        case "album":
            return telegram.album(chat, user, files, caption)
        case "photo":
            return telegram.photograph(chat, user, files[0], caption)
        case _:
            return telegram.share(chat, user, files[0], caption)


async def _forward(telegram: TelegramServer, arguments: Json) -> object:
    origin = arguments["origin"]
    assert isinstance(origin, dict)
    return telegram.forward(_integer(arguments, "chat"), _integer(arguments, "user"), str(arguments["text"]), origin)


async def _fail(telegram: TelegramServer, arguments: Json) -> object:
    fault = faults.Fault(**arguments.pop("fault"))  # type: ignore[arg-type]  # checked by the record itself
    telegram.fail(fault=fault, **arguments)  # type: ignore[arg-type]  # as above
    return None


async def _limit(telegram: TelegramServer, arguments: Json) -> object:
    telegram.limits = Limits(**arguments) if arguments else None  # type: ignore[arg-type]  # three numbers
    return None


async def _pass_time(telegram: TelegramServer, arguments: Json) -> object:
    telegram.clock.ahead += _integer(arguments, "seconds")
    return telegram.clock.now()


async def _waiting(telegram: TelegramServer, _arguments: Json) -> object:
    telegram.updates.expire()
    return [update.shown() for update in telegram.updates.waiting]


async def _next_change(telegram: TelegramServer, arguments: Json) -> object:
    await telegram.next_change(float(str(arguments["seconds"])))
    return None


ACTIONS: dict[str, Action] = {
    "press": _press,
    "edit": _edit,
    "share": _shared,
    "forward": _forward,
    "fail": _fail,
    "limit": _limit,
    "pass_time": _pass_time,
    "waiting": _waiting,
    "next_change": _next_change,
}


def controlled(telegram: TelegramServer) -> web.Application:
    """The control path of a server: `POST /control/<action>` with the arguments as a JSON object."""

    async def act(request: web.Request) -> web.Response:
        name, arguments = request.match_info["name"], await request.json()
        if name in NAMES:
            return web.json_response({"result": shown(await _named(telegram, name, arguments))})
        if name in ACTIONS:
            return web.json_response({"result": shown(await ACTIONS[name](telegram, arguments))})
        raise web.HTTPNotFound(text=f"no action {name}")

    application = web.Application(client_max_size=60 << 20)
    application.router.add_post("/control/{name}", act)
    return application


def shown(result: object) -> object:
    """What an action came to, as JSON."""
    if isinstance(result, Posted):
        state = {"history": result.history, "deleted": result.deleted, "by_bot": result.mine}
        return result.shown() | state
    if isinstance(result, Chat | User):
        return result.shown()
    if isinstance(result, Call):
        return dataclasses.asdict(result)
    return [shown(one) for one in result] if isinstance(result, list) else result


def _posted(telegram: TelegramServer, arguments: Json) -> Posted:
    posted = telegram.place(_integer(arguments, "chat")).find(_integer(arguments, "message_id"))
    if posted is None:
        raise web.HTTPBadRequest(text="no such message")
    return posted


def _upload(shown: object) -> Upload:
    assert isinstance(shown, dict)
    return Upload(str(shown["name"]), base64.b64decode(str(shown["content"])))


def _list(arguments: Json, name: str) -> list[object]:
    found = arguments[name]
    assert isinstance(found, list)
    return found


def _integer(arguments: Json, name: str) -> int:
    return int(str(arguments[name]))
