"""How a member wants to be called in the weekly."""

from dataclasses import dataclass, replace

from knowledge.weekly.bylines import folded_name
from knowledge.weekly.members import Member
from knowledge.weekly.submitting.desk import Desk
from knowledge.weekly.submitting.handed import Sender
from knowledge.weekly.submitting.nicknames import nickname


@dataclass(frozen=True, slots=True)
class ChooseNickname:
    """Keeps a member's nickname for the issues to come; those that are frozen keep the name of then."""

    desk: Desk

    async def __call__(self, sender: Sender, wanted: str) -> Member:
        """Them, by the new name.

        Raises:
            NoteRefused: they may not be called so, or are banned.
        """
        member = await self.desk.admitted(sender)
        others = [one for one in await self.desk.members.members() if one.user_id != sender.user_id]
        taken = frozenset(folded_name(one.byline) for one in others)
        renamed = replace(member, nickname=nickname(wanted, taken))
        await self.desk.members.keep(renamed, member)
        return renamed
