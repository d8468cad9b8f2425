"""What a supervisor says is heard by everybody who calls from then on, before the menu, and once."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from ivr.agents.supervision.notices import Announcement
from tests.phone.line import MENU, Phone

OWN = "Hoy: atendemos hasta las cuatro & <b>media</b> {tarde}."


@pytest.fixture(autouse=True)
def quiet(request: pytest.FixtureRequest) -> Iterator[None]:
    """Leave nothing behind that other callers would hear."""
    name = "phone" if "phone" in request.fixturenames else "local"
    phone: Phone = request.getfixturevalue(name)
    yield
    phone.service.parts.notices.withdraw("serfinansa")


def announce(phone: Phone, prompt: str, text: str = "", minutes: int = 0) -> None:
    """Say something before the menu."""
    parts = phone.service.parts
    now = parts.clock.now()
    until = now + timedelta(minutes=minutes) if minutes else None
    parts.notices.announce("serfinansa", Announcement(prompt, text, "Berta Salas", now, until))


def test_an_announcement_comes_before_the_menu(phone: Phone) -> None:
    """Whoever calls hears it after the welcome; with the menu's repetition it does not come again."""
    announce(phone, "announcement_system_down")
    call = phone.dials().hears("welcome", "announcement_system_down", *MENU)
    call.presses("9").hears(*MENU)
    phone.service.parts.notices.withdraw("serfinansa")
    phone.dials().hears("welcome", *MENU)


def test_a_text_of_ones_own_is_spoken_as_it_was_written(phone: Phone) -> None:
    """Also with signs that mean something to a machine."""
    announce(phone, "announcement_free", OWN)
    call = phone.dials().hears("welcome", "announcement_free", *MENU)
    assert call.said[1] == OWN


def test_an_announcement_ends_with_its_time(phone: Phone) -> None:
    """Nobody hears what was true an hour ago."""
    announce(phone, "announcement_long_wait", minutes=60)
    phone.dials().hears("welcome", "announcement_long_wait", *MENU)
    phone.waits(3600)
    phone.dials().hears("welcome", *MENU)


def test_it_costs_nothing_after_the_opening(local: Phone) -> None:
    """A turn asks the live state no more often because of it: it is read when the call begins."""
    announce(local, "announcement_system_down")
    call = local.dials().hears("welcome", "announcement_system_down", *MENU)
    before = reads(local)
    call.presses("9").hears(*MENU).presses("4").anyhow()
    assert reads(local) == before


def reads(phone: Phone) -> int:
    """Count how often a plain value was read: the announcement is one."""
    found: Any = phone.service.parts.redis.info("commandstats")
    return int(found.get("cmdstat_get", {"calls": 0})["calls"])
