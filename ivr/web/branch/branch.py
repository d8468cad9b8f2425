"""The page of a branch: one customer at a time, looked up by document, and what is done for them."""

from collections.abc import Callable

from flask import flash, jsonify, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from ivr.agents.agent import AgentIdentity
from ivr.agents.branch.attendance import Finger
from ivr.agents.branch.attending import Attending
from ivr.errors import DeskError
from ivr.security.roles import Right
from ivr.web.answers import sentence
from ivr.web.branch.listing import listing
from ivr.web.branch.words import AT_THE_COUNTER
from ivr.web.fields import field, flag
from ivr.web.guarding import protected
from ivr.web.parts import parts
from ivr.web.sign_in.identity import needs, page_needs, signed_in

LONGEST_NUMBER, LONGEST_CODE, LONGEST_USER = 24, 16, 64

branch = protected("branch", "/branch")


@branch.get("")
@page_needs(Right.ATTEND)
def page() -> ResponseReturnValue:
    """Show the customer who is attended, or the form that looks one up; and the requests that were filed."""
    return _page(200, "")


@branch.post("/customers")
@page_needs(Right.ATTEND)
def look_up() -> ResponseReturnValue:
    """Attend whom a document names; whoever was attended before is not any more."""
    return _done(lambda: _attending().look_up(_me(), field("kind", 8), field("number", LONGEST_NUMBER)))


@branch.post("/finish")
@page_needs(Right.ATTEND)
def finish() -> ResponseReturnValue:
    """Say goodbye to the customer."""
    return _done(lambda: _attending().end(_me()))


@branch.post("/code")
@page_needs(Right.ATTEND)
def send_code() -> ResponseReturnValue:
    """Generate a security code; it goes to the registered mobile by itself, and nobody here sees it."""

    def send() -> str:
        _seen_document()
        return f"El código salió al celular {_attending().send_code(_me(), _ordinal())}."

    return _done(send)


@branch.post("/earlier-number")
@page_needs(Right.ATTEND)
def earlier_number() -> ResponseReturnValue:
    """Register a new mobile for who knows the earlier one, and send the code there."""

    def change() -> str:
        _seen_document()
        numbers = field("earlier", LONGEST_NUMBER), field("number", LONGEST_NUMBER)
        return f"El celular quedó registrado y el código salió al {_attending().change_mobile(_me(), *numbers)}."

    return _done(change)


@branch.post("/fingerprint")
@page_needs(Right.ATTEND)
def ask_finger() -> ResponseReturnValue:
    """Have the reader wait for the customer's finger."""
    return _done(lambda: _attending().ask_finger(_me()))


@branch.get("/fingerprint")
@needs(Right.ATTEND)
def finger() -> ResponseReturnValue:
    """Say what the reader says by now: waiting, valid, differs, away, or nothing."""
    return jsonify(finger=_attending().look_at_finger(_me()).value)


@branch.post("/request")
@page_needs(Right.ATTEND)
def file_request() -> ResponseReturnValue:
    """File a request after document and fingerprint."""

    def file() -> str:
        _seen_document()
        _attending().file(_me(), field("number", LONGEST_NUMBER))
        return "La solicitud quedó radicada. El código llega al celular nuevo dentro del plazo."

    return _done(file)


@branch.post("/attested-request")
@page_needs(Right.ATTEND)
def attest() -> ResponseReturnValue:
    """File a request that a second member of the staff signs with their own factor."""

    def file() -> str:
        _seen_document()
        second = field("user", LONGEST_USER), field("code", LONGEST_CODE).replace(" ", "")
        _attending().attest(_me(), field("number", LONGEST_NUMBER), *second)
        return "La solicitud quedó radicada. El código llega al celular nuevo dentro del plazo."

    return _done(file)


def _done(deed: Callable[[], str | None]) -> ResponseReturnValue:
    """Do it and show the page anew, or say on the page why it cannot be done."""
    try:
        said = deed()
    except DeskError as error:
        own = AT_THE_COUNTER.get(error.code)
        status, words = sentence(error.code, error.detail)
        return _page(status, own.format(detail=error.detail) if own else words)
    if said:
        flash(said)
    return redirect(url_for("branch.page"), 303)


def _page(status: int, message: str) -> ResponseReturnValue:
    me = _me()
    table = parts().branch.attending.institutions[me.institution]
    shown = _attending().shown(me) if table.branch else None
    if shown and shown.attendance.finger is Finger.WAITING:
        _attending().look_at_finger(me)
        shown = _attending().shown(me)
    page = render_template(
        "branch.html", table=table, shown=shown, message=message, **listing(me.institution), may_answer=False
    )
    return page, status


def _seen_document() -> None:
    """Refuse what is asked for a customer whose document nobody has looked at."""
    if not flag("document_seen"):
        raise DeskError("document_unseen")


def _ordinal() -> int:
    """Give which code of this customer the page asks for: a second click asks for the same one."""
    typed = field("ordinal", 3)
    if not (typed.isascii() and typed.isdigit()):
        raise DeskError("malformed", "ordinal")
    return int(typed)


def _attending() -> Attending:
    return parts().branch.attending


def _me() -> AgentIdentity:
    return signed_in().agent
