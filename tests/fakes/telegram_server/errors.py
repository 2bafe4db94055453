"""Refusals in Telegram's own words.

Texts: telegram-bot-api/Client.cpp (`fail_query_with_error`), where no other source is named.
"""

from collections.abc import Mapping

WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
OTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_SET = "terminated by setWebhook request"
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
UPGRADED = "group chat was upgraded to a supergroup chat"


class Refused(Exception):
    """A call that Telegram does not carry out.

    Bot API, "Making requests": `ok` is false, `description` says why, `error_code` is the HTTP status, and
    `parameters` (ResponseParameters) may tell a machine what to do.
    """

    def __init__(self, code: int, description: str, parameters: Mapping[str, int] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = dict(parameters or {})

    def body(self) -> dict[str, object]:
        """The answer's JSON."""
        body: dict[str, object] = {"ok": False, "error_code": self.code, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


def bad_request(why: str) -> Refused:
    """400."""
    return Refused(400, f"Bad Request: {why}")


def forbidden(why: str) -> Refused:
    """403."""
    return Refused(403, f"Forbidden: {why}")


def conflict(why: str) -> Refused:
    """409: two ways of receiving updates at once."""
    return Refused(409, f"Conflict: {why}")


def too_many(seconds: int) -> Refused:
    """429, with the seconds after which to try again."""
    return Refused(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


def migrated(chat_id: int) -> Refused:
    """400 for a group that lives on as a supergroup under another id."""
    return Refused(400, f"Bad Request: {UPGRADED}", {"migrate_to_chat_id": chat_id})
