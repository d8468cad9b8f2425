"""What is said before anything is sent, and of keys that serve for some hours: only where an institution asks it."""

from collections.abc import Mapping

from ivr.admission import NOTHING
from ivr.institutions import Institution
from ivr.key_policies import ACCESS
from ivr.prompts.continuing import continuing_questions, continuing_sentences
from ivr.prompts.regaining import regaining_questions, regaining_sentences

Group = Mapping[str, Mapping[str, str]]
"""Where it is heard -> id -> names of the values that a script gives it."""

KEY, TERMS, PERSON = "Clave", "Términos y condiciones", "Para saber que es una persona"
OF_KEY = "shortest longest label kind"
"""The values of every question for a key."""


def further_sentences(institution: Institution) -> Group:
    """Give the sentences of an institution's terms, human check, temporary keys and further kinds of keys."""
    told: dict[str, dict[str, str]] = {}
    if institution.admission.terms:
        told[TERMS] = {"terms_refused": ""}
    if _checks(institution):
        told[PERSON] = {"human_check_failed": ""}
    told[KEY] = {"key_expired": ""}
    if "recover" in institution.procedures:
        told[KEY] |= {"temporary_key_set": ""}
    if "enter" in institution.procedures:
        told[KEY] |= dict.fromkeys(("keys_to_set", "keys_ready"), "")
        told[KEY] |= {"one_key_set": "label"}
        told[KEY] |= dict.fromkeys((f"option_key_{kind}" for kind in (*institution.keys, "none")), "key")
    return {**told, **regaining_sentences(institution), **continuing_sentences(institution)}


def further_questions(institution: Institution) -> Group:
    """Give the questions of the same."""
    asked: dict[str, dict[str, str]] = {KEY: {}}
    if institution.admission.terms:
        asked[TERMS] = {"terms": ""}
    if _checks(institution):
        asked[PERSON] = {"human_check": "digits work"}
    if "recover" in institution.procedures:
        asked[KEY] |= dict.fromkeys(("temporary_key", "temporary_key_again"), OF_KEY)
    if "enter" in institution.procedures:
        asked[KEY] |= {"which_key": ""}
    if set(institution.keys) != {ACCESS}:
        asked[KEY] |= dict.fromkeys(("other_current_key", "other_new_key", "other_new_key_again"), OF_KEY)
    return {**asked, **regaining_questions(institution), **continuing_questions(institution)}


def _checks(institution: Institution) -> bool:
    return institution.admission.phone != NOTHING
