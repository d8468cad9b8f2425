"""What stands in the e-mails of an institution, and the values of each text."""

from collections.abc import Mapping

from ivr.institutions import Institution
from ivr.key_policies import ACCESS
from ivr.prompts.zone import zone_messages

EMAILS: Mapping[str, str] = {
    "email_subject_code": "",
    "email_subject_notice": "",
    "email_subject_temporary_key": "",
    "email_code": "code minutes",
    "email_key_changed": "",
    "email_contact_changed_old": "",
    "email_contact_changed_new": "",
    "email_frozen": "",
    "email_unfrozen": "",
}
"""What every institution that sends e-mails says in them, and the values of each."""
LINKS: Mapping[str, str] = {"email_link": "minutes", "email_link_button": "", "email_link_address": ""}
"""What stands in an e-mail with a link."""


def emails_of(institution: Institution) -> Mapping[str, str]:
    """Give every text of e-mails that the institution needs, with the names of its values."""
    texts: dict[str, str] = dict(LINKS) if institution.link is not None else {}
    if institution.mail is None:
        return texts
    texts |= {**EMAILS, **{f"email_{prompt}": names for prompt, names in zone_messages(institution).items()}}
    if set(institution.keys) != {ACCESS}:
        texts["email_other_key_changed"] = "label"
    if any(policy.temporary for policy in institution.keys.values()):
        texts["email_temporary_key"] = "hours"
    return texts
