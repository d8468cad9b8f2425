"""Reads the menus of a line and follows every key, so that no caller is led in a circle or nowhere."""

from collections.abc import Mapping

from ivr.institutions import Menu, MenuOption
from ivr.tables.reader import TableReader

KEYS = "12345678"  # 0, 9, * and # mean the same everywhere: agent, repeat, back, end of a number
MOST_OPTIONS = 4
TARGETS = ("menu", "procedure", "queue")


def read_menus(root: TableReader) -> Mapping[str, Menu]:
    """Give the menus by their id."""
    return {name: _read_menu(name, table) for name, table in root.named("menus").items()}


def _read_menu(name: str, table: TableReader) -> Menu:
    prompt = table.text("prompt", f"the prompt that introduces the menu, such as menu_{name}", r"menu_\w+")
    options = tuple(_read_option(option) for option in table.tables("options"))
    keys = [option.key for option in options]
    if keys != sorted(set(keys)):
        table.note("options", "keys " + " ".join(keys), "each key once, ascending: they are said in this order")
    if len(options) > MOST_OPTIONS:
        table.note("options", f"{len(options)} options", f"at most {MOST_OPTIONS}: nobody remembers more")
    return Menu(name, prompt, options)


def _read_option(table: TableReader) -> MenuOption:
    given = [target for target in TARGETS if target in table.data]
    if len(given) != 1:
        table.note("menu", " and ".join(given) or "nothing", "exactly one of " + ", ".join(TARGETS))
    return MenuOption(
        key=table.one_of("key", KEYS),
        prompt=table.text("prompt", "the prompt that offers the option, such as option_activate", r"option_\w+"),
        **{target: table.text(target, default="") for target in TARGETS},
    )


def check_targets(root: TableReader, menus: Mapping[str, Menu], targets: Mapping[str, frozenset[str]]) -> None:
    """Note every option that leads to something that the table does not have."""
    for menu in menus.values():
        for place, option in enumerate(menu.options, 1):
            for kind, known in targets.items():
                target = getattr(option, kind)
                if target and target not in known:
                    allowed = ", ".join(sorted(known)) or f"nothing: the table has no {kind}"
                    root.note(f"menus.{menu.id}.options[{place}].{kind}", repr(target), allowed)


def check_paths(root: TableReader, menus: Mapping[str, Menu], first: str) -> None:
    """Note menus that lead back to themselves, and menus that no caller can reach from the first."""
    if first not in menus:
        if first:
            root.note("first_menu", repr(first), ", ".join(sorted(menus)))
        return
    reached: set[str] = set()
    _walk(root, menus, (first,), reached)
    for name in sorted(set(menus) - reached):
        root.note(f"menus.{name}", "a menu that no option leads to", f"a menu that can be reached from {first}")


def _walk(root: TableReader, menus: Mapping[str, Menu], path: tuple[str, ...], reached: set[str]) -> None:
    reached.add(path[-1])
    for option in menus[path[-1]].options:
        if option.menu in path:
            root.note(f"menus.{path[-1]}", " > ".join((*path, option.menu)), "a way that comes to an end")
        elif option.menu in menus:
            _walk(root, menus, (*path, option.menu), reached)


def check_option_prompts(root: TableReader, menus: Mapping[str, Menu]) -> None:
    """Note a prompt that would have to name two different keys."""
    keys: dict[str, str] = {}
    for menu in menus.values():
        for option in menu.options:
            if keys.setdefault(option.prompt, option.key) != option.key:
                root.note(f"menus.{menu.id}", f"{option.prompt} at {option.key}", f"only key {keys[option.prompt]}")
