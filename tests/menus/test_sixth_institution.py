"""A sixth institution, founded by the commands of its document alone, is dialled like the five others."""

import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from ivr.cli import main
from ivr.prompts import Prompts
from ivr.stores.bank.users import keys_of
from ivr.stores.demo.guide import demo
from ivr.tables import load
from tests.conftest import ROOT
from tests.phone.fixtures import Build
from tests.phone.line import Phone
from tests.phone.people import KEY, NEW_KEY
from tests.phone.plain import PlainService
from tests.web.customer.alianza import FORM, NEW_PASSWORD
from tests.web.customer.visit import Visit

DOCUMENT = ROOT / "docs/adding-an-institution.md"
ELSEWHERE = ("call", "seed")
"""Commands that a test does otherwise: it dials in process, and has customers of its own."""
COMPANIES = shlex.split("new-institution --name Puente --key-signs letters --phone reset --yes")
"""Another one, for users of companies."""
MENU = ("menu_main", "option_change", "option_restore", "option_agent")


def commands() -> list[list[str]]:
    """Give the words of each `ivr` command that the document shows."""
    lines = re.findall(r"^    ivr (.*?)(?: >.*)?$", DOCUMENT.read_text(), re.MULTILINE)
    return [shlex.split(line) for line in lines]


@pytest.fixture(scope="module")
def sixth(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give copies of the tables and prompts in which the document's commands were carried out."""
    folder = tmp_path_factory.mktemp("sixth")
    for name in ("institutions", "voice_prompts"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "logos").mkdir()
    places = {"INSTITUTIONS_FOLDER": "institutions", "PROMPTS_FOLDER": "voice_prompts", "LOGOS_FOLDER": "logos"}
    environment = {name: str(folder / place) for name, place in places.items()}
    for words in (*commands(), COMPANIES):
        if words[0] not in ELSEWHERE:
            result = CliRunner(env=environment).invoke(main, words)
            assert result.exit_code == 0, result.output
    return folder


@pytest.fixture(scope="module")
def shared(sixth: Path) -> dict[str, Any]:
    """Read tables and prompts of the copies instead of those that are committed."""
    tables = load(sixth / "institutions")
    return {"institutions": tables, "prompts": Prompts.load(sixth / "voice_prompts", tables)}


@pytest.fixture
def faro(build: Build, sixth: Path) -> Phone:
    """Give the line of the new institution."""
    return Phone(build(institutions_folder=sixth / "institutions", prompts_folder=sixth / "voice_prompts"), "faro")


def test_the_document_shows_every_step() -> None:
    """It founds, checks, draws, lists what to record, prints the demo and dials."""
    assert [words[0] for words in commands()] == ["new-institution", "check", "graph", "prompts", "seed", "call"]


def test_its_line_changes_a_key_with_nobody_else(faro: Phone) -> None:
    """Welcome, menu, document, code, present key, new key: the procedure of the other institutions."""
    customer = faro.customer()
    call = faro.dials().hears("welcome", *MENU).presses("1").hears("universal_keys", "document_number")
    call.presses(f"{customer.document_number}#").hears("document_confirm").presses("1")
    call.hears("one_moment", "code_sent", "security_code").presses(faro.reads_sms(customer.mobile))
    call.hears("current_key").presses(KEY).hears("new_key").presses(NEW_KEY).hears("new_key_again").presses(NEW_KEY)
    call.hears("one_moment", "key_changed", *MENU)
    assert faro.key_works(customer, NEW_KEY)


def test_its_agents_answer(faro: Phone) -> None:
    """The key 0 leads to an agent of its own; afterwards the caller is in the menu again."""
    agent = faro.agent().available()
    call = faro.dials().hears("welcome", *MENU).presses("0").hears("to_agent", "agent_coming").is_queued()
    agent.takes(call)
    call.hears("agent_coming")
    agent.cannot("send_code", "no_customer").finishes()
    call.hears("agent_finished", *MENU)


def test_its_agents_ask_its_checklist_and_lead_to_the_keypad(faro: Phone) -> None:
    """Restoring a key: three answers, the code, and a new key that nobody hears."""
    customer, agent = faro.customer(), faro.agent().available()
    call = faro.dials().hears("welcome", *MENU).presses("2").hears("universal_keys", "document_number")
    call.presses(f"{customer.document_number}#").hears("document_confirm").presses("1")
    agent.takes(call.hears("to_agent", "agent_needs", "agent_coming").is_queued())
    call.hears("agent_coming")
    agent.checks(customer).sends_code().to_keypad()
    call.hears("one_moment", "capsule", "security_code").presses(faro.reads_sms(customer.mobile)).hears("new_key")


def test_users_of_companies_reset_their_key(build: Build, sixth: Path) -> None:
    """The first customer of the demo calls: company and user by keys, the link, the page, and the call hears of it."""
    folders = {"institutions_folder": sixth / "institutions", "prompts_folder": sixth / "voice_prompts"}
    phone = Phone(build(**folders), "puente")
    user = demo(phone.service.parts.institutions).institutions["puente"].customers[0]
    assert user.user is not None
    phone.service.register(user, "puente")
    call = phone.dials(user.mobile).hears("welcome", "menu_main", "option_reset", "option_agent").presses("1")
    call.hears("universal_keys", "company_number").presses(f"{user.user.company.split()[1]}#")
    call.hears("document_confirm").presses("1").hears("user_keys").presses(f"{keys_of(user.user.name)}#")
    call.hears("one_moment", "page_link_sent", "page_keys").is_asked()
    assert isinstance(phone.service, PlainService)
    visit = Visit(phone.service, "reset", institution="puente").opens(phone.service.emails(user.email)[-1].text)
    visit.goes_on().sees(*FORM).types(NEW_PASSWORD, NEW_PASSWORD, "yes").sees("key_changed")
    phone.waits(1)
    call.hears("key_ready_on_page", "menu_main", "option_reset", "option_agent")
    assert phone.key_works(user, NEW_PASSWORD)


def test_its_pages_are_served(faro: Phone) -> None:
    """The portal has its name and logo, offers what its table says, and looks as the table wants."""
    assert isinstance(faro.service, PlainService)
    visit = Visit(faro.service, "change", institution="faro").looks("/faro/")
    assert '<img src="/static/customer/faro.svg" alt="Faro, inicio"' in visit.answers[-1].text
    assert "Cambiar mi clave" in visit.answers[-1].text
    visit.comes()
