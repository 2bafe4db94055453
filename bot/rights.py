"""Members' rights, put together over the ports that keep what is about them."""

from dataclasses import dataclass

from knowledge.ports import Clock
from knowledge.rights import ExportMine, ForgetPeople, PersonalData, WishToBeForgotten
from knowledge.spine.leases import Leases


@dataclass(frozen=True, slots=True)
class Rights:
    """The use cases behind a chat, ready to be called."""

    export_mine: ExportMine
    wish_to_be_forgotten: WishToBeForgotten
    forget_people: ForgetPeople
    data: PersonalData
    leases: Leases
    clock: Clock
