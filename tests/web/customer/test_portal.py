"""The portal's links: to what is open, and past what has reached its end."""

import re

from tests.phone.line import Phone
from tests.phone.people import NEW_KEY
from tests.phone.webhooks import PUBLIC_URL
from tests.web.customer.conftest import Visitor
from tests.web.customer.visit import Visit

DATA = ("document_type", "document_number", "registered_mobile")


def linked(visit: Visit) -> str:
    """Give where the portal's link to the procedure leads."""
    portal = visit.client.get("/serfinansa/", base_url=PUBLIC_URL).text
    links: list[str] = re.findall(r'href="([^"]+)"', portal)
    return next(link for link in links if link.startswith(visit.path))


def test_the_portal_leads_back_to_what_is_open_and_past_an_end(visitor: Visitor, phone: Phone) -> None:
    """An open visit goes on where it stands; after the end another one begins, and the end can still be looked at."""
    customer, visit = phone.customer(key=""), visitor()
    visit.looks(linked(visit)).sees().reads().sends(start="1").sees(*DATA)
    visit.types("CC", customer.document_number, customer.mobile.removeprefix("+57"))
    visit.looks(linked(visit)).sees("code_sent", "security_code")
    assert {answer.headers["Permissions-Policy"][-13:] for answer in visit.answers} == {"microphone=()"}
    visit.types(phone.reads_sms(customer.mobile)).types(NEW_KEY, NEW_KEY).sees("key_activated")
    visit.looks(linked(visit)).sees().reads()
    visit.looks().sees("key_activated")
    visit.looks(linked(visit)).sends(start="1").sees(*DATA)
