"""A code goes by the means that the table names, or the customer chose; who has no e-mail gets it by text message."""

from dataclasses import replace

import pytest

from ivr.key_policies import MailPolicy
from ivr.stores.schema import MessageRecord
from tests.stores.codes.world import ANA, EVA, UNKNOWN, World

ADDRESS, MASK = "ana.ruiz@correo.example", "an*****@correo.example"


def by(world: World, means: str, *, mail: bool = True) -> World:
    """Give the world with a table that says by which means codes go; Ana has an e-mail address, Eva has none."""
    table = world.parts.tables["serfinansa"]
    sender = MailPolicy("Banco <avisos@banco.example.co>") if mail else None
    world.phones.emails["ana"] = ADDRESS
    return world.use(tables={"serfinansa": replace(table, code=replace(table.code, by=means), mail=sender)})


def last(world: World) -> tuple[str, str]:
    """Give by which channel the newest message goes, and to whom."""
    row: MessageRecord = world.messages()[-1]
    return row.channel, row.to


def test_a_code_by_email_is_sealed_and_proves_like_any(small_world: World) -> None:
    """The mask is that of the address; the code waits sealed, and is right once."""
    world = by(small_world, "email")
    assert world.send() == MASK
    assert last(world) == ("email", ADDRESS)
    code = world.code()[:6]  # it stands in the text and in the HTML
    assert code not in world.messages()[-1].body
    assert [world.prove(code), world.prove(code)] == ["accepted", "CodeRefused used"]


def test_who_has_no_email_gets_a_text_message(small_world: World) -> None:
    """The customer, not the procedure, decides whether it can go there; an unknown document has an address in words."""
    world = by(small_world, "email")
    assert world.send(EVA) == "•••• 4321"
    assert last(world)[0] == "sms"
    assert world.send(UNKNOWN) == "no*****@example.co"
    assert last(world) == ("email", "")


@pytest.mark.parametrize(("chosen", "channel"), [("email", "email"), ("sms", "sms"), ("", "sms")])
def test_the_customer_chooses(small_world: World, chosen: str, channel: str) -> None:
    """And an agent, who is not asked, sends a text message."""
    world = by(small_world, "choice")
    world.codes.send(world.effect(), ANA, chosen)
    assert last(world)[0] == channel


def test_a_choice_sends_it_to_the_only_contact(small_world: World) -> None:
    """Everybody is offered both, so who has no mobile may have chosen it: the e-mail is what there is."""
    world = by(small_world, "choice")
    world.phones.mobiles["ana"] = ""
    world.codes.send(world.effect(), ANA, "sms")
    assert last(world) == ("email", ADDRESS)


def test_nothing_goes_by_email_from_nobody(small_world: World) -> None:
    """Without a sender in the table, a choice that a page was made to send changes nothing."""
    world = by(small_world, "sms", mail=False)
    world.codes.send(world.effect(), ANA, "email")
    assert last(world)[0] == "sms"


def test_codes_are_limited_by_any_means_together(small_world: World) -> None:
    """Three in ten minutes for a customer, however they go."""
    world = by(small_world, "choice")
    for pause, chosen in ((30, "sms"), (60, "email"), (120, "sms")):
        world.codes.send(world.effect(), ANA, chosen)
        world.clock.advance(pause)
    assert world.send() == "LimitReached codes_ten_minutes"
