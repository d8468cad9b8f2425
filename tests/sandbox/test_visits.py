"""A prepared call goes on on the page of its link: the network follows it as a customer's browser would."""

import requests
from flask import Response

from tests.sandbox.conftest import ACCOUNT, TOKEN
from tests.sandbox.telephone import ANA, LINE, Exchange

BUTTON = '<h1>Su enlace</h1><form method="post"><button>Seguir</button></form>'
FIELDS = (
    '<h1>Su clave</h1><form method="post"><input type="hidden" name="turn" value="3"><input type="password" name="new">'
    '<input type="password" name="again"><input type="radio" name="terms" value="yes">'
    '<input type="radio" name="terms" value="no"></form>'
)


def led(address: str, cookie: str = "") -> Response:
    """Lead to another address, with a cookie that only https may carry."""
    headers = {"Location": address} | ({"Set-Cookie": f"{cookie}; Secure; HttpOnly; Path=/"} if cookie else {})
    return Response("", 303, headers)


def serves_a_link(exchange: Exchange) -> None:
    """Serve what a link opens, and send the link."""
    answers = exchange.product.answers
    answers["/reset"] = lambda params: led("/reset/enlace", "link=t1") if "enlace" in params else _page(params)
    answers["/reset/enlace"] = lambda _: _behind_the_button(exchange)
    body = f"Abra {exchange.product.url}/reset?enlace=t1 y elija su clave."
    address = f"{exchange.url}/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
    sent = requests.post(address, data={"From": LINE, "To": ANA, "Body": body}, auth=(ACCOUNT, TOKEN), timeout=10)
    assert sent.ok


def _behind_the_button(exchange: Exchange) -> str | Response:
    pressed = exchange.product.asked[-1].method == "POST"
    return led("/reset") if pressed else Response(BUTTON, mimetype="text/html")


def _page(params: dict[str, str]) -> Response:
    return Response("<h1>Listo</h1>" if params else FIELDS, mimetype="text/html")


def test_the_newest_link_is_followed_and_the_key_typed(exchange: Exchange) -> None:
    """Button, form and end; what is hidden goes along, the key stands in every secret, the first choice is taken."""
    serves_a_link(exchange)
    assert exchange.post("/sandbox/visits", {"to": ANA, "key": "Cedro8Bwq"}) == {"page": "Listo"}
    assert exchange.product.to("/reset")[-1] == {"turn": "3", "new": "Cedro8Bwq", "again": "Cedro8Bwq", "terms": "yes"}
