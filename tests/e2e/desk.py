"""An agent before the desk's page: signs in with both factors, takes a call, checks, and helps."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from ivr.stores.demo.customers import DemoCustomer
from ivr.stores.demo.staff import DemoStaff
from tests.e2e.telephone import PATIENCE


@dataclass(frozen=True)
class Desk:
    """One agent's desk in a browser of its own; `code` gives a second factor that was not used yet."""

    page: Page
    agent: DemoStaff
    code: Callable[[DemoStaff], str]

    def sign_in(self) -> None:
        """Come to the desk, with the last call wrapped up."""
        self.come_in()
        self.stands("offline", "wrap_up")
        self.wraps_up()
        self.stands("offline")

    def come_in(self) -> None:
        """Fill in the real form, which leads to one's own page."""
        self.page.goto("/desk")
        self.page.get_by_label("Entidad").select_option(label="Serfinansa")
        self.page.get_by_label("Usuario").fill(self.agent.user)
        self.page.get_by_label("Contraseña").fill(self.agent.password)
        self.page.get_by_label("Código de verificación").fill(self.code(self.agent))
        self.page.get_by_role("button", name="Ingresar").click()

    def takes_calls(self) -> None:
        """Sign in and become available, as soon as the telephone in the page can ring."""
        self.sign_in()
        self.telephone("ready")
        self.page.get_by_role("button", name="Ponerme disponible").last.click()
        self.stands("available")

    def stands(self, *stages: str) -> None:
        """Wait until the page shows one of these: offline, not_ready, available, offered, call, wrap_up."""
        wanted = ", ".join(f'body[data-stage="{stage}"]' for stage in stages)
        expect(self.page.locator(wanted)).to_be_visible(timeout=PATIENCE)

    def telephone(self, *states: str) -> None:
        """Wait until the telephone in the page is in one of these states: ready, talking, reconnecting, not_ready."""
        wanted = ", ".join(f'#phone[data-state="{state}"]' for state in states)
        expect(self.page.locator(wanted)).to_be_visible(timeout=PATIENCE)

    def wraps_up(self, code: str = "Otro asunto") -> None:
        """Say what the last call was about, if that is still to be said."""
        if self.page.locator('body[data-stage="wrap_up"]').is_visible():
            self.page.get_by_label(code).check()
            self.page.get_by_role("button", name="Terminar el cierre").click()
            expect(self.page.locator('body:not([data-stage="wrap_up"])')).to_be_visible(timeout=PATIENCE)

    def accepts(self) -> None:
        """Take the caller who is offered, and wait until both are connected."""
        self.presses("accept")
        expect(self.page.locator(".work[data-part=talking]")).to_be_visible(timeout=PATIENCE)

    def presses(self, action: str) -> None:
        """Press the button of an action."""
        self.page.locator(f"main [data-action={action}]").locator("visible=true").click(timeout=PATIENCE)

    def checks(self, customer: DemoCustomer, upto: int, after: int = 0) -> None:
        """Ask some questions of the checklist and type right answers."""
        for question, answer in list(customer.answer_by_question.items())[after:upto]:
            self.page.locator(f"#answer-{question}").fill(answer)
            self.page.keyboard.press("Enter")
            expect(self.verdict(question)).to_have_text("Coincide", timeout=PATIENCE)

    def verdict(self, question: str) -> Locator:
        """Give the place where a question's verdict stands."""
        return self.page.locator(f'[data-question="{question}"] .verdict')

    def changes_mobile(self, number: str) -> None:
        """Register another mobile: the code goes there at once."""
        self.page.get_by_text("El número está desactualizado").click()
        self.page.get_by_label("Celular nuevo").fill(number)
        self.page.get_by_role("button", name="Guardar y enviar código").click()

    def sees(self, progress: str) -> None:
        """Wait until the caller's progress, or how the last call ended, says this."""
        place = self.page.locator("#progress, [data-last], #wrap-up-outcome").locator("visible=true")
        expect(place).to_contain_text(progress, timeout=PATIENCE)

    def leave(self) -> None:
        """Sign out: no more calls come."""
        button = self.page.get_by_role("button", name="Salir", exact=True)
        if not self.page.is_closed() and button.is_visible():
            expect(self.page.locator('body:not([data-stage="call"])')).to_be_visible(timeout=PATIENCE)
            self.wraps_up()
            button.click()
            door = self.page.get_by_role("button", name="Ingresar")
            anyway = self.page.get_by_role("button", name="Salir de todos modos")  # a call that has just ended
            expect(door.or_(anyway)).to_be_visible(timeout=PATIENCE)
            if anyway.is_visible():
                anyway.click()
            expect(door).to_be_visible(timeout=PATIENCE)
