"""Freezing and releasing over HTTP, and every word that the bank refuses with."""

import re
from pathlib import Path

import ivr.stores.bank
from ivr.web.answers import SENTENCES
from tests.agents.bank import ANSWERS
from tests.web.office import LAURA, Office


def test_an_agent_freezes_and_releases(office: Office) -> None:
    """The page is told why nothing can be sent, and offers the way back only after the stricter checklist."""
    laura = office.at_desk(LAURA)
    laura.post("/desk/available")
    address = f"/desk/handoffs/{office.scene.talking(office.identity(LAURA), office.scene.caller()).id}"
    early = laura.post(f"{address}/freeze")
    assert (early.status_code, early.json["code"]) == (409, "checks_missing")
    for question in list(ANSWERS)[:3]:
        laura.post(f"{address}/check", {"question": question, "answer": ANSWERS[question]})
    assert laura.post(f"{address}/freeze").json["call"]["frozen"] is True
    refused = laura.post(f"{address}/send-code")
    assert (refused.status_code, refused.json["message"]) == (409, SENTENCES["frozen"][1])
    for question in list(ANSWERS)[3:5]:
        laura.post(f"{address}/check", {"question": question, "answer": ANSWERS[question]})
    released = laura.post(f"{address}/unfreeze").json["call"]
    assert released["frozen"] is False
    assert "send_code" in released["actions"]


def test_every_refusal_of_the_bank_has_its_sentence() -> None:
    """Each word that the bank refuses an agent with is told in Spanish."""
    source = "".join(file.read_text() for file in Path(next(iter(ivr.stores.bank.__path__))).glob("*.py"))
    words = set(re.findall(r'"(not_a_mobile|unknown_customer|frozen)"', source))
    assert words == {"not_a_mobile", "unknown_customer", "frozen"}
    assert words <= set(SENTENCES)
