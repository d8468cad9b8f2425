"""Carries a text message from the product to a telephone, step by step, with a report at each one."""

import threading

from ivr.sandbox.courier import Courier
from ivr.sandbox.messages import STEP_SECONDS, Message
from ivr.sandbox.network import Network
from ivr.sandbox.webhook import Hook

_ENDS = {"message-undelivered": ("undelivered", 30003), "message-failed": ("failed", 30008)}


def send_message(network: Network, message: Message) -> None:
    """Take a message and deliver it in the background."""
    network.messages.all.append(message)
    network.postman.pending += 1
    threading.Thread(target=_carry, args=(network, message), daemon=True).start()


def _carry(network: Network, message: Message) -> None:
    try:
        _deliver(network, message)
    finally:
        network.postman.pending -= 1


def _deliver(network: Network, message: Message) -> None:
    courier = Courier(network.postman)
    silent = network.faults.strikes("message-silent", message.to) is not None
    end, code = _end(network, message)
    for status, seconds in zip(("sent", end), STEP_SECONDS, strict=True):
        network.clock.sleep(seconds)
        if status != "failed":
            message.sent = message.sent or network.clock.now()
        message.status, message.updated = status, network.clock.now()
        message.error_code = code if status == end else None
        if message.callback.url and not silent:
            courier.send(Hook(message.callback.url, message.params(network.account.sid)))
    if end == "delivered":
        _arrive(network, message)


def _end(network: Network, message: Message) -> tuple[str, int | None]:
    for kind, end in _ENDS.items():
        if network.faults.strikes(kind, message.to):
            return end
    return "delivered", None


def _arrive(network: Network, message: Message) -> None:
    """Show the message on the telephone, also in the calls that it is in."""
    with network.messages.changed:
        network.messages.changed.notify_all()
    for leg in network.legs.values():
        if not leg.ended and message.to in {leg.plan.from_, leg.plan.to}:
            leg.note("sms", message.body, sid=message.sid)
