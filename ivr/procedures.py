"""What customers come for, on the line and on the institution's pages."""

from collections.abc import Mapping
from dataclasses import dataclass, field

PAGES_ONLY = frozenset(("private_zone",))
"""Procedures that no telephone can play: they begin with letters."""
OFFICE_CODE = "office_code"
"""In which a code of a branch is used: its purpose, to which it is bound."""
ENDS_ON_PAGE = frozenset(("reset", "sent_key"))
"""Procedures of the line that end on a page, which a link opens: what is typed last has letters."""
FOR_COMPANIES = frozenset(("reset",))
"""Procedures of companies' users, who accept terms at their end."""
TYPES_NO_KEY = ENDS_ON_PAGE
"""Procedures of the line at whose end no key is chosen on the keypad."""


@dataclass(frozen=True, slots=True)
class Procedure:
    """What a caller comes for (activate, change, restore), and whether, where and how an agent checks them.

    Without `agent` the code is sent at once; queue and checklist are for who cannot go on alone: no document that a
    keypad can type, no registered mobile, a limit.
    `single_proof_reason` is written where an institution's own procedure asks for one proof only, and empty otherwise.
    """

    id: str
    label: str
    agent: bool
    queue: str
    checklist: str
    single_proof_reason: str = ""
    priority: int = 0


@dataclass(frozen=True, slots=True)
class Web:
    """What customers find on the institution's pages: its procedures there, and how the pages look.

    `colour` is that of buttons and links (#rrggbb, readable under white letters), `logo` a file of
    `ivr/web/static/customer` without its ending, `branch` names the places where customers are attended in person.
    """

    procedures: Mapping[str, Procedure] = field(default_factory=dict)
    colour: str = "#0b5563"
    logo: str = ""
    branch: str = "una oficina"
