"""Every place of the pages has its words, and comes to an end."""

import re
from dataclasses import replace

import pytest

from ivr.authoring import explorer
from ivr.authoring.outcomes import EFFECTS
from ivr.dialog import Caller
from ivr.errors import OnlyByTelephone
from ivr.institutions import Institution
from ivr.menus.page import visits
from ivr.prompts import Prompts
from ivr.prompts.pages import PageTexts
from ivr.tables import load
from ivr.values import Channel
from tests.conftest import ROOT

FOLDER = ROOT / "voice_prompts"
TEMPLATES = ROOT / "ivr/web/templates/customer"


TABLES = load(ROOT / "institutions")
OFFERED = [(name, procedure) for name, table in TABLES.items() for procedure in table.web.procedures]


@pytest.fixture(scope="module")
def texts() -> PageTexts:
    """Give the texts that are shipped."""
    return PageTexts.load(FOLDER, TABLES)


@pytest.fixture(scope="module")
def spoken() -> Prompts:
    """Give the sentences of the lines, some of which stand on pages too."""
    return Prompts.load(FOLDER, TABLES)


@pytest.mark.parametrize(("name", "procedure"), OFFERED)
def test_every_place_of_a_visit_has_words(
    name: str, procedure: str, texts: PageTexts, spoken: Prompts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the visitor writes and whatever fails: a question or an end with words, all of them in print."""
    nobody = {"Handoffs.request": (OnlyByTelephone("claves"),)}
    monkeypatch.setattr(explorer, "EFFECTS", {**EFFECTS, **nobody})
    script = visits()[procedure]

    async def on_page(caller: Caller) -> None:
        await script(replace(caller, channel=Channel.WEB))

    found = explorer.explore(on_page, TABLES[name])
    assert [mistake for mistake in found.mistakes if "keypad" not in mistake] == []
    assert found.ends > 0
    refusals = {prompt for prompt in found.prompts if prompt.startswith("key_refused_")}
    assert refusals <= spoken.book(name).keys()
    needed = {prompt for prompt in found.prompts - refusals if not prompt.endswith("_third")}
    assert {prompt for prompt in needed if not texts.has(name, prompt)} == set()


@pytest.mark.parametrize("institution", TABLES.values(), ids=TABLES)
def test_every_text_that_a_template_names_is_there(institution: Institution, texts: PageTexts) -> None:
    """What pages say around the questions, for each procedure that is offered."""
    pages = "".join(path.read_text() for path in TEMPLATES.glob("*.html"))
    named = set(re.findall(r'text\("(\w+)"\)', pages)) | {"older", "expired"}
    per_procedure = {f"{begin}{name}" for begin in ("summary_", "needs_") for name in institution.web.procedures}
    assert {name for name in named | per_procedure if not texts.has(institution.id, name)} == set()
