"""The commands and buttons of admins: each of them is asked for their right again."""

from collections.abc import Mapping
from typing import Final

from aiogram import F, Router
from aiogram.enums import ChatType

from bot.conversation.addressing import LooseCommand
from bot.conversation.administering import broadcasting, ingesting, menu, ordering
from bot.conversation.administering.auditing import audit
from bot.conversation.administering.desk import AtDesk
from bot.conversation.administering.pages import pages_named
from bot.conversation.guarding.confirming import Confirmed
from bot.conversation.guarding.permitting import IsAdmin
from bot.conversation.presses import Pressed, in_private
from bot.rendering.administering import ADMIN
from knowledge.governance.broadcasting import BROADCAST
from knowledge.governance.reindexing import REINDEX
from knowledge.governance.taking_in import FORGET

CONFIRMED: Final[Mapping[str, Confirmed]] = {
    FORGET: ordering.forget_now,
    REINDEX: ordering.reindex_now,
    BROADCAST: broadcasting.send_now,
}
"""What is done once it was confirmed, by the action of the confirmation."""

_IN_PRIVATE: Final = ("admin", "health", "audit", "broadcast", "forget_source", "reindex")


def router() -> Router:
    """All of them; what others say falls through.

    It stands before what passes stale questions over: an ingestion that a crash has cut off goes on however late.
    """
    administering = Router(name="administering")
    _register_commands(administering)
    _register_buttons(administering)
    return administering


def _register_commands(administering: Router) -> None:
    message = administering.message
    message.register(ingesting.ingest, _command("ingest"), IsAdmin(), AtDesk())
    message.register(menu.elsewhere, _command(*_IN_PRIVATE), F.chat.type != ChatType.PRIVATE, IsAdmin(), AtDesk())
    message.register(menu.show_menu, _command("admin"), IsAdmin(), AtDesk())
    message.register(menu.show_health, _command("health"), IsAdmin(), AtDesk())
    message.register(audit, _command("audit"), IsAdmin(), AtDesk())
    message.register(broadcasting.preview, _command("broadcast"), IsAdmin(), AtDesk())
    message.register(ordering.forget_source, _command("forget_source"), IsAdmin(), AtDesk())
    message.register(ordering.reindex, _command("reindex"), IsAdmin(), AtDesk())


def _register_buttons(administering: Router) -> None:
    press = administering.callback_query
    press.register(ingesting.undo, Pressed(ADMIN, {"undo"}), IsAdmin(), AtDesk())
    here = (in_private, IsAdmin(), AtDesk())
    press.register(menu.turn, Pressed(ADMIN, pages_named()), *here)
    press.register(menu.decide, Pressed(ADMIN, {"admit", "refuse"}), *here)
    press.register(menu.set_manners, Pressed(ADMIN, {"policy", "shadow", "language"}), *here)
    press.register(ordering.press_forget, Pressed(ADMIN, {"forget"}), *here)
    press.register(broadcasting.toggle, Pressed(ADMIN, {"target"}), *here)
    press.register(broadcasting.send, Pressed(ADMIN, {"send"}), *here)
    press.register(broadcasting.look, Pressed(ADMIN, {"look"}), *here)
    press.register(broadcasting.withdraw, Pressed(ADMIN, {"withdraw"}), *here)


def _command(*names: str) -> LooseCommand:
    return LooseCommand(*names, ignore_case=True)
