"""Finds prompts that nobody says and files that nobody reads: most often a misspelt name."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from ivr.institutions import Institution
from ivr.prompts.catalogue import required
from ivr.prompts.source import read_prompts
from ivr.tables.reader import suggestion

# The common file may offer menus, options and rules of keys that no institution of this installation has.
FOR_ANY_TABLE = (
    "menu_",
    "option_",
    "key_refused_",
    "key_rule_",
    "key_said_",
    "terms",
    "human_check",
    "temporary_key",
    "other_",
    "one_key_set",
    "keys_to_set",
    "keys_ready",
    "which_key",
    "email_",
    "code_sent_email",
    "send_by",
    "sent_key_",
    "choose_now",
    "no_more_sent_keys",
    "sms_recognition_",
    "sms_other_key_",
    "sms_temporary_",
    "sms_link",
    "code_over",
    "contacts_",
    "code_on_its_way",
    "no_products",
    "answers_wrong",
    "questions_follow",
    "product_",
    "page_",
    "company_",
    "user_keys",
    "check_digit_left_out",
    "several_users",
    "key_ready_on_page",
    "office_",
    "sms_office_",
)


def unknown_prompts(folder: Path, institutions: Mapping[str, Institution], unread: frozenset[str]) -> list[str]:
    """Give a mistake for each file without an institution and for each id that no script, menu or policy uses."""
    mistakes: list[str] = []
    for language in sorted({institution.language for institution in institutions.values()}):
        known = {each.id: set(required(each)) for each in institutions.values() if each.language == language}
        known["common"] = set().union(*known.values())
        for path in sorted((folder / language).glob("*.toml")):
            if path.stem in unread:
                continue
            mistakes += _of_file(path, f"{language}/{path.name}", known)
    return mistakes


def _of_file(path: Path, name: str, known: Mapping[str, set[str]]) -> Iterator[str]:
    if path.stem not in known:
        yield f"{name}: found a file for no institution; allowed: {', '.join(sorted(known))}" + suggestion(
            path.stem, known
        )
        return
    prompts, _ = read_prompts(path, name)
    for prompt in sorted(set(prompts) - known[path.stem]):
        if path.stem != "common" or not prompt.startswith(FOR_ANY_TABLE):
            yield f"{name}: {prompt}: found a prompt that nobody says; allowed: the known ids" + suggestion(
                prompt, known[path.stem]
            )
