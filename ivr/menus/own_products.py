"""Ask a customer about their own products; all answers must be right."""

from ivr.dialog import Caller, Form, Kind, Option, Question, script
from ivr.proof_ports import ProductQuestion, Products
from ivr.values import Customer


@script
async def answer_questions(caller: Caller, customer: Customer) -> None:
    """Have the customer answer what the bank asks. Raises AnswersWrong, NoProducts, LimitReached, CodeRefused."""
    questions = await caller.do(Products.questions, customer)
    await caller.say("questions_follow")
    answers = await caller.ask_together(*(choice(number, each) for number, each in enumerate(questions, 1)))
    await caller.do(Products.answer, customer, questions, answers)


def choice(number: int, question: ProductQuestion) -> Question[str]:
    """Ask one question; the answer is the place of an option, so that no fact is kept with it."""
    places = range(1, len(question.options) + 1)
    options = tuple(Option(str(place), str(place), f"option_answer_{place}") for place in places)
    offered = tuple((f"answer_{place}", option) for place, option in enumerate(question.options, 1))
    told = (("product", question.product), *offered)
    return Question(f"product_{number}", f"product_{question.fact}", Kind.CHOICE, Form(1, 1), options, told)
