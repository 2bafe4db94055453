"""The chats that have a part in a deployment, as its operator has set them up."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Places:
    """Chats by their numeric ids: where notices go, where editors sit, and where issues are published."""

    notice_chat: int | None = None
    editors_chat: int | None = None
    channel: int | None = None
    groups: tuple[int, ...] = ()
