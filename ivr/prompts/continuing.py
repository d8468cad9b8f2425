"""What is said of companies and their users, and while a conversation goes on on a page, where that is offered."""

from collections.abc import Mapping

from ivr.institutions import Institution
from ivr.procedures import ENDS_ON_PAGE

Group = Mapping[str, Mapping[str, str]]
"""Where it is heard -> id -> names of the values that a script gives it."""
PAGE, COMPANY = "Mientras termina en una página", "Usuarios de empresas"


def continuing_sentences(institution: Institution) -> Group:
    """Give the sentences of an institution one of whose procedures ends on a page, or is for companies."""
    told: dict[str, dict[str, str]] = {}
    if ENDS_ON_PAGE & institution.procedures.keys():
        told[PAGE] = {"page_link_sent": "", "key_ready_on_page": ""}
        told[PAGE] |= dict.fromkeys(("page_keys", "page_waits_for_link", "page_waits"), "")
        told[PAGE] |= dict.fromkeys(("page_unopened", "page_idle", "page_over", "page_back"), "")
    if any(kind.company for kind in institution.documents):
        told[COMPANY] = dict.fromkeys(("check_digit_left_out", "company_number_unfit", "several_users"), "")
    return told


def continuing_questions(institution: Institution) -> Group:
    """Give the questions of the same."""
    asked: dict[str, dict[str, str]] = {}
    if ENDS_ON_PAGE & institution.procedures.keys():
        asked[PAGE] = {"page_again": ""}
    if any(kind.company for kind in institution.documents):
        asked[COMPANY] = dict.fromkeys(("company_number", "user_keys"), "")
    return asked
