"""The audit for auditors: who did what to whom and when, and the proof that nobody has touched it since."""

from flask import render_template, session
from flask.typing import ResponseReturnValue

from ivr.errors import DeskError
from ivr.reports.trail import Proof, Question
from ivr.security.roles import Right
from ivr.web.fields import flag
from ivr.web.guarding import protected
from ivr.web.parts import parts
from ivr.web.reports.deed_words import DEEDS, DETAILS
from ivr.web.reports.scope import asked, institution, word
from ivr.web.sign_in.identity import action_needs, page_needs, signed_in

WALKED = "audit_walked"
"""Where the session keeps how far the chain was walked: its cookie is signed, so that nobody proves what they like."""

audit = protected("audit", "/audit")


@audit.get("")
@page_needs(Right.AUDIT)
def page() -> str:
    """Show the newest records that fit; whom a search was about is itself in the audit."""
    own, member = institution(), signed_in().member
    question = Question(own.id, asked().scope.period, word("kind"), word("agent"), word("subject"))
    if question.subject:
        detail = {"subject": question.subject, "from": str(question.period.first), "to": str(question.period.last)}
        parts().reports.audit.note(own.id, "audit_searched", member.id, detail)
    try:
        links = parts().reports.audit.search(question, word("after"))
    except ValueError as error:
        raise DeskError("malformed", "after") from error
    names = parts().reports.book.names(own.id)
    frame = {"asked": asked(), "question": question, "links": links, "names": names, "deeds": DEEDS, "details": DETAILS}
    return render_template("audit.html", **frame, institution=own)


@audit.post("/verify")
@action_needs(Right.AUDIT)
def verify() -> ResponseReturnValue:
    """Walk the chain a part further and say how far it is right; the page asks until it is over."""
    own, member = institution(), signed_in().member
    sequence, hash_ = (0, "") if flag("begin") else session.get(WALKED, (0, ""))
    proof = parts().reports.audit.walk(own.id, sequence, hash_)
    session[WALKED] = (proof.sequence, proof.hash)
    if proof.over:
        session.pop(WALKED, None)
        detail: dict[str, str | int] = {"links": proof.links, "hash": proof.hash, "bad": proof.bad}
        parts().reports.audit.note(own.id, "audit_verified", member.id, detail)
    return _told(proof)


def _told(proof: Proof) -> ResponseReturnValue:
    walked = {"sequence": proof.sequence, "links": proof.links, "hash": proof.hash}
    return walked | {"bad": proof.bad, "over": proof.over}
