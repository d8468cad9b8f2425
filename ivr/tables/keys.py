"""Reads what the keys of customers must be, each kind by its name, and that no policy asks for what cannot be typed."""

from collections.abc import Iterable, Mapping

from ivr.institutions import Menu
from ivr.key_policies import ACCESS, CHARACTERS, CLASSES, DIGITS, EVER, KeyPolicy, TemporaryKey
from ivr.procedures import PAGES_ONLY, TYPES_NO_KEY
from ivr.tables.reader import TableReader

KEY_RULES = ("repeats", "sequences", "document", "phone", "birth_date")
ALWAYS_FORBIDDEN = frozenset(("repeats", "sequences"))  # 1111 and 1234 are the first that a thief tries
CHANNELS = ("phone", "web")
KIND = r"[a-z][a-z_]{0,39}"
MAKERS = ("customer", "service")
HOUR, LONGEST_LIFE = 3600, 72
MOST_HISTORY = 24


def read_key(root: TableReader) -> KeyPolicy:
    """Give what the access key must be, the one that every institution has."""
    return _read_policy(root.table("key"), ACCESS)


def read_further_keys(root: TableReader) -> Mapping[str, KeyPolicy]:
    """Give what the keys of other kinds must be, [keys.<kind>]; most institutions have none."""
    if "keys" not in root.data:
        root.known.add("keys")
        return {}
    tables = root.named("keys")
    for kind in tables:
        if kind == ACCESS:
            root.note("keys.access", "a second access key", "[key] alone: it is the access key")
    return {kind: _read_policy(table, kind) for kind, table in tables.items() if kind != ACCESS}


def _read_policy(table: TableReader, kind: str) -> KeyPolicy:
    policy = KeyPolicy(
        shortest=table.number("shortest", 4, 12),
        longest=table.number("longest", 4, 12),
        tries=table.number("tries", 1, 5),
        history=_read_history(table),
        forbidden=table.texts("forbidden", "a list of " + ", ".join(KEY_RULES), "|".join(KEY_RULES)),
        kind=kind,
        label=table.text("label", "how people call it, such as clave de acceso", r"\S.{0,39}", default="clave"),
        characters=_word(table, "characters", CHARACTERS, DIGITS),
        required=table.texts("required", "a list of " + ", ".join(CLASSES), "|".join(CLASSES), ()),
        differs_from=table.texts("differs_from", "a list of other kinds of keys", KIND, ()),
        history_with=table.texts("history_with", "a list of other kinds of keys", KIND, ()),
        channels=table.texts("channels", "a list of phone and web", "|".join(CHANNELS), CHANNELS),
        temporary=_read_temporary(table),
    )
    _check_policy(table, policy)
    return policy


def _word(table: TableReader, key: str, choices: Iterable[str], usual: str) -> str:
    table.known.add(key)
    return table.one_of(key, choices) if key in table.data else usual


def _read_history(table: TableReader) -> int:
    """Give how many earlier keys are refused: a number, or "ever"."""
    if table.data.get("history") == "ever":
        table.known.add("history")
        return EVER
    return table.number("history", 0, MOST_HISTORY)


def _read_temporary(table: TableReader) -> TemporaryKey | None:
    if "temporary" not in table.data:
        table.known.add("temporary")
        return None
    inside = table.table("temporary")
    return TemporaryKey(
        life=inside.number("life_hours", 1, LONGEST_LIFE) * HOUR,
        made_by=inside.one_of("made_by", MAKERS),
        also_for=inside.texts("also_for", "a list of other kinds of keys", KIND, ()),
        code=inside.flag("code", default=False),
    )


def _check_policy(table: TableReader, policy: KeyPolicy) -> None:
    if policy.longest < policy.shortest:
        table.note("longest", policy.longest, f"at least shortest ({policy.shortest})")
    if not set(policy.forbidden) >= ALWAYS_FORBIDDEN:
        table.note("forbidden", " ".join(policy.forbidden) or "nothing", "a list with at least repeats and sequences")
    if policy.characters == DIGITS and policy.required:
        table.note("required", " ".join(policy.required), "nothing: a key of digits has no letters to ask for")
    if policy.characters != DIGITS and "phone" in policy.channels:
        table.note("channels", " ".join(policy.channels), '["web"]: a keypad has no letters')
    for key in ("required", "channels", "forbidden", "differs_from", "history_with"):
        words = getattr(policy, key)
        if len(set(words)) < len(words):
            table.note(key, " ".join(words), "each word once")


def check_kinds(root: TableReader, keys: Mapping[str, KeyPolicy]) -> None:
    """Note every kind of key that a policy names and the table does not have."""
    for kind, policy in keys.items():
        place = "key" if kind == ACCESS else f"keys.{kind}"
        named = {"differs_from": policy.differs_from, "history_with": policy.history_with}
        if policy.temporary is not None:
            named["temporary.also_for"] = policy.temporary.also_for
        others = sorted(set(keys) - {kind})
        for key, names in named.items():
            for name in names:
                if name not in others:
                    root.note(f"{place}.{key}", repr(name), ", ".join(others) or "nothing: there is one kind of key")
    check_temporary(root, keys)


def check_temporary(root: TableReader, keys: Mapping[str, KeyPolicy]) -> None:
    """Note a temporary key that another kind is given, and that would never have to be replaced there."""
    for kind, policy in keys.items():
        for other in policy.temporary.also_for if policy.temporary else ():
            if other in keys and keys[other].temporary is None:
                place = "key" if kind == ACCESS else f"keys.{kind}"
                root.note(f"{place}.temporary.also_for", repr(other), f"a kind with [keys.{other}.temporary]")


def check_typed(root: TableReader, key: KeyPolicy, menus: Mapping[str, Menu]) -> None:
    """Note a line whose menu leads to a procedure of pages, or that ends in a key which a keypad cannot type."""
    offered = {option.procedure for menu in menus.values() for option in menu.options if option.procedure}
    if found := offered & PAGES_ONLY:
        root.note("menus", " ".join(sorted(found)), "procedures of the line: this one is played on pages only")
    if offered - PAGES_ONLY - TYPES_NO_KEY and "phone" not in key.channels:
        root.note("key.channels", " ".join(key.channels), "phone among them: the line's menu leads to a key")
