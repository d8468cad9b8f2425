"""The routes of one-time links: opening one consumes nothing, its page has one button, and that goes on."""

from dataclasses import dataclass
from typing import Protocol

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response as AnyResponse

from ivr.institutions import Institution
from ivr.procedures import Procedure
from ivr.prompts.printed_hours import opening_hours
from ivr.web.customer.routes import SEE_OTHER, CustomerPages, cookie_name

TOKEN = "enlace"
"""The name of the token in a link's query, and the end of the address that its page has without it."""
SERVING, OVER = "serving", "over"
OPEN_SECONDS = 1800
"""How long a browser keeps the token of a link that it opened and did not go on with."""
LONGEST = 64
"""Characters of a token; nothing longer is one of ours."""


class OpenedLinks(Protocol):
    """The links that customers open."""

    def look(self, institution: str, procedure: str, token: str) -> tuple[str, str, str]:
        """Give where a link stands (serving, used, expired or unknown), and its conversation and name there."""

    def use(self, institution: str, token: str) -> None:
        """Have a link serve no more."""


@dataclass(frozen=True)
class LinkPages:
    """Answers those who open a link. The token leaves the address at once, for a cookie that no script can read."""

    pages: CustomerPages
    links: OpenedLinks

    def leave_address(self) -> ResponseReturnValue | None:
        """Lead who opens a link to an address without its token, whatever page it names."""
        if request.endpoint != "customer.show" or TOKEN not in request.args or request.method != "GET":
            return None
        table, offered = self._offered(**(request.view_args or {}))
        response = redirect(self._address(table, offered), SEE_OTHER)
        token = request.args[TOKEN][:LONGEST]
        kept = {"path": "/", "secure": True, "httponly": True, "samesite": "Lax", "max_age": OPEN_SECONDS}
        response.set_cookie(link_cookie(table, offered), token, **kept)  # type: ignore[arg-type] # each its own type
        return response

    def show(self, institution: str, procedure: str) -> ResponseReturnValue:
        """Show the button, or what to do with a link that does not serve any more; nothing is consumed."""
        table, offered = self._offered(institution, procedure)
        word, *_ = self.links.look(table.id, offered.id, self._token(table, offered))
        return self._page(table, offered, word)

    def go_on(self, institution: str, procedure: str) -> ResponseReturnValue:
        """Use the link up, and go on with what it was sent for; of many who try at once one does."""
        table, offered = self._offered(institution, procedure)
        if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
            return redirect(self._address(table, offered), SEE_OTHER)
        token = self._token(table, offered)
        word, conversation, name = self.links.look(table.id, offered.id, token)
        cookie = self.pages.visits.follow(conversation, name) if word == SERVING else ""
        if not cookie:
            return self._page(table, offered, word if word != SERVING else OVER)
        self.links.use(table.id, token)
        response = redirect(url_for("customer.show", institution=table.id, procedure=offered.id), SEE_OTHER)
        response.set_cookie(cookie_name(table, offered), cookie, path="/", secure=True, httponly=True, samesite="Lax")
        return _without_token(response, table, offered)

    def _page(self, table: Institution, offered: Procedure, word: str) -> AnyResponse:
        def text(name: str, **variables: str) -> str:
            return self.pages.texts.text(table.id, name, variables)

        around = {"table": table, "text": text, "hours": opening_hours(table.hours)}
        response = make_response(render_template("customer/link.html", **around, procedure=offered, word=word))
        return response if word == SERVING else _without_token(response, table, offered)

    def _offered(self, institution: str, procedure: str) -> tuple[Institution, Procedure]:
        table = self.pages.institutions.get(institution) or abort(404)
        return table, table.web.procedures.get(procedure) or abort(404)

    def _token(self, table: Institution, offered: Procedure) -> str:
        return request.cookies.get(link_cookie(table, offered), "")[:LONGEST]

    def _address(self, table: Institution, offered: Procedure) -> str:
        return url_for("linked.show", institution=table.id, procedure=offered.id)


def link_cookie(table: Institution, procedure: Procedure) -> str:
    """Give the name of the cookie that holds the token of a link which was opened."""
    return f"{cookie_name(table, procedure)}-{TOKEN}"


def _without_token(response: AnyResponse, table: Institution, offered: Procedure) -> AnyResponse:
    response.delete_cookie(link_cookie(table, offered), path="/", secure=True, httponly=True, samesite="Lax")
    return response


def link_routes(door: LinkPages) -> Blueprint:
    """Give the routes under each procedure of every institution that has pages."""
    routes = Blueprint("linked", __name__, template_folder="../templates")
    names = [table.id for table in door.pages.institutions.values() if table.web.procedures]
    if names:
        path = f"/<any({','.join(names)}):institution>/<procedure>/{TOKEN}"
        routes.add_url_rule(path, "show", door.show, methods=["GET"])
        routes.add_url_rule(path, "go_on", door.go_on, methods=["POST"])
    routes.before_app_request(door.leave_address)
    return routes
