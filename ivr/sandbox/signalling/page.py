"""One page of an agent: its connection, the pass it showed, and what it asks for."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed

from ivr.sandbox.signalling.tokens import EXPIRED, NOT_VALID, Admission, TokenRefused, read_token

if TYPE_CHECKING:
    from ivr.sandbox.signalling.switchboard import Switchboard

HEARTBEAT = 5.0  # seconds; the SDK gives up after 15 without a word
LONGEST_PATIENCE = 30.0  # seconds
NOT_UNDERSTOOD = 1003  # RFC 6455
SOON_BACK = 2.0  # seconds in which a page that named none may come back


class NotUnderstood(Exception):
    """A page said what is no message of the SDK."""


def _message(text: str) -> dict[str, Any]:
    try:
        message = json.loads(text)
    except ValueError:
        message = None
    if not isinstance(message, dict) or not isinstance(message.get("payload", {}), dict):
        raise NotUnderstood("A message is a JSON object with type and payload")
    return message


class Page:
    """One page whose SDK is connected. It rings while it is admitted and asked to."""

    def __init__(self, socket: ServerConnection, switchboard: "Switchboard") -> None:
        self._socket, self._switchboard = socket, switchboard
        self.admission: Admission | None = None
        self.wants_calls = False
        self.patience = SOON_BACK
        self._expiry: asyncio.Task[None] | None = None
        self._handlers: Mapping[str, Callable[[dict[str, Any]], Awaitable[None]]] = {
            "listen": self._listen,
            "register": self._register,
            "answer": self._answer,
            "reject": self._reject,
            "dtmf": self._press,
            "hangup": self._hang_up,
            "invite": self._take_back,
        }

    @property
    def rings(self) -> bool:
        """Say whether calls may come in here."""
        return self.admission is not None and self.admission.takes_calls and self.wants_calls

    async def live(self) -> None:
        """Do what the page asks until it is gone."""
        beating = asyncio.create_task(self._beat())
        try:
            async for text in self._socket:
                if isinstance(text, str) and text.strip():
                    await self._hear(_message(text))
        except ConnectionClosed:
            return
        except NotUnderstood as problem:
            await self._socket.close(NOT_UNDERSTOOD, str(problem))
        finally:
            beating.cancel()
            if self._expiry is not None:
                self._expiry.cancel()

    async def send(self, kind: str, **payload: Any) -> None:
        """Tell the page something; one that is gone hears nothing."""
        with suppress(ConnectionClosed):
            await self._socket.send(json.dumps({"type": kind, "payload": payload}))

    def cut(self) -> None:
        """Break the connection without a word, as a network does."""
        self._socket.transport.abort()

    async def expire(self) -> None:
        """The pass is over: no more calls until the page shows another one."""
        self.admission = None
        self._switchboard.count_pages()
        await self._refuse(EXPIRED, "Access token expired")

    async def _hear(self, message: dict[str, Any]) -> None:
        handler = self._handlers.get(str(message.get("type")))
        if handler is not None:
            await handler(message.get("payload") or {})

    async def _listen(self, payload: dict[str, Any]) -> None:
        try:
            admission = read_token(str(payload.get("token", "")), self._switchboard.account)
        except TokenRefused as refused:
            await self._refuse(refused.code, str(refused))
            await self.send("close")
            await self._socket.close()
            return
        self.patience = min(float(payload.get("reconnectTimeout") or SOON_BACK), LONGEST_PATIENCE)
        self._switchboard.admit(self, admission)
        self._wait_for_expiry(admission)
        told = {"identity": admission.identity, "ttl": int(admission.seconds_left)}
        await self.send("connected", token=told, region="US_EAST_VIRGINIA", edge="ashburn", home="us1")
        if self.wants_calls:
            await self.send("ready")

    def _wait_for_expiry(self, admission: Admission) -> None:
        async def wait() -> None:
            await asyncio.sleep(admission.seconds_left)
            await self.expire()

        if self._expiry is not None:
            self._expiry.cancel()
        self._expiry = asyncio.create_task(wait())

    async def _register(self, payload: dict[str, Any]) -> None:
        self.wants_calls = bool((payload.get("media") or {}).get("audio"))
        if self.wants_calls and not self.rings:
            await self._refuse(NOT_VALID, "No access token was shown that lets calls come in")
            return
        self._switchboard.count_pages()
        await self.send("ready" if self.wants_calls else "offline")

    async def _refuse(self, code: int, why: str) -> None:
        await self.send("error", error={"code": code, "message": why})

    async def _answer(self, payload: dict[str, Any]) -> None:
        if call := self._switchboard.calls.get(str(payload.get("callsid"))):
            await call.answer(self, str(payload.get("sdp")))
        else:
            await self.send("cancel", callsid=payload.get("callsid"))

    async def _reject(self, payload: dict[str, Any]) -> None:
        if call := self._switchboard.calls.get(str(payload.get("callsid"))):
            await call.refuse(self, "busy")

    async def _press(self, payload: dict[str, Any]) -> None:
        if call := self._switchboard.calls.get(str(payload.get("callsid"))):
            call.press(self, str(payload.get("dtmf", "")))

    async def _hang_up(self, payload: dict[str, Any]) -> None:
        if call := self._switchboard.calls.get(str(payload.get("callsid"))):
            call.hang_up(self)

    async def _take_back(self, payload: dict[str, Any]) -> None:
        sid, ticket = str(payload.get("callsid")), str(payload.get("reconnect", ""))
        call = self._switchboard.calls.get(sid)
        if call is not None and call.take_back(self, ticket):
            await self.send("answer", callsid=sid, reconnect=ticket)
        else:
            await self.send("hangup", callsid=sid, error={"code": 31002, "message": "No call is left to go on with"})

    async def _beat(self) -> None:
        with suppress(ConnectionClosed):
            while True:
                await asyncio.sleep(HEARTBEAT)
                await self._socket.send("\n")
