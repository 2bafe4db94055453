"""How much people and chats may use the bot: questions a minute, and a model's tokens and their cost a day."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from knowledge.errors import QuotaKind, QuotaSpent
from knowledge.governance.ports import Consumption
from knowledge.governance.prices import Prices, spent_on
from knowledge.governance.quotas import Quota, Scope, Spent
from knowledge.ports import Clock
from knowledge.records import Origin, Usage
from knowledge.spine.pacing import Paces, Rate

_MINUTE = 60.0
_OF_QUESTIONS: Mapping[Scope, QuotaKind] = {
    Scope.USER: QuotaKind.USER_QUESTIONS,
    Scope.CHAT: QuotaKind.CHAT_QUESTIONS,
}


@dataclass(frozen=True, slots=True)
class Metering:
    """Quotas and what is left of them; `usual` are those of the settings, days are those of `zone`.

    A quota of one's own takes the place of that for all, which takes the place of the usual one. Whoever asks as a
    chat has no id, and no quota but the chat's.

    Raises:
        LibraryUnavailable: from any method, where the database cannot be reached or written.
    """

    paces: Paces
    consumption: Consumption
    clock: Clock
    usual: Mapping[Scope, Quota]
    prices: Prices
    zone: dt.tzinfo

    async def admit(self, user_id: int | None, chat_id: int) -> None:
        """Take a question from both quotas, or from neither.

        Raises:
            QuotaSpent: one of them has none left.
        """
        taken: list[tuple[str, Rate]] = []
        for scope, id_ in _metered(user_id, chat_id):
            limit = (await self.quota(scope, id_)).questions_a_minute
            if limit is None:
                continue
            turn = _turn(scope, id_, limit)
            wait = await self.paces.take(*turn)
            if limit == 0 or wait > 0:
                for key, rate in taken:
                    await self.paces.give_back(key, rate)
                after = dt.timedelta(seconds=wait or _MINUTE)
                raise QuotaSpent(_OF_QUESTIONS[scope], self.clock.now() + after)
            taken.append(turn)

    async def give_back(self, user_id: int | None, chat_id: int) -> None:
        """Give a question back to both quotas, that was taken for an answer which could not be written."""
        for scope, id_ in _metered(user_id, chat_id):
            limit = (await self.quota(scope, id_)).questions_a_minute
            if limit is not None:
                await self.paces.give_back(*_turn(scope, id_, limit))

    async def affords(self, origin: Origin) -> bool:
        """Whether a model may still write for them today."""
        day = self._today()
        for scope, id_ in _metered(origin.user_id, origin.chat_id):
            quota = await self.quota(scope, id_)
            if quota.tokens_a_day is None and quota.cost_a_day is None:
                continue
            if _is_used_up(quota, await self.consumption.spent(scope, id_, day)):
                return False
        return True

    async def spent(self, user_id: int | None, chat_id: int, usage: Usage) -> None:
        """Note one question, and what its answer took."""
        await self.consumption.spend(list(_metered(user_id, chat_id)), self._today(), spent_on(usage, self.prices))

    async def quota(self, scope: Scope, id_: int) -> Quota:
        """What holds for a person or a chat; with the id 0, for all that have none of their own."""
        own = await self.consumption.quota(scope, id_)
        return own or (await self.consumption.quota(scope, 0) if id_ else None) or self.usual[scope]

    async def used(self, scope: Scope, id_: int) -> Spent:
        """What one of them has used today."""
        return await self.consumption.spent(scope, id_, self._today())

    def _today(self) -> dt.date:
        return self.clock.now().astimezone(self.zone).date()


def _turn(scope: Scope, id_: int, limit: int) -> tuple[str, Rate]:
    """The key and rate of so many questions a minute."""
    return f"asked:{scope}:{id_}", Rate(_MINUTE / max(limit, 1), max(limit, 1))


def _metered(user_id: int | None, chat_id: int) -> Iterator[tuple[Scope, int]]:
    if user_id is not None:
        yield Scope.USER, user_id
    yield Scope.CHAT, chat_id


def _is_used_up(quota: Quota, spent: Spent) -> bool:
    tokens, cost = spent.tokens_in + spent.tokens_out, spent.cost
    over_tokens = quota.tokens_a_day is not None and tokens >= quota.tokens_a_day
    return over_tokens or (quota.cost_a_day is not None and cost >= quota.cost_a_day)
