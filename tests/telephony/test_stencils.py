"""A document that is the same for every caller is made once; what may name somebody is made anew, and never kept."""

from dataclasses import replace

import pytest

from ivr.dialog import Say
from ivr.reply import End, Enqueue, Listen, Meanwhile, Reply, Then
from ivr.telephony.stencils import Stencils
from ivr.telephony.twiml import Renderer
from tests.telephony.documents import CONFIRM, DOCUMENT, MENU, reply

ASKED = (Listen(MENU), Listen(MENU, "wrong", 1), Listen(DOCUMENT, "third", 4))
PERSONAL = (Listen(CONFIRM), Enqueue("claves", "serfinansa.1"), Meanwhile(), End())


class Counting:
    """Renders, and counts how often it was asked."""

    def __init__(self, renderer: Renderer) -> None:
        self.renderer, self.asked = renderer, 0

    def __call__(self, given: Reply) -> str:
        """Make the whole document."""
        self.asked += 1
        return Renderer(self.renderer.speech, self.renderer.institution_of, self.renderer.public_url).render(given)


@pytest.mark.parametrize("then", ASKED)
def test_a_question_is_made_once(renderer: Renderer, then: Then) -> None:
    """Later turns get the same words with their own address, as if they had been made for them."""
    counting = Counting(renderer)
    stencils = Stencils(counting)
    for turn in (4, 40):
        given = replace(reply(then, Say("universal_keys")), turn=turn, token=f"t{turn}")
        assert stencils.fill(given) == Counting(renderer)(given)
        assert f"/voice/turn/{turn}?token=t{turn}#" in stencils.fill(given)
    assert counting.asked == 1


@pytest.mark.parametrize("then", PERSONAL)
def test_what_may_name_somebody_is_not_kept(renderer: Renderer, then: Then) -> None:
    """A document that was read back, and a caller's own place in a queue, are forgotten at once."""
    counting = Counting(renderer)
    stencils = Stencils(counting)
    assert stencils.fill(reply(then)) == stencils.fill(reply(then))
    assert counting.asked == 2


def test_a_sentence_with_words_is_not_kept(renderer: Renderer) -> None:
    """A mask of a telephone makes the whole document personal; a count of tries does not."""
    counting = Counting(renderer)
    stencils = Stencils(counting)
    for _ in range(2):
        stencils.fill(reply(Listen(MENU), Say("code_sent", (("last", "4567"),))))
    assert counting.asked == 2
    for _ in range(2):
        stencils.fill(reply(Listen(MENU), Say("code_wrong", (("left", 2),))))
    assert counting.asked == 3


def test_wordings_are_kept_apart(renderer: Renderer) -> None:
    """Slow and normal, first and second attempt, two versions of a table: each has its own document."""
    first = reply(Listen(MENU))
    others = (replace(first, slow=True), reply(Listen(MENU, "wrong")), replace(first, version="v2"))
    counting = Counting(renderer)
    stencils = Stencils(counting)
    for given in (first, *others):
        stencils.fill(given)
    assert counting.asked == 4
