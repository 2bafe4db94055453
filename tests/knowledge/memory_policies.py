"""A double of the `Policies` port."""

from knowledge.records import ChatPolicy, ListenGate


class MemoryPolicies:
    """`Policies` of plain dictionaries."""

    def __init__(self, *policies: ChatPolicy) -> None:
        self._policies = {one.chat_id: one for one in policies}
        self._gates: dict[int | None, ListenGate] = {}

    async def policy(self, chat_id: int) -> ChatPolicy:
        """What is set for a chat."""
        return self._policies.get(chat_id, ChatPolicy(chat_id))

    async def keep_policy(self, policy: ChatPolicy) -> None:
        """Set when the bot speaks in a chat."""
        self._policies[policy.chat_id] = policy

    async def languages(self) -> dict[int, str]:
        """Those that are set."""
        return {id_: one.language for id_, one in self._policies.items() if one.language}

    async def shadowed(self) -> list[ChatPolicy]:
        """Those with a shadow."""
        return [one for one in self._policies.values() if one.shadow]

    async def gate(self, chat_id: int) -> ListenGate | None:
        """A chat's own gate, else that for every chat."""
        return self._gates.get(chat_id) or self._gates.get(None)

    async def keep_gate(self, gate: ListenGate, chat_id: int | None) -> None:
        """Use a gate."""
        self._gates[chat_id] = gate
