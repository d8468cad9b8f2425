"""Writes the table of a new institution: all parts that every one has, and those that its procedures need."""

import json
from collections.abc import Iterator

from ivr.authoring.founding import parts
from ivr.authoring.founding.answers import Answers
from ivr.authoring.founding.offers import DOCUMENTS, LETTERED, NUMERIC, OFFERS
from ivr.tables.opening import WEEKDAYS
from ivr.tables.service import TWO_PROOFS_ALONE

OPTIONS_WITH_AGENT = 3
"""Procedures that still leave room for the agent in one menu."""
LINKS = {
    False: ("Su enlace para seguir con su clave", "nothing"),
    True: ("Restablezca su clave de usuario", "alone"),
}
"""What the e-mail with a link is about, and what using one proves; for users of companies it is the only proof."""
RULES = '["repeats", "sequences", "document", "phone", "birth_date"]'


def table(answers: Answers) -> str:
    """Give the TOML of the table."""
    sections = (
        parts.HEAD.substitute(
            title=answers.name,
            name=quoted(answers.name),
            line=quoted(answers.line),
            label=quoted(answers.label),
            approval="true " if answers.needs("companies") else "false",
        ),
        *_menus(answers),
        parts.PROCEDURES,
        *(_procedure(name) for name in answers.procedures),
        *_web(answers),
        *_further(answers),
        parts.DOCUMENTS,
        *(_document(code, users=answers.needs("companies")) for code in answers.documents),
        _key(answers),
        parts.CODE.substitute(by=quoted(answers.code_by)),
        parts.SERVICE,
        _hours(answers),
        parts.LOW_LIMITS if _one_proof(answers) else parts.LIMITS,
    )
    return "\n".join(section.strip("\n") + "\n" for section in sections)


def quoted(text: str) -> str:
    """Give a text as TOML writes it."""
    return json.dumps(text, ensure_ascii=False)


def takes_two_menus(answers: Answers) -> bool:
    """Say whether the procedures leave no room for the agent in one menu."""
    return len(answers.phone) > OPTIONS_WITH_AGENT


def _menus(answers: Answers) -> Iterator[str]:
    """Give one menu, or a second one behind it where the procedures leave no room for the agent."""
    yield '[menus.main]\nprompt = "menu_main"'
    inner = takes_two_menus(answers)
    options = [("option_autoconsulta", "menu", "consultas")] if inner else _options(answers)
    for key, option in enumerate((*options, ("option_agent", "queue", "general")), 1):
        yield _option("main", key, option)
    if inner:
        yield '[menus.consultas]\nprompt = "menu_consultas"'
        for key, option in enumerate(_options(answers), 1):
            yield _option("consultas", key, option)


def _options(answers: Answers) -> list[tuple[str, str, str]]:
    return [(f"option_{name}", "procedure", name) for name in answers.phone]


def _option(menu: str, key: int, option: tuple[str, str, str]) -> str:
    prompt, kind, target = option
    return f'[[menus.{menu}.options]]\nkey = "{key}"\nprompt = "{prompt}"\n{kind} = "{target}"'


def _procedure(name: str) -> str:
    offer = OFFERS[name]
    reason = f"\nsingle_proof_reason = {quoted(offer.reason)}" if offer.reason and not offer.agent else ""
    agent = "true" if offer.agent else "false"
    used = f'agent = {agent}\nqueue = "claves"\nchecklist = "identity"{reason}'
    return f"[procedures.{name}]\nlabel = {quoted(offer.label)}\n{used}"


def _web(answers: Answers) -> Iterator[str]:
    look = {"colour": quoted(answers.colour), "logo": quoted(answers.id), "branch": quoted(answers.branch)}
    yield parts.WEB.substitute(look)
    for name in answers.web:
        offer = OFFERS[name]
        reason = "" if name in TWO_PROOFS_ALONE else f"\nsingle_proof_reason = {quoted(offer.reason)}"
        yield f"[web.procedures.{name}]\nlabel = {quoted(offer.title)}{reason}"


def _further(answers: Answers) -> Iterator[str]:
    """Give what the procedures need, and the sender of codes that go by e-mail."""
    sender = quoted(answers.sender)
    for name in ("branch", "terms", "human_check", "security_questions"):
        if answers.needs(name):
            yield parts.FURTHER[name]
    if answers.needs("link"):
        about, worth = LINKS[answers.needs("companies")]
        yield parts.LINK.substitute(sender=sender, subject=quoted(about), proves=quoted(worth))
    if answers.sends_mail():
        yield f"[mail]\nsender = {sender}"


def _document(code: str, *, users: bool) -> str:
    """Give a type of document; with `users` one of a company names that, and not yet a person."""
    kind = DOCUMENTS[code]
    letters = "\nletters = true                           # an agent asks, or a page" if kind.letters else ""
    company = "\ncompany = true                           # its users have names of their own" if kind.company else ""
    lengths = f"shortest = {kind.shortest}\nlongest = {kind.longest}{letters}{company if users else ''}"
    return f'[[documents]]\ncode = "{code}"\nlabel = {quoted(kind.label)}\n{lengths}'


def _key(answers: Answers) -> str:
    lettered = answers.signs == LETTERED
    text = parts.KEY.substitute(shortest=answers.shortest, longest=answers.longest, rules=RULES)
    text += parts.LETTERS if lettered else ""
    if answers.needs("temporary"):
        maker = "customer" if answers.signs == NUMERIC else "service"
        text += f'\n[key.temporary]\nlife_hours = 24\nmade_by = "{maker}"\n'
    return text


def _hours(answers: Answers) -> str:
    week = answers.hours if answers.hours is not None else dict.fromkeys(WEEKDAYS, ("00:00-24:00",))
    days = (f"{day} = {json.dumps(week[day])}" for day in WEEKDAYS if day in week)
    holidays = "true" if answers.hours is None else "false"
    return parts.HOURS.substitute(days="\n".join(days), holidays=holidays)


def _one_proof(answers: Answers) -> bool:
    """Say whether something is done on one proof, so that less may fail."""
    on_pages = any(name not in TWO_PROOFS_ALONE for name in answers.web)
    return on_pages or any(OFFERS[name].reason and not OFFERS[name].agent for name in answers.phone)
