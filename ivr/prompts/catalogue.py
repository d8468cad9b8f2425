"""Every sentence that the service can say: its id, where callers hear it, and the values that it is given."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from ivr.institutions import Institution
from ivr.key_policies import ACCESS, CHOICE, SERVICE, KeyPolicy, rules_of
from ivr.prompts.emails import emails_of
from ivr.prompts.first_steps import further_questions, further_sentences
from ivr.prompts.formats import Value
from ivr.prompts.key_rules import PRINTED, SAID, said_ids
from ivr.prompts.offices import office_messages, office_questions, office_sentences
from ivr.prompts.zone import zone_messages, zone_questions, zone_sentences

# Where it is heard (as the recording studio reads it) -> id -> names of the values that a script gives it.
Group = Mapping[str, Mapping[str, str]]

SENTENCES: Group = {
    "Al contestar": {"welcome": "", "universal_keys": ""},
    "Aviso antes del menú": {
        "announcement_system_down": "",
        "announcement_long_wait": "",
        "announcement_fraud": "",
        "announcement_free": "text",
    },
    "Camino al asesor": {"to_agent": "", "agent_needs": "", "back_to_agent": ""},
    "En la fila": {
        "queue_position": "position minutes",
        "queue_position_only": "position",
        "queue_keys": "",
        "queue_next": "",
        "queue_nobody": "",
        "agent_coming": "",
        "monitoring_announced": "",
        "on_hold": "",
        "agent_on_hold": "",
        "queue_closed_hours": "opens",
        "queue_closed_staff": "",
        "queue_closed_now": "",
        "menu_without_agent": "",
        "queue_full": "",
        "queue_failed": "",
        "queue_left": "",
        "queue_call_back": "",
        "queue_long": "",
        "place_regained": "",
        "returned_to_front": "",
    },
    "Cuando pide que le llamemos": {
        "call_back_agreed": "telephone",
        "call_back_not_asked": "",
        "call_back_refused": "",
    },
    "Cuando le llamamos": {"call_back_greeting": "", "call_back_declined": "", "call_back_nobody": ""},
    "Después del asesor": {"agent_lost": "", "not_confirmed": "", "agent_finished": "", "taken_back": ""},
    "Antes de digitar en privado": {"capsule": "", "capsule_failed": "", "code_sent": "last"},
    "Código de seguridad": {
        "code_wrong": "left",
        "code_expired": "",
        "code_used": "",
        "code_exhausted": "",
        "code_none": "",
    },
    "Clave": {
        "key_wrong": "",
        "key_blocked": "",
        "keys_differ": "",
        "key_policy": "",
        "key_changed": "",
        "key_activated": "",
        "no_key_yet": "",
        "key_is_blocked": "",
        "key_kept": "",
    },
    "Cuando algo no se puede": {
        "no_mobile": "",
        "limit_reached": "",
        "unavailable": "",
        "one_moment": "",
        "apology_restart": "",
        "apology_waiting": "",
        "apology_fallback": "",
        "cannot_go_back": "",
    },
    "Al terminar": {"goodbye": ""},
}
QUESTIONS: Group = {
    "Al contestar": {"welcome_back": "procedure"},
    "Documento": {"document_number": "shortest longest", "document_type": "", "document_confirm": "number type"},
    "Cuando pide que le llamemos": {
        "call_back_own": "telephone",
        "call_back_number": "",
        "call_back_confirm": "telephone",
    },
    "Cuando le llamamos": {"call_back_ready": ""},
    "Código de seguridad": {"security_code": "length"},
    "Clave": {
        "current_key": "shortest longest",
        "new_key": "shortest longest",
        "new_key_again": "shortest longest",
        "already_active": "",
    },
}
EMAIL = "Correo"
MESSAGE = "Mensaje de texto"
MESSAGES: Group = {
    MESSAGE: {
        "sms_code": "code minutes",
        "sms_code_for_page": "code minutes host",
        "sms_key_changed": "",
        "sms_contact_changed_old": "",
        "sms_contact_changed_new": "",
        "sms_frozen": "",
        "sms_unfrozen": "",
    }
}
REPROMPTS = ("silence", "wrong", "third")
MENU = "Menú"

# The longest values that are met in practice: lengths are checked, and samples are written, with them.
EXAMPLES: Mapping[str, Value] = MappingProxyType(
    {
        "position": 12,
        "minutes": "10-15",
        "opens": "2026-03-28T20:00/2026-04-06T07:00",
        "last": "•••• 4567",
        "email": "ma*****@example.co",
        "product": "cuenta de ahorros transaccional",
        **{f"answer_{place}": "crédito hipotecario" for place in range(1, 7)},
        "left": 2,
        "start": "j h",
        "procedure": "Restablecer clave",
        "number": "1024567890",
        "telephone": "300 123 4567",
        "type": "tarjeta de identidad",
        "shortest": 4,
        "longest": 8,
        "length": 8,
        "digits": "482",
        "heard": 9,
        "kind": "access",
        "key": "1",
        "code": "12345678",
        "host": "claves.institucion.com.co",
        "url": "https://claves.institucion.com.co/banco_caja_social/regain?enlace=0123456789abcdefghijkl",
        "label": "clave transaccional",
        "hours": 72,
        "seconds": 120,
        "size": "entre ocho y diez caracteres",
        "sign": "un mismo número",
        "others": "su clave de acceso",
        "earlier": "ninguna de sus últimas veinticuatro claves",
        "known": "su documento, su celular ni su fecha de nacimiento",
        "text": "Este es el aviso que escribió el supervisor del turno.",
    }
)
MESSAGE_EXAMPLES: Mapping[str, Value] = MappingProxyType({**EXAMPLES, "minutes": 1440})


@dataclass(frozen=True, slots=True)
class PromptRule:
    """What is known of a prompt id: where it is heard, the values it may use, and what else it is than a sentence.

    A `message` is a text message; what is `printed` stands on pages, or is a piece of a sentence: nobody records it.
    """

    heard: str
    variables: frozenset[str]
    message: bool = False
    printed: bool = False


def required(institution: Institution) -> Mapping[str, PromptRule]:
    """Give every prompt that a call or a message of this institution can need, by its id."""
    rules = dict(_sentences(SENTENCES)) | dict(_sentences(MESSAGES, message=True))
    rules |= dict(_sentences({**further_sentences(institution), **office_sentences(institution)}))
    asked = (
        *further_questions(institution).items(),
        *zone_questions(institution).items(),
        *office_questions(institution).items(),
    )
    for heard, questions in (*QUESTIONS.items(), *asked):
        for prompt, names in questions.items():
            rules |= _question(prompt, heard, names)
    for menu in institution.menus.values():
        rules |= _question(menu.prompt, MENU, "")
        rules |= {option.prompt: PromptRule(MENU, frozenset(("key",))) for option in menu.options}
    rules |= {prompt: PromptRule("Documento", frozenset(("key",))) for prompt in _document_options(institution)}
    rules |= dict(_emails(institution)) | dict(_chosen_way(institution)) | dict(_sentences(zone_sentences(institution)))
    for policy in institution.keys.values():
        rules |= dict(_of_key(policy))
    if "phone" not in institution.key.channels:  # its rules are read on a page, never listened to
        rules["key_policy"] = replace(rules["key_policy"], printed=True)
    return rules


def option_keys(institution: Institution) -> Mapping[str, str]:
    """Give the key that each option of the institution's menus stands for, by the prompt that offers it."""
    return {option.prompt: option.key for menu in institution.menus.values() for option in menu.options}


def _sentences(groups: Group, *, message: bool = False) -> Iterator[tuple[str, PromptRule]]:
    for heard, prompts in groups.items():
        for prompt, names in prompts.items():
            yield prompt, PromptRule(heard, frozenset(names.split()), message)


def _question(prompt: str, heard: str, names: str) -> dict[str, PromptRule]:
    asked = PromptRule(heard, frozenset(names.split()))
    again = PromptRule(heard, asked.variables | {"heard"})
    return {prompt: asked} | {f"{prompt}_{reprompt}": again for reprompt in REPROMPTS}


def _of_key(policy: KeyPolicy) -> Iterator[tuple[str, PromptRule]]:
    """Give what tells a customer the rules of a key: each on a page, all in short, the one broken; and the news."""
    if policy.kind != ACCESS:
        yield "sms_other_key_changed", PromptRule(MESSAGE, frozenset(("label",)), message=True)
    if policy.temporary is not None:
        yield "sms_temporary_key", PromptRule(MESSAGE, frozenset(("hours",)), message=True)
    for rule in rules_of(policy):
        yield f"key_refused_{rule.id}", PromptRule("Clave", frozenset())
        yield f"key_rule_{rule.id}", PromptRule("Clave", frozenset(PRINTED.get(rule.id, "").split()), printed=True)
    for rule_id in said_ids(policy):
        yield f"key_said_{rule_id}", PromptRule("Clave", frozenset(SAID.get(rule_id, "").split()), printed=True)


def _emails(institution: Institution) -> Iterator[tuple[str, PromptRule]]:
    """Give what an institution that sends e-mails says in them, and the text messages of some institutions only."""
    for prompt, names in {**zone_messages(institution), **office_messages(institution)}.items():
        yield f"sms_{prompt}", PromptRule(MESSAGE, frozenset(names.split()), message=True)
    if institution.link is not None:
        yield "sms_link", PromptRule(MESSAGE, frozenset(("url", "minutes")), message=True)
    for prompt, names in emails_of(institution).items():
        yield prompt, PromptRule(EMAIL, frozenset(names.split()), printed=True)


def _chosen_way(institution: Institution) -> Iterator[tuple[str, PromptRule]]:
    """Give what is said where something goes by e-mail, or where customers choose by which means."""
    if institution.mail is not None:
        yield "code_sent_email", PromptRule("Código de seguridad", frozenset(("email",)))
    made = any(policy.temporary and policy.temporary.made_by == SERVICE for policy in institution.keys.values())
    if institution.code.by == CHOICE or made:
        yield from _question("send_by", "Código de seguridad", "").items()
        for way in ("sms", "email"):
            yield f"option_by_{way}", PromptRule("Código de seguridad", frozenset(("key",)))


def _document_options(institution: Institution) -> Iterator[str]:
    return (f"option_type_{document.code}" for document in institution.documents if not document.letters)
