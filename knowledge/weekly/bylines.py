"""Names that stand above notes: which of them pass for somebody else."""

import unicodedata
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from knowledge.language.folding import simplify
from knowledge.weekly.members import Member

_RESERVED: Final = ("匿名", "编辑", "编者", "主编", "管理员", "anonymous", "editor", "admin")


def folded_name(name: str) -> str:
    """A name as it looks: without case, width and spaces, in simplified characters."""
    return "".join(simplify(unicodedata.normalize("NFKC", name)).casefold().split())


def is_reserved(name: str) -> bool:
    """Whether a name passes for an editor, an admin or nobody."""
    seen = folded_name(name)
    return any(word in seen for word in _RESERVED)


def nicknames(members: Iterable[Member]) -> Mapping[str, int]:
    """The nicknames that members have chosen, as they look, and whose they are."""
    return {folded_name(one.nickname): one.user_id for one in members if one.nickname}


def is_borrowed(member: Member, chosen: Mapping[str, int]) -> bool:
    """Whether Telegram calls somebody what another member has chosen to be called."""
    return not member.nickname and chosen.get(folded_name(member.name), member.user_id) != member.user_id


def bylines(members: Collection[Member]) -> dict[int, str]:
    """How members are to be printed, by their numbers: who passes for somebody else is counted, not named."""
    chosen = nicknames(members)
    return {one.user_id: f"成员{n}" if _is_false(one, chosen) else one.byline for n, one in enumerate(members, start=1)}


def _is_false(member: Member, chosen: Mapping[str, int]) -> bool:
    return not member.nickname and (is_reserved(member.name) or is_borrowed(member, chosen))
