"""Reads a page of customers as a person does: headings, sentences, fields, what is wrong beside them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

SENTENCES = {"said", "notice", "mistakes"}
VOID = {"input", "link", "meta", "img", "br"}


@dataclass
class Seen(HTMLParser):
    """What stands on a page. `fields` are the names of what can be filled in, in order; `hidden` their companions."""

    said: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    mistakes: list[str] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    hidden: dict[str, str] = field(default_factory=dict)
    buttons: list[str] = field(default_factory=list)
    title: str = ""
    stack: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note fields and buttons, and where we are."""
        given = {name: value or "" for name, value in attrs}
        if tag in {"input", "select"} and given.get("type") == "hidden":
            self.hidden[given["name"]] = given.get("value", "")
        elif tag in {"input", "select"} and given["name"] not in self.fields:
            self.fields.append(given["name"])
            self.values[given["name"]] = given.get("value", "")
        elif tag == "button":
            self.buttons.append(f"{given.get('name', '')}={given.get('value', '')}")
        if tag not in VOID:
            self.stack.append(f"{tag}.{given.get('class', '')}")

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        while self.stack and not self.stack.pop().startswith(f"{tag}."):
            pass

    def handle_data(self, data: str) -> None:
        """Note a sentence where one is told."""
        if not data.strip() or not self.stack:
            return
        if self.stack[-1] == "title.":
            self.title += data.strip()
        for element in self.stack:
            kind = element.partition(".")[2].split(" ")[0]
            if kind in SENTENCES:
                {"said": self.said, "notice": self.notices, "mistakes": self.mistakes}[kind].append(data.strip())


def read(html: str) -> Seen:
    """Give what stands on a page."""
    seen = Seen()
    seen.feed(html)
    return seen
