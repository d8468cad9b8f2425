"""A caller before the telephone's page: dials, hears, presses the keys on the screen, reads messages."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from ivr.stores.demo.customers import DemoCustomer

PATIENCE = 30_000  # milliseconds, on a machine that is busy with other tests


@dataclass(frozen=True)
class Telephone:
    """One customer's telephone in a tab of its own."""

    page: Page
    customer: DemoCustomer

    def dial(self) -> None:
        """Call the line."""
        self.page.get_by_role("button", name="Llamar").click()

    def hears(self, words: str) -> None:
        """Wait for a sentence that is said after the last key that was pressed."""
        sentences = self.page.locator("p.said:not(:has(~ .pressed))", has_text=words)
        expect(sentences.last).to_be_visible(timeout=PATIENCE)

    def presses(self, keys: str) -> None:
        """Press keys on the screen, as fast as they can be clicked."""
        for key in keys:
            self.page.locator(f'#keypad [data-key="{key}"]').click()
        expect(self.page.locator("p.pressed").last).to_have_text(keys, timeout=PATIENCE)

    def asks_for(self, *menus: str) -> None:
        """Dial, choose from the menus, and type the document until an agent is looked for."""
        self.dial()
        for key in menus:
            self.hears(f"marque {key}.")
            self.presses({"uno": "1", "dos": "2", "tres": "3", "cuatro": "4"}[key])
        self.hears("Digite su número de documento")
        self.presses(f"{self.customer.document_number}#")
        self.hears("Para cédula de ciudadanía, marque uno.")
        self.presses("1")
        self.hears("Si es correcto, marque uno")
        self.presses("1")
        self.hears("Un asesor le va a atender.")

    def sets_key(self, code: str, key: str) -> None:
        """Type the code, and the new key twice."""
        self.hears("Digite el código de seis dígitos")
        self.presses(code)
        self.hears("Elija una clave nueva")
        self.presses(key)
        self.hears("Digite la misma clave otra vez")
        self.presses(key)

    def message(self, words: str) -> str:
        """Wait for a text message with these words, and read it."""
        message = self.page.locator("#inbox li", has_text=words).first
        expect(message).to_be_visible(timeout=PATIENCE)
        return message.inner_text()

    def code(self) -> str:
        """Read the code in the newest message that has one."""
        return self.message("su codigo es").partition("su codigo es ")[2][:6]

    def shows(self, state: str) -> None:
        """Wait until the telephone says how the call stands."""
        expect(self.page.locator("#state")).to_have_text(state, timeout=PATIENCE)

    @property
    def _end(self) -> Locator:
        return self.page.get_by_role("button", name="Colgar")

    def hang_up(self) -> None:
        """End the call, if there is one."""
        if self._end.is_visible():
            self._end.click()
            self.shows("Llamada terminada")
