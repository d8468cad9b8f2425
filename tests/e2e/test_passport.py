"""A document with letters: no keypad types it, so the agent does, and the customer has a new key all the same."""

import pytest
from playwright.sync_api import expect

from tests.e2e.bank import opens
from tests.e2e.barriers import barriers
from tests.e2e.people import People
from tests.e2e.telephone import PATIENCE
from tests.local.service import Service

pytestmark = pytest.mark.browser
NEW_KEY = "7294"


def test_a_passport_holder_gets_a_new_key(people: People, service: Service) -> None:
    """The caller presses zero at the document; the agent writes the passport down, checks, and sends the code."""
    desk, thomas = people.agent("carolina"), people.caller("tiene pasaporte con letras: lo pregunta un asesor")
    desk.takes_calls()
    thomas.dial()
    for menu, key in (("cuatro", "4"), ("tres", "3")):
        thomas.hears(f"marque {menu}.")
        thomas.presses(key)
    thomas.hears("Si tiene letras, marque cero y la tecla numeral.")
    thomas.presses("0#")
    thomas.hears("Tenga a la mano su documento y su celular.")
    desk.accepts()
    expect(desk.page.get_by_text("El cliente eligió su trámite y no digitó el documento")).to_be_visible(
        timeout=PATIENCE
    )
    expect(desk.page.get_by_text("sin elegir un trámite")).to_be_hidden()
    assert barriers(desk.page) == []
    desk.page.get_by_label("Tipo de documento").select_option(label="Pasaporte")
    desk.page.get_by_label("Número de documento").fill("c4f7lk29")
    desk.page.get_by_role("button", name="Verificar").click()
    desk.checks(thomas.customer, 3)
    desk.presses("send-code")
    code = thomas.code()
    desk.presses("to-keypad")
    thomas.sets_key(code, NEW_KEY)
    thomas.hears("Listo: su clave nueva ya funciona.")
    desk.sees("lave puesta")
    assert opens(service, thomas.customer, NEW_KEY)
