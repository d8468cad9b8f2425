"""What is said of a branch's code, and of requests that a branch filed: only where a table has branches."""

from collections.abc import Mapping

from ivr.institutions import Institution

Group = Mapping[str, Mapping[str, str]]
"""Where it is heard -> id -> names of the values that a script gives it."""
OFFICE = "Código de una oficina"


def office_sentences(institution: Institution) -> Group:
    """Give the sentences of the procedure in which a branch's code is used."""
    return {OFFICE: {"office_code_refused": ""}} if institution.branch else {}


def office_questions(institution: Institution) -> Group:
    """Give its questions."""
    return {OFFICE: {"office_code": "length"}} if institution.branch else {}


def office_messages(institution: Institution) -> Mapping[str, str]:
    """Give the text messages, without their channel's name, and the values of each."""
    return {"office_code": "code hours", "office_request": ""} if institution.branch else {}
