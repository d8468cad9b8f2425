"""The desk in a real browser: a call by keyboard alone, a reload in the middle, no barrier for anybody."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from ivr.agents.handoff import Handoff
from tests.agents.bank import ANSWERS
from tests.conftest import ROOT
from tests.web.office import LAURA, Office
from tests.web.office import Browser as Client

pytestmark = pytest.mark.browser
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def sign_in(page: Page, office: Office, password: str = LAURA.password) -> None:
    """Fill in the form by keyboard."""
    code = Client(office, office.pages.test_client()).code(LAURA)
    page.locator("#user").fill(LAURA.user)
    for text in (password, code):
        page.keyboard.press("Tab")
        page.keyboard.type(text)
    page.keyboard.press("Enter")


def stage(page: Page, name: str) -> None:
    """Wait until the page shows a stage."""
    expect(page.locator(f'body[data-stage="{name}"]')).to_be_visible()


def in_call(page: Page, office: Office) -> Handoff:
    """Sign in, take a caller and meet them, by keyboard."""
    sign_in(page, office)
    stage(page, "offline")
    page.keyboard.press("Alt+d")
    stage(page, "available")
    call = office.scene.caller()
    stage(page, "offered")
    page.keyboard.press("Alt+a")
    stage(page, "call")
    handoff = office.scene.handoff(call)
    office.scene.agent_enters(handoff)
    office.scene.caller_enters(handoff)
    expect(page.locator("#answer-birth_date")).to_be_visible()
    return handoff


def answer(page: Page, question: str, said: str) -> None:
    """Type what the caller says."""
    page.locator(f"#answer-{question}").fill(said)
    page.keyboard.press("Enter")
    expect(page.locator(f'[data-question="{question}"] .verdict')).not_to_be_empty()


def barriers(page: Page) -> list[str]:
    """Give what axe-core finds against WCAG 2.2 AA and its own good practice."""
    page.evaluate(f"{AXE.read_text()};0")
    found = page.evaluate(f"axe.run(document, {{runOnly: {RULES}}})")
    return [f"{rule['id']}: {rule['nodes'][0]['html']}" for rule in found["violations"]]


def test_a_whole_call_by_keyboard(page: Page, office: Office) -> None:
    """Sign-in, offer, checklist, code, keypad and the key: no mouse is needed, and each step is seen."""
    handoff = in_call(page, office)
    answer(page, "birth_date", ANSWERS["birth_date"])
    expect(page.locator("#answer-document_issue_date")).to_be_focused()
    answer(page, "mother_surname", "perez")
    expect(page.locator('[data-question="mother_surname"] .verdict')).to_have_text("No coincide")
    for question in ("mother_surname", "card_last_four"):
        answer(page, question, ANSWERS[question])
    expect(page.locator("#tally")).to_have_text("3 de 3 coincidencias")
    page.keyboard.press("Alt+c")
    expect(page.locator('[data-step="code_sent"]')).to_have_attribute("data-done", "")
    page.keyboard.press("Alt+t")
    expect(page.get_by_text("El cliente está digitando: usted no lo oye")).to_be_visible()
    expect(page.locator(".work")).to_be_hidden()
    office.scene.event(handoff, "leave", handoff.call, "participant_updated_via_api")
    office.scene.follow(handoff.call)
    office.scene.types(handoff.call, "123456")
    stage(page, "available")
    expect(page.locator('[data-for="available"] .last')).to_contain_text("clave puesta")


def test_a_reload_loses_nothing(page: Page, office: Office) -> None:
    """The service is the truth: after a reload the same call stands at the same step."""
    in_call(page, office)
    answer(page, "birth_date", ANSWERS["birth_date"])
    page.reload()
    stage(page, "call")
    expect(page.locator('[data-question="birth_date"] .verdict')).to_have_text("Coincide")
    expect(page.locator("#tally")).to_have_text("1 de 3 coincidencias")


def test_what_is_being_typed_stays(page: Page, office: Office) -> None:
    """News about the call take neither the focus nor half an answer away."""
    handoff = in_call(page, office)
    page.locator("#answer-mother_surname").fill("roj")
    office.scene.desk.check(office.identity(LAURA), handoff.id, "birth_date", ANSWERS["birth_date"])
    expect(page.locator("#tally")).to_have_text("1 de 3 coincidencias")
    expect(page.locator("#answer-mother_surname")).to_have_value("roj")
    expect(page.locator("#answer-mother_surname")).to_be_focused()


def test_an_ending_is_asked_twice(page: Page, office: Office) -> None:
    """One slip of a finger ends no call."""
    in_call(page, office)
    page.keyboard.press("Alt+f")
    expect(page.get_by_text("¿Finalizar la llamada?")).to_be_visible()
    stage(page, "call")
    page.keyboard.press("Alt+f")
    stage(page, "available")


def test_a_refusal_is_read_and_put_away(page: Page, office: Office) -> None:
    """What cannot be done is told in a sentence, above everything and without moving it."""
    in_call(page, office)
    before = page.locator("#checklist-title").bounding_box()
    office.scene.bank.down = True
    page.locator("#answer-birth_date").fill("17051980")
    page.keyboard.press("Enter")
    expect(page.locator("#refusal")).to_contain_text("El sistema no responde")
    expect(page.locator("#answer-birth_date")).to_have_value("17051980")
    assert page.locator("#checklist-title").bounding_box() == before
    page.get_by_role("button", name="Entendido").click()
    expect(page.locator("#refusal")).to_be_hidden()


def test_a_lost_connection_is_said(page: Page, office: Office) -> None:
    """Without the service the page says so, and says when it is back."""
    sign_in(page, office)
    stage(page, "offline")
    page.context.set_offline(True)
    page.keyboard.press("Alt+d")
    expect(page.locator("#connection")).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator("#connection")).to_be_hidden(timeout=10_000)


def test_a_revoked_session_leaves_the_page(page: Page, office: Office) -> None:
    """Somebody whose rights end is back at the door."""
    sign_in(page, office)
    stage(page, "offline")
    office.change(LAURA, active=False)
    page.keyboard.press("Alt+d")
    expect(page).to_have_url(f"{page.url.partition('/desk')[0]}/desk/sign-in")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out(chromium: Browser, office: Office, address: str, scheme: str) -> None:
    """Each stage, by day and by night, keeps WCAG 2.2 AA as far as axe-core can tell."""
    context = chromium.new_context(
        base_url=address, color_scheme="dark" if scheme == "dark" else "light", bypass_csp=True, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto("/desk")
    found = barriers(page)
    sign_in(page, office, "wrong")
    expect(page.locator(".message")).to_be_visible()
    found += barriers(page)
    office.clock.advance(30)
    handoff = in_call(page, office)
    found += barriers(page)
    page.keyboard.press("Alt+m")
    for question in ("birth_date", "mother_surname", "card_last_four"):
        answer(page, question, ANSWERS[question])
    answer(page, "last_payment_month", "nunca")
    page.keyboard.press("Alt+c")
    expect(page.locator('[data-step="code_sent"]')).to_have_attribute("data-done", "")
    found += barriers(page)
    page.keyboard.press("Alt+t")
    expect(page.locator("#capsule-title")).to_be_visible()
    found += barriers(page)
    assert handoff.id
    context.close()
    assert found == []


@pytest.mark.parametrize("width", [1280, 640])
def test_it_fits_and_reflows(chromium: Browser, office: Office, address: str, width: int) -> None:
    """At 1280 pixels and at twice the size (640) nothing is cut off and nobody scrolls sideways."""
    context = chromium.new_context(base_url=address, viewport={"width": width, "height": 720})
    page = context.new_page()
    page.goto("/desk")
    in_call(page, office)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for button in page.locator("main button:visible").all():
        box = button.bounding_box()
        assert box is not None
        assert (box["height"] >= 24, box["x"] >= 0, box["x"] + box["width"] <= width) == (True, True, True)
    context.close()


def test_shortcuts_are_written_on_their_buttons(page: Page, office: Office) -> None:
    """Each shortcut that works is read on its button and told to screen readers."""
    sign_in(page, office)
    stage(page, "offline")
    for button in page.locator("button[data-key]").all():
        letter = (button.get_attribute("data-key") or "").removeprefix("Key")
        assert button.locator("kbd").text_content() == f"Alt {letter}"
        assert button.get_attribute("aria-keyshortcuts") == f"Alt+{letter}"


def test_the_script_writes_text_only() -> None:
    """No module of the page turns a string into markup or code."""
    scripts = "".join(file.read_text() for file in Path(ROOT / "ivr" / "web" / "static").rglob("*.js"))
    assert not [
        way for way in ("innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(") if way in scripts
    ]


def test_a_call_is_seen_whole_on_a_small_screen(page: Page, office: Office) -> None:
    """At 1280 by 800 nothing scrolls, from the first question to the code: the buttons stay where they are."""
    page.set_viewport_size({"width": 1280, "height": 800})
    in_call(page, office)
    assert page.evaluate("document.documentElement.scrollHeight") <= 800
    for question in list(ANSWERS)[:3]:
        answer(page, question, ANSWERS[question])
    page.keyboard.press("Alt+c")
    expect(page.locator('[data-step="code_sent"]')).to_have_attribute("data-done", "")
    assert page.evaluate("document.documentElement.scrollHeight") <= 800
