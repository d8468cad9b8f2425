"""Banco Caja Social's page: a new internet key for who forgot theirs or has it blocked (B1 to B8)."""

from collections.abc import Callable

import pytest

from ivr.stores.schema import KeyTriesRecord
from tests.phone.bank import audited, earlier_keys, owed, reference
from tests.phone.line import Phone
from tests.phone.plain import PlainService
from tests.web.customer.banco_caja_social import BANK, DOCUMENT, NEW_KEY, PRODUCTS, QUESTIONS, Regaining, right, wrong
from tests.web.customer.conftest import Visitor
from tests.web.customer.visit import CALL_US, plain_text

Somebody = Callable[..., Regaining]
CONTACTS = ("contacts_right",)


@pytest.fixture
def somebody(plain: PlainService, visitor: Visitor) -> Somebody:
    """Give what makes a customer of the bank, with e-mail, mobile and two products."""
    bank = Phone(plain, BANK)

    def make(**fields: object) -> Regaining:
        usual = {"email": f"maria.{len(made)}@correo.example", "products": PRODUCTS}
        made.append(Regaining(bank, visitor, bank.customer(**(usual | fields))))
        return made[-1]

    made: list[Regaining] = []
    return make


def test_b7_a_forgotten_key_is_regained(somebody: Somebody) -> None:
    """Document, link, document, contacts, code, questions, key: it works, and e-mail and mobile are told."""
    maria = somebody()
    maria.asks().sees("link_on_its_way")
    visit = maria.behind_link().sees(*DOCUMENT).types("CC", maria.customer.document_number).sees(*CONTACTS)
    visit.types("yes").sees("code_sent_email", "security_code").types(maria.code())
    visit.sees("questions_follow", *QUESTIONS).types(*right(visit)).sees("new_key", "new_key_again")
    visit.types(NEW_KEY, NEW_KEY).sees("key_changed")
    assert maria.phone.key_works(maria.customer, NEW_KEY)
    assert earlier_keys(maria.phone.service.parts.records, maria.customer) == 1
    kinds = audited(maria.phone.service.parts.records, maria.customer)
    assert [kind for kind in kinds if kind != "code_proven"][-2:] == ["questions_answered", "key_replaced"]
    assert "cambio" in maria.phone.messages(maria.customer.mobile)[-1]
    assert "cambió" in maria.phone.service.emails(maria.customer.email)[-1].text


def test_b1_without_an_e_mail_link_and_code_go_by_text_message(somebody: Somebody) -> None:
    """A mobile at hand is enough."""
    maria = somebody(email="")
    maria.asks().sees("link_on_its_way")
    visit = maria.known_again().sees("mobile_right").types("yes").sees("code_sent", "security_code")
    visit.types(maria.code()).sees("questions_follow", *QUESTIONS)


def test_b1_without_a_mobile_the_e_mail_is_enough(somebody: Somebody) -> None:
    """Link and code arrive there."""
    maria = somebody(mobile="")
    maria.asks().sees("link_on_its_way")
    maria.known_again().sees("email_right").types("yes").sees("code_sent_email", "security_code")


def test_b1_a_product_is_needed(somebody: Somebody) -> None:
    """Who has none of those that the bank names is told what is missing, once the code is proven, and whom to call."""
    somebody(products=()).at_questions().sees("no_products", *CALL_US)


def test_b2_an_unknown_document_is_told_the_same(somebody: Somebody) -> None:
    """Whoever it is, and wherever the link goes: the same page, word for word; to nobody is nothing sent."""
    people = (
        somebody(),
        somebody(email=""),
        somebody(mobile="", email=""),
        somebody(frozen=True),
        somebody(blocked=True),
    )
    pages = {plain_text(each.asks()) for each in people}
    stranger = people[0].visitor("regain", institution=BANK).begins().types("CC", "1020202020").sees("link_on_its_way")
    assert {plain_text(stranger)} == pages
    messages = [row.state for row in owed(people[0].phone.service.parts.records)]
    assert sorted(messages) == ["nowhere", "nowhere", *["owed"] * 4]


def test_b2_no_more_links_than_the_table_allows(somebody: Somebody) -> None:
    """After three in ten minutes the page says whom to call; the last link still serves."""
    maria = somebody()
    for _ in range(3):
        maria.asks().sees("link_on_its_way")
    maria.asks().sees("no_more_links", *CALL_US)
    maria.behind_link().sees(*DOCUMENT)


def test_b3_behind_the_link_it_must_be_the_same_document(somebody: Somebody) -> None:
    """Another customer's document, though known, does not go on; three times, and a person helps."""
    maria, jorge = somebody(), somebody()
    maria.asks()
    visit = maria.behind_link()
    visit.types("CC", jorge.customer.document_number).sees("document_differs", *DOCUMENT)
    visit.types("CC", "1020202020").sees("document_differs", *DOCUMENT)
    visit.types("CC", jorge.customer.document_number).sees("document_differs", *CALL_US)


def test_b4_a_contact_that_is_not_right_is_not_changed_here(somebody: Somebody) -> None:
    """Masked e-mail and mobile are shown; who says that one is not theirs is sent to the line or an office."""
    maria = somebody()
    maria.asks()
    visit = maria.known_again()
    shown = visit.answers[-1].text
    assert f"terminado en {maria.customer.mobile[-4:]}" in shown
    assert "ma*****@correo.example" in shown
    assert maria.customer.email not in shown
    visit.types("no").sees("contacts_differ", *CALL_US)
    assert not [one for one in maria.phone.service.emails(maria.customer.email) if "código" in one.subject]


@pytest.mark.parametrize(("seconds", "goes_on"), [(120, True), (121, False)])
def test_b5_the_code_lives_two_minutes_to_the_second(somebody: Somebody, seconds: int, goes_on: bool) -> None:  # noqa: FBT001
    """At two minutes it serves; a second later the procedure begins again, with a link."""
    maria = somebody()
    visit = maria.at_code()
    code = maria.code()
    assert len(code) == 6
    maria.phone.waits(seconds)
    visit.types(code).sees(*(("questions_follow", *QUESTIONS) if goes_on else ("code_over",)))
    if not goes_on:
        assert "start=1" in visit.page.buttons
        visit.begins().sees(*DOCUMENT)


def test_b5_a_wrong_code_is_counted(somebody: Somebody) -> None:
    """Three tries, then the procedure begins again."""
    maria = somebody()
    visit = maria.at_code()
    other = "111111" if maria.code() != "111111" else "222222"
    visit.types(other).sees("code_wrong", "security_code").types(other).sees("code_wrong", "security_code")
    visit.types(other).sees("code_over")
    assert not maria.phone.key_works(maria.customer, NEW_KEY)


def test_b6_all_answers_must_be_right(somebody: Somebody) -> None:
    """One wrong of three: nobody is told which, it is a failure, and no key is chosen."""
    maria = somebody()
    visit = maria.at_questions()
    visit.types(*wrong(visit)).sees("answers_wrong", *CALL_US)
    assert "questions_failed" in audited(maria.phone.service.parts.records, maria.customer)


def test_b6_the_questions_stay_the_same(somebody: Somebody) -> None:
    """Loading the page again, or coming back another day, shows the same questions and options."""
    maria = somebody()
    visit = maria.at_questions()
    first = visit.answers[-1].text
    assert visit.looks().answers[-1].text == first
    maria.phone.waits(86_400)
    again = maria.at_questions()
    assert [again.answers[-1].text.count(option) for option in ("Tunja", "2014", "4 0 7 1")] == [
        first.count(option) for option in ("Tunja", "2014", "4 0 7 1")
    ]


def test_b6_only_a_person_helps_after_two_failed_sets_in_a_day(somebody: Somebody) -> None:
    """The right answers do not help any more that day: what was guessed is not guessed on."""
    maria = somebody()
    for _ in range(2):
        visit = maria.at_questions()
        visit.types(*wrong(visit)).sees("answers_wrong", *CALL_US)
        maria.phone.waits(1000)
    maria.at_questions().sees("limit_reached", *CALL_US)


def test_b7_a_weak_key_is_refused_in_words(somebody: Somebody) -> None:
    """By the rules that the page lists: a sequence, parts of the document, two that differ."""
    maria = somebody()
    visit = maria.at_key()
    assert "Tiene entre seis y ocho dígitos." in visit.answers[-1].text
    visit.types("123456", "123456")
    assert "secuencia" in visit.page.said[0]
    visit.types(NEW_KEY, "937916").sees("keys_differ", "new_key", "new_key_again")
    visit.types(NEW_KEY, NEW_KEY).sees("key_changed")


def test_b8_a_blocked_key_is_unblocked(somebody: Somebody) -> None:
    """Failed attempts had blocked it; the new one works, and its tries begin anew."""
    maria = somebody(blocked=True)
    maria.at_key().types(NEW_KEY, NEW_KEY).sees("key_changed")
    assert maria.phone.key_works(maria.customer, NEW_KEY)
    with maria.phone.service.parts.records.read() as session:
        tries = session.get_one(KeyTriesRecord, (reference(session, maria.customer), "access"))
        assert (tries.failures, tries.blocked_at) == (0, None)


def test_b8_who_said_that_it_was_not_them_regains_nothing(somebody: Somebody) -> None:
    """A frozen customer's link is sent, and serves for nothing."""
    maria = somebody(frozen=True)
    maria.asks().sees("link_on_its_way")
    maria.visitor("regain", institution=BANK).opens(maria.link()).reads("link_used")
