"""The routes of an institution's pages: the portal, and each procedure, asked form by form."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ivr.calls import Call
from ivr.errors import Unavailable
from ivr.institutions import Institution
from ivr.procedures import Procedure
from ivr.prompts.pages import PageTexts
from ivr.prompts.printed_hours import opening_hours
from ivr.values import Channel
from ivr.web.customer.addresses import network_of, seen_by
from ivr.web.customer.page import END, WAIT, Page, load_page
from ivr.web.customer.reading import write_form
from ivr.web.customer.visits import Visits
from ivr.web.headers import POLICY

OLDER, EXPIRED = "older", "expired"
REFRESH_SECONDS = 2
OURS = frozenset({"turn", "token", "start"})
"""Fields of a form that are not the visitor's."""
SEE_OTHER = 303
AWAY = 503
LONGEST_TURN = 9
LARGEST = 16_384
"""Bytes of a form."""
WORKING = POLICY.replace("trusted-types desk", "trusted-types desk svelte-trusted-html")
"""The policy of a page with ALTCHA's widget, which makes its own elements under that name."""


@dataclass(frozen=True)
class CustomerPages:
    """Answers requests for the pages. `proxies` is how many of ours stand before us and add the visitor's address."""

    institutions: Mapping[str, Institution]
    texts: PageTexts
    visits: Visits
    proxies: int = 0

    def portal(self, institution: str) -> ResponseReturnValue:
        """Show what can be done."""
        return self._show("customer/portal.html", self._table(institution))

    def show(self, institution: str, procedure: str) -> ResponseReturnValue:
        """Show where the visit stands, or what a new one needs; a page that waits asks again by itself.

        Who comes from the portal (`new`) to a visit that reached its end begins another one; one that is open goes on.
        """
        table, offered = self._offered(institution, procedure)
        if (call := self._visit(table, offered)) is None:
            return self._begin(table, offered, EXPIRED if self._cookie(table, offered) else "")
        if "wait" in request.args:
            self.visits.awaited(call)
            return redirect(self._address(table, offered), SEE_OTHER)
        page, notice = self._standing(table, call), request.args.get("notice", "")
        if page.over and "new" in request.args:
            return self._show("customer/begin.html", table, procedure=offered, notice="")
        response = make_response(self._page(table, offered, page, notice if notice == OLDER else ""))
        if page.works:
            response.headers["Content-Security-Policy"] = WORKING
        if page.then == WAIT:
            response.headers["Refresh"] = f"{REFRESH_SECONDS}; url={self._address(table, offered, '?wait=1')}"
        return response

    def _standing(self, table: Institution, call: Call) -> Page:
        """Give the page where the visit stands; of a call that goes on by telephone that it does."""
        page = load_page(call.shown)
        if page.then == END or call.turn_of is Channel.WEB:
            return page
        step, told = (self.texts.text(table.id, name) for name in ("step_ended", "goes_on_by_telephone"))
        return Page(page.purpose, step, END, (told,))

    def take(self, institution: str, procedure: str) -> ResponseReturnValue:
        """Take what a form brings and lead to the page that shows what came of it (post, redirect, get)."""
        table, offered = self._offered(institution, procedure)
        request.max_content_length = LARGEST
        if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
            return redirect(self._address(table, offered), SEE_OTHER)  # another site's page sends nothing of ours
        call = self._visit(table, offered)
        if "start" in request.form:
            return self._open(table, offered, call)
        if call is None:
            return redirect(self._address(table, offered), SEE_OTHER)
        taken = self._answer(call, turn_of(request.form.get("turn", "")))
        return redirect(self._address(table, offered, "" if taken else f"?notice={OLDER}"), SEE_OTHER)

    def terms(self, institution: str) -> ResponseReturnValue:
        """Show the terms and conditions, of an institution that has some."""
        table = self._table(institution)
        return self._show("customer/terms.html", table) if table.admission.terms else abort(404)

    def look(self, institution: str) -> Response:
        """Give the institution's colours."""
        css = f":root {{ --brand: {self._table(institution).web.colour}; }}\n"
        return Response(css, mimetype="text/css", headers={"Cache-Control": "no-cache"})

    def _open(self, table: Institution, offered: Procedure, call: Call | None) -> ResponseReturnValue:
        """Begin; what was open in this browser ends then."""
        cookie = self.visits.open(table, offered.id, self._network_address())
        if call is not None:
            self.visits.end(call)
        response = redirect(self._address(table, offered), SEE_OTHER)
        response.set_cookie(cookie_name(table, offered), cookie, path="/", secure=True, httponly=True, samesite="Lax")
        return response

    def _answer(self, call: Call, number: int) -> bool:
        fields = {name: value for name, value in request.form.items() if name not in OURS}
        return self.visits.answer(call, number, request.form.get("token", ""), write_form(fields))

    def _visit(self, table: Institution, offered: Procedure) -> Call | None:
        cookie = self._cookie(table, offered)
        return self.visits.find(cookie, table.id, offered.id) if cookie else None

    def _cookie(self, table: Institution, offered: Procedure) -> str:
        return request.cookies.get(cookie_name(table, offered), "")

    def _network_address(self) -> str:
        """Give who asks: behind proxies of ours the address that the outermost one saw; of IPv6 the network."""
        forwarded = request.headers.get("X-Forwarded-For", "")
        return network_of(seen_by(self.proxies, forwarded, request.remote_addr or ""))

    def _table(self, institution: str) -> Institution:
        return self.institutions.get(institution) or abort(404)

    def _offered(self, institution: str, procedure: str) -> tuple[Institution, Procedure]:
        table = self._table(institution)
        return table, table.web.procedures.get(procedure) or abort(404)

    def _address(self, table: Institution, offered: Procedure, query: str = "") -> str:
        return url_for("customer.show", institution=table.id, procedure=offered.id) + query

    def _begin(self, table: Institution, offered: Procedure, notice: str) -> Response:
        """Show what a new visit needs; the cookie of one that is over goes."""
        response = make_response(self._show("customer/begin.html", table, procedure=offered, notice=notice))
        response.delete_cookie(cookie_name(table, offered), path="/", secure=True, httponly=True, samesite="Lax")
        return response

    def _page(self, table: Institution, offered: Procedure, page: Page, notice: str) -> str:
        return self._show("customer/page.html", table, procedure=offered, page=page, notice=notice)

    def _show(self, template: str, table: Institution, **values: object) -> str:
        def text(name: str, **variables: str) -> str:
            return self.texts.text(table.id, name, variables)

        return render_template(template, table=table, text=text, hours=opening_hours(table.hours), **values)


def cookie_name(table: Institution, procedure: Procedure) -> str:
    """Give the name of the cookie of a visit: two procedures may be open beside each other."""
    return f"__Host-{table.id}-{procedure.id}"


def turn_of(written: str) -> int:
    """Give the number of a form's turn; 0, which no form has, for what is none or longer than any."""
    return int(written) if len(written) <= LONGEST_TURN and written.isascii() and written.isdigit() else 0


def to_portal(_: Exception) -> ResponseReturnValue:
    """Lead who asks for what an institution does not offer to what it does."""
    return redirect(url_for("customer.portal", institution=(request.view_args or {})["institution"]), SEE_OTHER)


def customer_routes(pages: CustomerPages) -> Blueprint:
    """Give the routes of every institution that has pages; other addresses are not theirs."""
    routes = Blueprint("customer", __name__, template_folder="../templates")
    names = [table.id for table in pages.institutions.values() if table.web.procedures]
    if names:
        institution = f"/<any({','.join(names)}):institution>"
        routes.add_url_rule(f"{institution}/", "portal", pages.portal)
        routes.add_url_rule(f"{institution}/look.css", "look", pages.look)
        routes.add_url_rule(f"{institution}/terms", "terms", pages.terms)
        routes.add_url_rule(f"{institution}/<procedure>", "show", pages.show, methods=["GET"])
        routes.add_url_rule(f"{institution}/<procedure>", "take", pages.take, methods=["POST"])
    routes.register_error_handler(404, to_portal)
    routes.register_error_handler(Unavailable, lambda _: (render_template("customer/away.html"), AWAY))
    return routes
