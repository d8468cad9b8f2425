"""Ask a part over HTTP whether it is ready."""

from collections.abc import Callable
from functools import partial
from http.client import HTTPConnection, HTTPException

PATIENCE = 5.0  # seconds


def answers(port: int, path: str) -> Callable[[], bool]:
    """Give a question that can be asked again and again: does this machine answer 200 there?"""
    return partial(_answers, port, path)


def _answers(port: int, path: str) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200  # noqa: PLR2004 - OK
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
