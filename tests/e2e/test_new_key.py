"""A customer who forgot the key gets a new one: a caller in one window, an agent in another, nobody else helps."""

import re
from pathlib import Path
from typing import Any

import pytest
import requests
from playwright.sync_api import expect

from tests.e2e.bank import account, opens
from tests.e2e.barriers import barriers
from tests.e2e.ears import Ears
from tests.e2e.people import People
from tests.e2e.telephone import PATIENCE
from tests.local.service import Service

pytestmark = pytest.mark.browser
NEW_KEY = "7294"


def legs(service: Service, to: str) -> list[dict[str, Any]]:
    """Give what was heard in every call to a telephone, as the network knows it, in their order."""
    calls = requests.get(f"{service.network}/sandbox/calls", timeout=10).json()["calls"]
    called = [call["sid"] for call in calls if call["to"].startswith(to)]
    return [requests.get(f"{service.network}/sandbox/calls/{sid}", timeout=10).json() for sid in called]


def digits(text: str) -> set[str]:
    """Give every number that stands alone in a text."""
    return set(re.findall(r"\b\d+\b", text))


def test_from_dialling_to_the_new_key(people: People, service: Service, tmp_path: Path) -> None:
    """The caller sets a key that works; what they type reaches neither the agent's page nor the agent's ear."""
    har = tmp_path / "desk.har"
    desk = people.agent("carolina", record_har_path=har, record_har_content="embed")
    ears = Ears(desk, har)
    ears.listen()
    desk.takes_calls()
    maria = people.caller("olvidó su clave")
    maria.asks_for("cuatro", "tres")
    desk.accepts()
    desk.checks(maria.customer, 3)
    desk.presses("send-code")
    code = maria.code()
    desk.presses("to-keypad")
    maria.hears("Ahora su asesor no le escucha")
    maria.sets_key(code, NEW_KEY)
    maria.hears("Listo: su clave nueva ya funciona.")
    desk.sees("lave puesta")
    maria.message("su clave de acceso cambio")
    assert barriers(maria.page) == []
    page, received = ears.page(), ears.received()
    assert "3 de 3 coincidencias" in page
    assert {"0001", "6789"} <= digits(received), "the ears hear nothing"
    assert ears.live
    assert not {code, NEW_KEY} & (digits(received) | digits(page))
    leg = legs(service, "client:carolina")[-1]
    assert [entry for entry in leg["transcript"] if "key" in entry["kind"]] == []
    recordings = requests.get(f"{service.network}/sandbox/recordings", timeout=10).json()["recordings"]
    assert recordings
    assert not any(recording["heard"] for recording in recordings)
    assert opens(service, maria.customer, NEW_KEY)


def test_two_clicks_to_a_ringing_agent(people: People) -> None:
    """A newcomer sits down and has a customer call: the desk rings, with nothing typed and nothing read."""
    home = people.newcomer()
    assert barriers(home) == []
    row = home.get_by_role("listitem").filter(has_text="Milena Orozco")
    with home.context.expect_page() as desk:
        row.get_by_role("button", name="Sentarme").click()
    with home.context.expect_page() as phone:
        home.get_by_role("link", name="Llamar").first.click()
    expect(desk.value.get_by_role("heading", name="Llamada para usted")).to_be_visible(timeout=2 * PATIENCE)
    phone.value.get_by_role("button", name="Colgar").click()
    expect(desk.value.get_by_role("heading", name="Llamada para usted")).to_be_hidden(timeout=PATIENCE)
    desk.value.get_by_role("button", name="Salir").click()
    expect(desk.value.get_by_role("button", name="Ingresar")).to_be_visible(timeout=PATIENCE)


def test_a_reload_in_mid_call_loses_nothing(people: People) -> None:
    """The agent's page comes back with the same call at the same step, and the caller notices nothing."""
    desk, jorge = people.agent("andres"), people.caller("bloqueó su clave con intentos errados")
    desk.takes_calls()
    jorge.asks_for("cuatro", "tres")
    desk.accepts()
    desk.checks(jorge.customer, 3)
    desk.page.reload()
    expect(desk.verdict("birth_date")).to_have_text("Coincide", timeout=PATIENCE)
    desk.presses("send-code")
    code = jorge.code()
    desk.presses("to-keypad")
    jorge.hears("Digite el código de seis dígitos")
    desk.page.reload()
    expect(desk.page.get_by_text("El cliente está digitando: usted no lo oye")).to_be_visible(timeout=PATIENCE)
    jorge.sets_key(code, NEW_KEY)
    jorge.hears("Listo: su clave nueva ya funciona.")
    desk.sees("lave puesta")


def test_a_browser_that_closes_while_it_rings(people: People) -> None:
    """The caller goes back to the front of the queue, and the next agent is offered the call."""
    first, second = people.agent("carolina"), people.agent("andres")
    first.takes_calls()
    giulia = people.caller("aún no tiene clave")
    giulia.asks_for("cuatro", "uno")
    first.stands("offered")
    second.takes_calls()
    first.page.context.close()
    expect(second.page.get_by_role("heading", name="Llamada para usted")).to_be_visible(timeout=2 * PATIENCE)
    second.accepts()
    giulia.shows("En conversación")


def test_an_outdated_mobile(people: People, service: Service) -> None:
    """More answers are asked, the code goes at once to the new number, and both numbers are told."""
    desk = people.agent("andres")
    carlos = people.caller("su celular registrado es viejo; el nuevo es +573000000014")
    desk.takes_calls()
    carlos.asks_for("cuatro", "tres")
    desk.accepts()
    desk.checks(carlos.customer, 3)
    expect(desk.page.locator("#new-mobile")).to_be_disabled()
    desk.checks(carlos.customer, 5, after=3)
    desk.changes_mobile("300 000 0014")
    carlos.message("este celular dejo de ser su contacto registrado")
    new = people.telephone("+573000000014", carlos.customer)
    new.message("este celular es ahora su contacto registrado")
    desk.presses("to-keypad")
    carlos.sets_key(new.code(), NEW_KEY)
    carlos.hears("Listo: su clave nueva ya funciona.")
    assert account(service, carlos.customer).mobile == "+573000000014"
