"""The pages of customers, joined from the parts of the service: the same conversations, played on the web."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from ivr.agents.queue.asked_on_pages import AskedOnPages
from ivr.assembly.parts import Parts
from ivr.conversation import Conversations
from ivr.key_policies import DIGITS
from ivr.menus.page import visits
from ivr.prompts.formats import Value
from ivr.prompts.key_rules import KeyRuleText, printed_rules
from ivr.prompts.pages import PageTexts
from ivr.stores.limits.page_call_backs import StoredPageCallBackLimits
from ivr.stores.limits.visits import VisitLimit
from ivr.stores.links.book import LinkBook
from ivr.stores.links.opened import StoredLinks
from ivr.values import Channel
from ivr.web.customer.linked import LinkPages
from ivr.web.customer.reading import read_form
from ivr.web.customer.rendering import PageRenderer
from ivr.web.customer.routes import CustomerPages
from ivr.web.customer.telephone import NoAgents
from ivr.web.customer.visits import Visits


def customer_pages(parts: Parts) -> CustomerPages:
    """Give what the pages need. Raises ConfigurationError with all mistakes of their texts."""
    texts = PageTexts.load(parts.settings.prompts_folder, parts.institutions)
    idle = partial(parts.calls.quiet, Channel.WEB)
    allow, redirect = VisitLimit(parts.redis, parts.clock).allow, parts.switchboard.redirect
    opened = Visits(on_the_web(parts, texts), idle, allow, redirect)
    return CustomerPages(parts.institutions, texts, opened, parts.settings.proxies)


def link_pages(parts: Parts, pages: CustomerPages) -> LinkPages:
    """Give what those need who open a link."""
    return LinkPages(pages, StoredLinks(parts.records, parts.clock, LinkBook(parts.settings.secret_keys)))


def on_the_web(parts: Parts, texts: PageTexts) -> Conversations:
    """Give the conversations of pages: their own reader, renderer and scripts, and nobody to be transferred to."""
    nobody = NoAgents()
    renderer = PageRenderer(texts, partial(spoken, parts), partial(rules_of, parts), partial(keyed_in_digits, parts))
    return replace(
        parts.conversations,
        ports={**parts.conversations.ports, "Handoffs": nobody, "PageCallBacks": asked_on_pages(parts)},
        render=renderer.render,
        agents=nobody,
        outbound={**parts.conversations.outbound, **visits()},
        channel=Channel.WEB,
        interpret=read_form,
    )


def asked_on_pages(parts: Parts) -> AskedOnPages:
    """Give the call-backs that pages ask for: in the list of all the others."""
    limits = StoredPageCallBackLimits(parts.records, parts.clock)
    return AskedOnPages(parts.centre, parts.calling_back.store, limits)


def spoken(parts: Parts, institution: str, prompt: str, values: Mapping[str, Value]) -> str:
    """Give the text of a prompt as it is said. Raises ScriptError."""
    return parts.prompts.text(institution, parts.institutions[institution].language, prompt, values)


def rules_of(parts: Parts, institution: str, kind: str) -> tuple[KeyRuleText, ...]:
    """Give what a new key of a kind must be, from the list by which it is judged."""
    table = parts.institutions[institution]
    return printed_rules(table, kind, partial(parts.prompts.text, institution, table.language))


def keyed_in_digits(parts: Parts, institution: str) -> bool:
    """Say whether keys are made of digits, for which a telephone shows other keys."""
    return parts.institutions[institution].key.characters == DIGITS
