"""Come into the private zone: document, then image and phrase before the key; what is temporary or missing is set."""

from dataclasses import replace

from ivr.dialog import Caller, Form, Kind, Option, Question, script
from ivr.errors import CodeRefused, KeyExpired, KeyWrong, LimitReached, OnlyByTelephone
from ivr.menus.questions import ONE_KEY, key_question
from ivr.menus.secure import choose_key
from ivr.menus.written_document import document_on_page
from ivr.ports import Keys
from ivr.proof_ports import Recognition, Recognitions
from ivr.recognition import IMAGES, LONGEST_PHRASE, SHORTEST_PHRASE
from ivr.values import Customer, Sealed

BLOCKED = "key_blocked"
BETWEEN = " .,;:!¡¿?'-"
"""What a phrase may have besides letters: with figures it could be, or give away, a key."""


@script
async def private_zone(caller: Caller) -> None:
    """Let a member in; a temporary key is replaced first, and image and phrase are chosen by who has none."""
    try:
        await come_in(caller, await document_on_page(caller))
    except KeyExpired:
        await caller.say("sent_key_expired")
    except (LimitReached, CodeRefused) as trouble:
        if trouble.detail != BLOCKED:
            await caller.say("limit_reached")
            raise OnlyByTelephone from None
        await caller.say("zone_key_blocked")


async def come_in(page: Caller, customer: Customer) -> None:
    """Let a member in whose document is known. Raises KeyExpired, LimitReached, CodeRefused, TriesExhausted."""
    await prove_key(page, customer)
    if await page.do(Keys.state, customer) == "temporary":
        await page.say("sent_key_ends")
        await replace_key(page, customer)
    if await page.do(Recognitions.missing, customer):
        await choose_recognition(page, customer)
    await page.say("in_zone")


@script
async def replace_key(page: Caller, customer: Customer) -> None:
    """Have a proven member choose a key. Raises TriesExhausted, LimitReached, CodeRefused."""
    await choose_key(page, customer)
    await page.say("zone_key_set")


@script
async def prove_key(caller: Caller, customer: Customer) -> None:
    """Ask for the key, under image and phrase; an unknown document causes the same. Raises KeyExpired, LimitReached."""
    question = zone_key(caller, await caller.do(Recognitions.shown, customer))
    for _ in range(caller.institution.key.tries):
        try:
            await caller.do(Keys.confirm, customer, await caller.ask(question))
        except KeyWrong:
            await caller.say("zone_key_differs")
        else:
            return
    raise LimitReached(BLOCKED)


@script
async def choose_recognition(caller: Caller, customer: Customer) -> None:
    """Have image and phrase chosen, which stand before the key from now on."""
    image, phrase = await caller.ask_together(security_image(), security_phrase())
    await caller.do(Recognitions.choose, customer, image, phrase)


def zone_key(caller: Caller, shown: Recognition) -> Question[Sealed]:
    """Ask for the access key, under image and phrase."""
    question = key_question("current_key", caller.institution.key, "zone_key")
    return replace(question, variables=(*question.variables, ("image", shown.image), ("phrase", shown.phrase)))


def security_image() -> Question[str]:
    """Ask for one of the images; the answer is its name."""
    options = tuple(Option(str(key), name, f"image_{name}") for key, name in enumerate(IMAGES, 1))
    return Question("security_image", "security_image", Kind.CHOICE, ONE_KEY, options)


def security_phrase() -> Question[str]:
    """Ask for a phrase of letters."""
    form = Form(SHORTEST_PHRASE, LONGEST_PHRASE)
    lengths = (("shortest", form.shortest), ("longest", form.longest))
    return Question("security_phrase", "security_phrase", Kind.TEXT, form, variables=lengths, accepts=in_words)


def in_words(typed: str) -> bool:
    """Say whether a phrase is made of words only."""
    return any(sign.isalpha() for sign in typed) and all(sign.isalpha() or sign in BETWEEN for sign in typed)
