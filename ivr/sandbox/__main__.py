"""Starts the sandbox: `python -m ivr.sandbox --port 8001`."""

from gevent import monkey

monkey.patch_all()

import sys  # noqa: E402 - gevent patches before anything else is imported
from argparse import ArgumentParser, Namespace  # noqa: E402 - see above
from pathlib import Path  # noqa: E402 - see above

from gevent.pywsgi import WSGIServer  # noqa: E402 - see above

from ivr.sandbox.account import account_from  # noqa: E402 - see above
from ivr.sandbox.app import create_app  # noqa: E402 - see above
from ivr.sandbox.clock import Clock  # noqa: E402 - see above
from ivr.sandbox.config import Config, read_config  # noqa: E402 - see above
from ivr.sandbox.mail.server import start as start_mail  # noqa: E402 - see above
from ivr.sandbox.network import Network  # noqa: E402 - see above

HOST = "127.0.0.1"


def _arguments() -> Namespace:
    parser = ArgumentParser(prog="python -m ivr.sandbox", description="A telephone network for one machine.")
    parser.add_argument("--port", type=int, default=8001)
    parser.add_argument(
        "--signalling-port", type=int, help="where the agents' browser telephones register; none without"
    )
    parser.add_argument("--mail-port", type=int, help="where the mail server listens; none without")
    parser.add_argument("--speed", type=float, default=1.0, help="1 real time, 50 fast, 0 as fast as possible")
    parser.add_argument("--config", type=Path, help="JSON with lines, handsets, desk and scenarios")
    return parser.parse_args()


def main() -> None:
    """Serve until the program is ended."""
    arguments = _arguments()
    config = read_config(arguments.config) if arguments.config else Config()
    network = Network(account_from(), Clock(arguments.speed))
    if arguments.signalling_port and not network.softphones.start(network, arguments.signalling_port):
        print("No browser telephones: the packages of the extra `network` are not installed.", file=sys.stderr)  # noqa: T201
    if arguments.mail_port and start_mail(network, arguments.mail_port) is None:
        print("No mail server: the packages of the extra `network` are not installed.", file=sys.stderr)  # noqa: T201
    WSGIServer((HOST, arguments.port), create_app(network, config), log=None).serve_forever()


if __name__ == "__main__":
    main()
