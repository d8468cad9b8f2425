"""What is said of temporary keys that we send, and of image and phrase: only where an institution has them."""

from collections.abc import Mapping

from ivr.institutions import Institution
from ivr.key_policies import SERVICE

Group = Mapping[str, Mapping[str, str]]
"""Where it is heard -> id -> names of the values that a script gives it."""
KEY, MESSAGE, EMAIL = "Clave", "Mensaje de texto", "Correo"


def zone_sentences(institution: Institution) -> Group:
    """Give the sentences of a procedure in which a temporary key is sent."""
    if "sent_key" not in institution.procedures:
        return {}
    return {KEY: {"sent_key_on_its_way": "", "sent_key_too_soon": "seconds", "no_more_sent_keys": ""}}


def zone_questions(institution: Institution) -> Group:
    """Give the questions of the same."""
    return {KEY: {"choose_now": ""}} if "sent_key" in institution.procedures else {}


def zone_messages(institution: Institution) -> Mapping[str, str]:
    """Give the text messages of the same, without their e-mails' names, and the values of each."""
    told = {"temporary_key_sent": "code hours"} if _sends(institution) else {}
    return told | ({"recognition_chosen": ""} if "private_zone" in institution.procedures else {})


def _sends(institution: Institution) -> bool:
    temporary = institution.key.temporary
    return temporary is not None and temporary.made_by == SERVICE
