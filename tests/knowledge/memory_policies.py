"""A double of the `Policies` port."""

from collections.abc import Sequence
from dataclasses import asdict

from knowledge.records import Audit, ChatPolicy, ListenGate


class MemoryPolicies:
    """`Policies` of plain dictionaries."""

    def __init__(self, *policies: ChatPolicy) -> None:
        self._policies = {one.chat_id: one for one in policies}
        self._gates: dict[int | None, ListenGate] = {}

    async def policy(self, chat_id: int) -> ChatPolicy:
        """What is set for a chat."""
        return self._policies.get(chat_id, ChatPolicy(chat_id))

    async def keep_policy(
        self, policy: ChatPolicy, before: ChatPolicy | None = None, told: Sequence[Audit] = ()
    ) -> None:
        """Set what is otherwise than before; nothing is written down."""
        del told
        now = asdict(await self.policy(policy.chat_id))
        changed = {
            name: value for name, value in asdict(policy).items() if not before or value != getattr(before, name)
        }
        self._policies[policy.chat_id] = ChatPolicy(**now | changed)

    async def languages(self) -> dict[int, str]:
        """Those that are set."""
        return {id_: one.language for id_, one in self._policies.items() if one.language}

    async def shadowed(self) -> list[ChatPolicy]:
        """Those with a shadow."""
        return [one for one in self._policies.values() if one.shadow]

    async def gate(self, chat_id: int) -> ListenGate | None:
        """A chat's own gate, else that for every chat."""
        return self._gates.get(chat_id) or self._gates.get(None)

    async def keep_gate(self, gate: ListenGate, chat_id: int | None, told: Audit | None = None) -> None:
        """Use a gate."""
        del told
        self._gates[chat_id] = gate
