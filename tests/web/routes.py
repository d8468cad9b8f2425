"""Every route of the desk, so that a new one cannot be forgotten by the tests."""

from tests.web.office import Office


def paths(office: Office, method: str, handoff: str = "serfinansa.unknown") -> dict[str, str]:
    """Give the path of every route of the desk that takes a method, by its name."""
    rules = [rule for rule in office.pages.url_map.iter_rules() if rule.endpoint.startswith("desk.")]
    return {
        rule.endpoint: str(rule).replace("<handoff>", handoff) for rule in rules if method in (rule.methods or set())
    }


def objects(office: Office, handoff: str) -> dict[str, str]:
    """Give the path of every action on one caller."""
    unaimed = paths(office, "POST", "")
    aimed = paths(office, "POST", handoff)
    return {name: path for name, path in aimed.items() if path != unaimed[name]}
