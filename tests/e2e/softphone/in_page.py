"""Agents and callers whose telephones are pages: how they come together, and what the network hears of them."""

from typing import Any

import requests
from playwright.sync_api import Page, expect

from tests.e2e.desk import Desk
from tests.e2e.people import People
from tests.e2e.telephone import PATIENCE, Telephone
from tests.local.service import Service

AUDIBLE = -60.0  # dB below full scale
FORGOT, BLOCKED, NONE_YET = "olvidó su clave", "bloqueó su clave con intentos errados", "aún no tiene clave"


def lines(service: Service) -> list[dict[str, Any]]:
    """Give the calls in pages, as the network knows them: how loud each is, and what each hears."""
    answer = requests.get(f"{service.network}/sandbox/softphones", timeout=10).json()
    return [call for call in answer["calls"] if call["is_answered"]]


def loud(service: Service, way: str) -> bool:
    """Say whether a voice is heard in the one call: what the page `says`, or what it `hears`."""
    return any((call[way] or -127.0) > AUDIBLE for call in lines(service))


def talks(people: People, agent: str, customer: str, *menus: str) -> tuple[Desk, Telephone]:
    """Bring an agent and a caller together; the page answers by itself."""
    desk = people.agent(agent)
    desk.takes_calls()
    return desk, takes(people, desk, customer, *menus)


def takes(people: People, desk: Desk, customer: str, *menus: str) -> Telephone:
    """Have a customer call, for an agent or for a procedure of these menus, and the agent take them."""
    caller = people.caller(customer)
    if menus:
        caller.asks_for(*menus)
    else:
        caller.dial()
        caller.hears("marque uno.")
        caller.presses("1")
    desk.accepts()
    desk.telephone("talking")
    return caller


def strip(page: Page, *words: str) -> None:
    """Read what the page says is wrong with the telephone."""
    for part in words:
        expect(page.locator("#phone-strip")).to_contain_text(part, timeout=2 * PATIENCE)


def calls_of(service: Service, user: str) -> list[dict[str, Any]]:
    """Give the calls in somebody's pages; each time that they come their telephone has another name (`..._v1_v482`)."""
    return [call for call in lines(service) if call["identity"].partition("_v")[0] == user]


def heard_by(service: Service, user: str) -> set[str]:
    """Name whom somebody hears: calls in pages, or the tone of a telephone without a microphone."""
    return {name for call in calls_of(service, user) for name in call["listens_to"]}
