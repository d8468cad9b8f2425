"""The supervisors' page of the requests that branches have filed: the second yes, or a no and why."""

from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from ivr.agents.branch.answering import LONGEST_REASON
from ivr.errors import DeskError
from ivr.security.roles import Right
from ivr.web.answers import sentence
from ivr.web.branch.listing import listing
from ivr.web.fields import field
from ivr.web.guarding import protected
from ivr.web.parts import parts
from ivr.web.sign_in.identity import page_needs, signed_in

branch_requests = protected("branch_requests", "/branch/requests")


@branch_requests.get("")
@page_needs(Right.APPROVE)
def page() -> ResponseReturnValue:
    """List the requests that are open, and those that were over lately."""
    return _page(200, "")


@branch_requests.post("/<request_id>/approve")
@page_needs(Right.APPROVE)
def approve(request_id: str) -> ResponseReturnValue:
    """Say yes: the worker registers the mobile and sends the code once the hold is over."""
    return _answered(
        lambda: parts().branch.requests.approve(signed_in().agent, request_id), "La solicitud quedó aprobada."
    )


@branch_requests.post("/<request_id>/refuse")
@page_needs(Right.APPROVE)
def refuse(request_id: str) -> ResponseReturnValue:
    """Say no, and why."""

    def say_no() -> None:
        parts().branch.requests.refuse(signed_in().agent, request_id, field("why", LONGEST_REASON))

    return _answered(say_no, "La solicitud quedó sin aprobar.")


def _answered(answer: Callable[[], None], said: str) -> ResponseReturnValue:
    try:
        answer()
    except DeskError as error:
        return _page(*sentence(error.code, error.detail))
    flash(said)
    return redirect(url_for("branch_requests.page"), 303)


def _page(status: int, message: str) -> ResponseReturnValue:
    shown = listing(signed_in().member.institution)
    return render_template("branch_requests.html", message=message, **shown, may_answer=True), status
