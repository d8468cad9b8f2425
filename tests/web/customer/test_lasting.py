"""How long a visit lasts: as long as it is answered, and half an hour at most."""

from tests.phone.line import Phone
from tests.phone.plain import PlainService
from tests.web.customer.visit import Visit

DATA = ("document_type", "document_number", "registered_mobile")


def test_a_visit_lives_as_long_as_it_is_answered(plain: PlainService, phone: Phone) -> None:
    """Nine minutes, an answer, and nine minutes more."""
    visit = Visit(plain).begins()
    phone.waits(540)
    visit.types("CC", "", "").reads("document_number_silence", "registered_mobile_silence")
    phone.waits(540)
    visit.looks().sees(*DATA)
    phone.waits(601)
    visit.looks().reads("expired")


def test_a_visit_lasts_half_an_hour_at_most(plain: PlainService, phone: Phone) -> None:
    """However often it is answered: to its last second, and not one longer."""
    visit = Visit(plain).begins()
    for _ in range(3):
        phone.waits(540)
        visit.types("CC", "", "").reads("document_number_silence", "registered_mobile_silence")
    phone.waits(180)
    visit.types("CC", "", "").reads("document_number_silence", "registered_mobile_silence")
    phone.waits(1)
    visit.looks().reads("expired")
