"""The questions that the scripts ask, made from the institution's table."""

from dataclasses import replace

from ivr.dialog import Form, Kind, Option, Question, secret
from ivr.institutions import DocumentType, Institution, Menu
from ivr.key_policies import ACCESS, KeyPolicy
from ivr.values import Sealed

ONE_KEY = Form(1, 1)
TELEPHONE = Form(10, 10)
MOBILE, FIXED = ("3",), tuple(f"60{area}" for area in range(1, 9))
"""How Colombian numbers begin as they are dialled inside the country: a mobile, or a fixed one with its area."""
YES_OR_NO = (Option("1", "yes", ""), Option("2", "no", ""))


def menu_choice(menu: Menu) -> Question[str]:
    """Ask for an option of a menu; the answer is its key."""
    options = tuple(Option(option.key, option.key, option.prompt) for option in menu.options)
    return Question(f"menu_{menu.id}", menu.prompt, Kind.CHOICE, ONE_KEY, options)


def confirmation(name: str, **variables: str | int) -> Question[bool]:
    """Ask for one (yes) or two (no)."""
    return Question(name, name, Kind.CONFIRMATION, ONE_KEY, YES_OR_NO, tuple(variables.items()))


def typed_by_keypad(institution: Institution) -> tuple[DocumentType, ...]:
    """Give the document types that have no letters."""
    return tuple(kind for kind in institution.documents if not kind.letters)


def fits(kind: DocumentType, number: str) -> bool:
    """Say whether a number can be that kind of document."""
    return kind.shortest <= len(number) <= kind.longest and (kind.letters or number.isdigit())


def document_number(institution: Institution) -> Question[str]:
    """Ask for the number of an identity document, of any type that the line takes."""
    kinds = typed_by_keypad(institution)
    form = Form(min(kind.shortest for kind in kinds), max(kind.longest for kind in kinds))
    variables = (("shortest", form.shortest), ("longest", form.longest))
    return Question("document_number", "document_number", Kind.DIGITS, form, variables=variables)


def document_type(institution: Institution, number: str) -> Question[str]:
    """Ask which of the types that fit a number it is; the answer is the type's code."""
    codes = [kind.code for kind in typed_by_keypad(institution) if fits(kind, number)]
    options = tuple(Option(str(key), code, f"option_type_{code}") for key, code in enumerate(codes, 1))
    return Question("document_type", "document_type", Kind.CHOICE, ONE_KEY, options)


def document_name(institution: Institution, code: str) -> str:
    """Give a type of document as it is said in a sentence: "tarjeta de identidad", "NIT"."""
    label = next((kind.label for kind in institution.documents if kind.code == code), code)
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def telephone_number(name: str) -> Question[str]:
    """Ask for a Colombian telephone number; the answer is its ten digits."""
    return Question(name, name, Kind.DIGITS, TELEPHONE, accepts=lambda typed: typed.startswith(MOBILE + FIXED))


def security_code(institution: Institution, *, on_page: bool = False) -> Question[Sealed]:
    """Ask for the code that was sent by SMS; a page offers to send another one."""
    length = institution.code.length
    question = secret("security_code", "security_code", length, length, (("length", length),))
    return replace(question, accepts=str.isdigit, wishes=("another_code",) if on_page else ())


def key_question(name: str, policy: KeyPolicy, prompt: str = "") -> Question[Sealed]:
    """Ask for a key: the current one, a new one, or the new one again; `name` says which, `prompt` in which words."""
    lengths = policy.shortest, policy.longest
    told = (("shortest", policy.shortest), ("longest", policy.longest), ("label", policy.label), ("kind", policy.kind))
    return secret(name, prompt or name, *lengths, told)


def keys_of_kind(institution: Institution, kind: str) -> tuple[Question[Sealed], ...]:
    """Ask for the current key of a kind, for a new one, and for that again."""
    policy = institution.keys[kind]
    other = "" if kind == ACCESS else "other_"
    return tuple(key_question(name, policy, other + name) for name in ("current_key", "new_key", "new_key_again"))
