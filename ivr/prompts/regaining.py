"""What is said when a key is regained by telephone: contacts, and questions on the customer's own products."""

from collections.abc import Mapping

from ivr.institutions import Institution

REGAINING, PRODUCTS = "Recuperar la clave", "Preguntas sobre sus productos"
FACTS = ("opened_year", "office", "last_four", "instalment", "held")


def offered(institution: Institution) -> bool:
    """Say whether keys are regained by telephone."""
    return "regain" in institution.procedures


def regaining_sentences(institution: Institution) -> Mapping[str, Mapping[str, str]]:
    """Give the sentences, by where they are heard."""
    if not offered(institution):
        return {}
    told = ("code_on_its_way", "code_over", "contacts_differ", "no_products", "answers_wrong", "questions_follow")
    answers = {f"option_answer_{place}": f"{_answers(institution)} key" for place in _places(institution)}
    return {REGAINING: dict.fromkeys(told, ""), PRODUCTS: answers}


def regaining_questions(institution: Institution) -> Mapping[str, Mapping[str, str]]:
    """Give the questions, by where they are heard."""
    if not offered(institution):
        return {}
    products = {f"product_{fact}": f"product {_answers(institution)}" for fact in FACTS}
    return {REGAINING: {"contacts_still_right": ""}, PRODUCTS: products}


def _places(institution: Institution) -> range:
    return range(1, institution.questions.options + 1 if institution.questions else 1)


def _answers(institution: Institution) -> str:
    return " ".join(["product", *(f"answer_{place}" for place in _places(institution))])
