"""How the bot presents itself: its commands by scope and language, its descriptions, its menu button."""

from tests.fakes.telegram_server.asked import Asked, Json
from tests.fakes.telegram_server.errors import bad_request
from tests.fakes.telegram_server.world import World

SCOPES = frozenset({"default", "all_private_chats", "all_group_chats", "all_chat_administrators"})
OF_CHATS = frozenset({"chat", "chat_administrators"})


def set_my_commands(world: World, asked: Asked) -> object:
    """Bot API, setMyCommands: at most 100; names of 1-32 of a-z 0-9 _, descriptions of 1-256."""
    given = asked.json("commands")
    commands = given if isinstance(given, list) else []
    if len(commands) > 100:
        raise bad_request("expected at most 100 commands")
    if any(not 1 <= len(str(one["description"])) <= 256 for one in commands):
        raise bad_request("command description length must not exceed 256")
    world.commands[_scope(world, asked), asked.text("language_code")] = commands
    return True


def get_my_commands(world: World, asked: Asked) -> object:
    """Bot API, getMyCommands."""
    return world.commands.get((_scope(world, asked), asked.text("language_code")), [])


def delete_my_commands(world: World, asked: Asked) -> object:
    """Bot API, deleteMyCommands."""
    world.commands.pop((_scope(world, asked), asked.text("language_code")), None)
    return True


def _scope(world: World, asked: Asked) -> str:
    """Bot API, BotCommandScope; a chat has to be known (Client.cpp `get_bot_command_scope`, `check_chat`)."""
    scope = asked.object("scope") or {"type": "default"}
    kind = str(scope.get("type"))
    if kind in SCOPES:
        return kind
    if kind not in OF_CHATS:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    chat = world.chat(Asked(scope))
    if chat.private:
        if kind == "chat_administrators":
            raise bad_request("can't use specified scope in private chats")
        if chat.bot == "stranger":
            raise bad_request("chat not found")
    return f"{kind}:{chat.id}"


def set_my_description(world: World, asked: Asked) -> object:
    """Bot API, setMyDescription: at most 512 characters."""
    return _say(world, asked, "description", 512)


def get_my_description(world: World, asked: Asked) -> object:
    """Bot API, getMyDescription."""
    return {"description": world.said_of_itself.get(("description", asked.text("language_code")), "")}


def set_my_short_description(world: World, asked: Asked) -> object:
    """Bot API, setMyShortDescription: at most 120 characters."""
    return _say(world, asked, "short_description", 120)


def get_my_short_description(world: World, asked: Asked) -> object:
    """Bot API, getMyShortDescription."""
    return {"short_description": world.said_of_itself.get(("short_description", asked.text("language_code")), "")}


def _say(world: World, asked: Asked, name: str, longest: int) -> bool:
    if len(asked.text(name)) > longest:
        raise bad_request("BOT_DESCRIPTION_TOO_LONG")
    world.said_of_itself[name, asked.text("language_code")] = asked.text(name)
    return True


def set_chat_menu_button(world: World, asked: Asked) -> object:
    """Bot API, setChatMenuButton: without a chat, that of all private ones."""
    world.menu_button = asked.object("menu_button") or {"type": "default"}
    return True


def get_chat_menu_button(world: World, _asked: Asked) -> Json:
    """Bot API, getChatMenuButton."""
    return world.menu_button
