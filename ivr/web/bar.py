"""The bar above the pages of who does not sit at the desk: where they may go, and who they are."""

from dataclasses import dataclass

from flask import Flask, current_app, request, url_for
from flask_login import current_user

from ivr.security.roles import Right, Role
from ivr.web.parts import parts
from ivr.web.sign_in.identity import SignedIn, signed_in

ROLES: dict[str, str] = {
    Role.AGENT: "Asesor",
    Role.BRANCH: "Oficina",
    Role.SUPERVISOR: "Supervisor",
    Role.ADMINISTRATOR: "Administrador",
    Role.AUDITOR: "Auditor",
}
"""What a role is called on the pages."""

PLACES = (
    (Right.SERVE, "desk.page", "Mesa"),
    (Right.ATTEND, "branch.page", "Oficina"),
    (Right.WATCH, "floor.page", "Piso"),
    (Right.APPROVE, "branch_requests.page", "Oficinas"),
    (Right.REPORT, "reports.page", "Informes"),
    (Right.AUDIT, "audit.page", "Auditoría"),
    (Right.STAFF, "staff.page", "Personal"),
    (Right.SCREEN, "screens.page", "Pantallas"),
)
"""The page that belongs to a right, by endpoint, and its name; the first one is where a sign-in leads."""
NO_PAGE = "desk.page"


@dataclass(frozen=True, slots=True)
class Place:
    """A page that somebody may open; `here` when it, or a page below it, is what they look at."""

    name: str
    address: str
    here: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """What the bar shows: the institution's name, the pages, the person and what they are."""

    institution: str
    places: tuple[Place, ...]
    name: str
    role: str


def home_of(who: SignedIn) -> str:
    """Give the address of the page that a role works on; the desk's, which says why not, when it has none.

    Whoever signs in with a password that somebody else gave comes to the page on which they choose their own.
    """
    if who.member.password_temporary:
        return url_for("desk.own_password")
    return url_for(next(iter(_endpoints(who)), NO_PAGE))


def bar() -> Bar | None:
    """Give the bar of who asks; nothing for a stranger."""
    if not current_user.is_authenticated:
        return None
    who, blueprint = signed_in(), request.blueprint
    places = tuple(
        Place(name, url_for(endpoint), endpoint.startswith(f"{blueprint}."))
        for endpoint, name in _endpoints(who).items()
    )
    member = who.member
    return Bar(parts().institutions[member.institution], places, member.name, ROLES.get(member.role, member.role))


def use_bar(app: Flask) -> None:
    """Let every template ask for the bar."""
    app.context_processor(lambda: {"bar": bar})


def _endpoints(who: SignedIn) -> dict[str, str]:
    return {
        endpoint: name
        for right, endpoint, name in PLACES
        if right in who.rights and endpoint in current_app.view_functions
    }
