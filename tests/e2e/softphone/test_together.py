"""Several telephones in pages: a colleague who is asked, a supervisor who listens and whispers."""

import time

import pytest

from tests.e2e.desk import Desk
from tests.e2e.people import People
from tests.e2e.softphone.in_page import AUDIBLE, FORGOT, NONE_YET, calls_of, heard_by, lines, strip, talks
from tests.local.service import Service
from tests.phone.call import until

pytestmark = [pytest.mark.browser, pytest.mark.network]


def test_a_colleague_answers_with_one_key(people: People, service: Service) -> None:
    """Who is asked for advice hears the page ring, and answers there; three talk, and the colleague leaves."""
    desk, caller = talks(people, "carolina", NONE_YET)
    colleague = people.agent("andres")
    colleague.takes_calls()
    desk.page.keyboard.press("Alt+x")
    desk.page.get_by_role("button", name=f"Consultar a {colleague.agent.name}").click()
    colleague.stands("consultation")
    strip(colleague.page, "Su teléfono está timbrando.")
    time.sleep(0.3)
    colleague.page.keyboard.press("Alt+a")
    colleague.telephone("talking")
    assert until(lambda: len(lines(service)) == 2, 10)
    assert until(lambda: all((call["hears"] or -127) > AUDIBLE for call in lines(service)), 15)
    colleague.page.get_by_role("button", name="Salir de la consulta").click()
    colleague.telephone("ready")
    caller.hang_up()
    desk.stands("wrap_up")


def test_a_supervisor_listens_and_whispers(people: People, service: Service) -> None:
    """On the floor too: both are heard, the agent alone hears what is whispered, and nobody is left on the line."""
    desk, caller = talks(people, "carolina", FORGOT)
    (agent,) = [call["call"] for call in lines(service)]
    floor = people.agent("beatriz")
    floor.come_in()
    floor.telephone("ready")
    press(floor, "listen")
    floor.telephone("talking")
    assert until(lambda: heard_by(service, "beatriz") == {agent, "tone"}, 10)
    assert until(lambda: heard_by(service, "carolina") == {"tone"}, 10)  # who comes in is announced first
    press(floor, "whisper")
    (supervisor,) = [call["call"] for call in calls_of(service, "beatriz")]
    assert until(lambda: heard_by(service, "carolina") == {supervisor, "tone"}, 10)
    assert until(lambda: all((call["hears"] or -127) > AUDIBLE for call in lines(service)), 15)
    press(floor, "leave")
    floor.telephone("ready")
    caller.hang_up()
    desk.stands("wrap_up")


def press(floor: Desk, deed: str) -> None:
    """Press a button of the call of Carolina, on the floor."""
    place = "#microphone" if deed == "leave" else '#agents [data-id="serfinansa.carolina"]'
    floor.page.locator(f'{place} [data-way="{deed}"]').click()
