"""The network tells what became of a text message: noted once for each message and status, in whatever order."""

from typing import Protocol

from ivr.telephony.gate import Gate, WebhookBlueprint
from ivr.telephony.kinds import MESSAGE_STATUS, MessageStatus

STATUS_PATH = "/voice/message-status"


class MessageNews(Protocol):
    """Where the news of messages are noted; a state never goes backwards."""

    def __call__(self, sid: str, status: str, error_code: str) -> None:
        """Note a status of a message; the same one again changes nothing."""


def message_routes(gate: Gate, note: MessageNews) -> WebhookBlueprint:
    """Give the route that takes the news of text messages; it answers nothing."""
    routes = WebhookBlueprint("messages", gate)

    @routes.webhook(STATUS_PATH, MESSAGE_STATUS)
    def message_status(news: MessageStatus) -> str:
        note(news.sid, news.status, news.error_code)
        return ""

    return routes
