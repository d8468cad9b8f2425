"""Lists of the REST interface: cut into pages, with the addresses of the next and the previous one."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from flask import request

DEFAULT_PAGE_SIZE = 50
LARGEST_PAGE_SIZE = 1000


def page_of(key: str, items: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return the page asked for by `Page` and `PageSize`, under the list's own name."""
    size = min(max(request.args.get("PageSize", DEFAULT_PAGE_SIZE, int), 1), LARGEST_PAGE_SIZE)
    number = max(request.args.get("Page", 0, int), 0)
    start, end = number * size, min((number + 1) * size, len(items))
    return {
        key: list(items[start:end]),
        "page": number,
        "page_size": size,
        "start": start,
        "end": max(end - 1, 0),
        "uri": _address(number, size),
        "first_page_uri": _address(0, size),
        "next_page_uri": _address(number + 1, size) if end < len(items) else None,
        "previous_page_uri": _address(number - 1, size) if number else None,
    }


def _address(number: int, size: int) -> str:
    filters = {name: value for name, value in request.args.items() if name not in {"Page", "PageSize"}}
    return f"{request.path}?{urlencode({**filters, 'PageSize': size, 'Page': number})}"
