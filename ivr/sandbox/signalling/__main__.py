"""Starts the browser telephones: `python -m ivr.sandbox.signalling --port 8002`; orders come in, news goes out."""

import asyncio
import sys
from argparse import ArgumentParser
from contextlib import suppress
from http import HTTPStatus

from websockets.asyncio.server import ServerConnection, serve
from websockets.http11 import Request, Response

from ivr.sandbox.account import account_from
from ivr.sandbox.signalling.link import End, Hear, News, Ring, Suffer, read, write
from ivr.sandbox.signalling.switchboard import Switchboard

HOST = "127.0.0.1"
PATH = "/signal"  # where the SDK looks
LEVELS_EVERY = 0.25  # seconds


def _tell(news: News) -> None:
    with suppress(BrokenPipeError):  # the network is gone, and we end
        sys.stdout.write(write(news))
        sys.stdout.flush()


async def _follow_orders(switchboard: Switchboard) -> None:
    """Do what the network says until it is gone."""
    while line := await asyncio.to_thread(sys.stdin.readline):
        order = read(line)
        if isinstance(order, Ring | End | Hear | Suffer):
            switchboard.obey(order)


async def _tell_levels(switchboard: Switchboard) -> None:
    while True:
        await asyncio.sleep(LEVELS_EVERY)
        if switchboard.mixer.parties:
            _tell(switchboard.mixer.levels())


async def _run(port: int) -> None:
    switchboard = Switchboard(account_from(), _tell)

    def refuse(socket: ServerConnection, request: Request) -> Response | None:
        if switchboard.is_away:
            return socket.respond(HTTPStatus.SERVICE_UNAVAILABLE, "The network is away.\n")
        return None if request.path == PATH else socket.respond(HTTPStatus.NOT_FOUND, "The SDK opens /signal.\n")

    async with serve(switchboard.serve, HOST, port, process_request=refuse):
        mixing = asyncio.create_task(switchboard.mixer.run())
        telling = asyncio.create_task(_tell_levels(switchboard))
        await _follow_orders(switchboard)
        mixing.cancel()
        telling.cancel()


def main() -> None:
    """Serve until the network closes the pipe."""
    parser = ArgumentParser(prog="python -m ivr.sandbox.signalling", description="The agents' browser telephones.")
    parser.add_argument("--port", type=int, required=True)
    asyncio.run(_run(parser.parse_args().port))


if __name__ == "__main__":
    main()
