"""What the official library lets a document contain: verbs, what may stand inside them, and their attributes."""

import inspect
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from twilio.twiml import TwiML, voice_response


@dataclass
class Rule:
    """What one verb may carry and contain, as the library's methods say."""

    attributes: set[str] = field(default_factory=set)
    children: dict[str, "Rule"] = field(default_factory=dict)


def learn(parent: TwiML, depth: int = 4) -> dict[str, Rule]:
    """Call every method of a verb that nests another one, and note what came of it."""
    rules: dict[str, Rule] = {}
    for name, method in inspect.getmembers(parent, inspect.ismethod):
        if depth and not name.startswith("_") and name not in dir(TwiML):
            known = [p for p in inspect.signature(method).parameters if p != "kwargs"]
            verb = method(**{p: "es-MX" if p == "language" else "x" for p in known})
            rule = rules.setdefault(verb.name, Rule())
            rule.attributes |= verb.attrs.keys()
            rule.children |= learn(verb, depth - 1)
    return rules


GRAMMAR = Rule(children=learn(voice_response.VoiceResponse()))


def mistakes(twiml: str) -> list[str]:
    """Give everything in a document that the library would not have made by its named parameters."""
    root = ET.fromstring(twiml)  # noqa: S314 - our own document
    return ["not a Response"] if root.tag != "Response" else list(_check(root, GRAMMAR))


def _check(element: ET.Element, rule: Rule) -> Iterator[str]:
    for child in element:
        known = rule.children.get(child.tag)
        if known is None:
            yield f"{child.tag} inside {element.tag}"
            continue
        yield from (f"{child.tag} with {name}" for name in child.attrib if name not in known.attributes)
        yield from _check(child, known)
