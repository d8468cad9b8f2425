"""A table says of each kind of key what it must be, and is refused where that could not be typed or would never end."""

from pathlib import Path

import pytest

from ivr.institutions import Institution
from ivr.key_policies import EVER, KeyPolicy, TemporaryKey
from ivr.tables import load_file, read
from tests.conftest import ROOT

SERFINANSA = (ROOT / "institutions/serfinansa.toml").read_text(encoding="utf-8")
START, END = "[key]\n", "[code]\n"
FORBIDDEN = ("repeats", "sequences")
COMMON = 'tries = 3\nhistory = 5\nforbidden = ["repeats", "sequences"]\nshortest = 4\nlongest = 4\n'
ACCESS = f'[key]\n{COMMON}label = "clave de acceso"\ndiffers_from = ["transaction"]\n'
TEMPORARY = '[key.temporary]\nlife_hours = 24\nmade_by = "customer"\nalso_for = ["transaction"]\n'
TRANSACTION = f'[keys.transaction]\n{COMMON}label = "clave transaccional"\nhistory_with = ["access"]\n'
AGAIN = '[keys.transaction.temporary]\nlife_hours = 24\nmade_by = "customer"\ncode = true\n'
LETTERS = """[key]
tries = 3
history = "ever"
forbidden = ["repeats", "sequences"]
shortest = 8
longest = 10
characters = "letters_and_digits"
required = ["upper", "lower", "digit"]
channels = ["web"]
"""


def with_keys(folder: Path, keys: str, rest: str = SERFINANSA) -> Path:
    """Write Serfinansa's table with other keys."""
    path = folder / "serfinansa.toml"
    before, _, after = rest.partition(START)
    path.write_text(before + keys + END + after.partition(END)[2], encoding="utf-8")
    return path


def test_an_institution_with_one_key_has_the_access_key_alone(tmp_path: Path) -> None:
    """What a table does not say is what every key was before: digits, on telephone and page, never temporary."""
    institution = load_file(with_keys(tmp_path, f"[key]\n{COMMON}"))
    assert institution.keys == {"access": KeyPolicy(4, 4, 3, 5, FORBIDDEN)}
    assert institution.key.channels == ("phone", "web")


def test_two_kinds_of_keys_know_each_other(tmp_path: Path) -> None:
    """A temporary key serves for both for a day, and the transaction key asks for a code besides."""
    institution = load_file(with_keys(tmp_path, ACCESS + TEMPORARY + TRANSACTION + AGAIN))
    access, transaction = institution.keys["access"], institution.keys["transaction"]
    assert access.temporary == TemporaryKey(86_400, "customer", ("transaction",))
    assert transaction.temporary == TemporaryKey(86_400, "customer", code=True)
    assert (access.differs_from, transaction.history_with) == (("transaction",), ("access",))


def test_a_line_may_not_lead_to_a_key_that_cannot_be_typed(tmp_path: Path) -> None:
    """Letters are for pages; as long as the menu of a line ends in such a key, the table is refused."""
    with_keys(tmp_path, LETTERS)
    assert read(tmp_path)[1] == [
        "serfinansa.toml: key.channels: found web; allowed: phone among them: the line's menu leads to a key"
    ]


def policy_of(folder: Path, keys: str) -> Institution:
    """Read a table whose line only leads to agents, so that its key may have letters."""
    rest = SERFINANSA.replace('menu = "consultas"', 'queue = "general"')
    before, _, after = rest.partition("[menus.consultas]")
    return load_file(with_keys(folder, keys, before + "# ---- Procedures." + after.partition("# ---- Procedures.")[2]))


def test_a_key_with_letters_says_what_it_needs(tmp_path: Path) -> None:
    """Classes, no other signs, and no earlier key ever again."""
    key = policy_of(tmp_path, LETTERS).key
    assert (key.characters, key.required, key.history) == ("letters_and_digits", ("upper", "lower", "digit"), EVER)


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (ACCESS, "key.differs_from: found 'transaction'; allowed: nothing: there is one kind of key"),
        (ACCESS + TEMPORARY + TRANSACTION, "found 'transaction'; allowed: a kind with [keys.transaction.temporary]"),
        (ACCESS + TRANSACTION.replace('["access"]', '["acces"]'), "keys.transaction.history_with: found 'acces'"),
        (f"[key]\n{COMMON}[keys.access]\n{COMMON}", "keys.access: found a second access key; allowed: [key] alone"),
        (f'[key]\n{COMMON}required = ["upper"]\n', "key.required: found upper; allowed: nothing: a key of digits"),
        (f'[key]\n{COMMON}characters = "runes"\n', "key.characters: found 'runes'; allowed: digits letters_and_digits"),
        (LETTERS.replace('["web"]', '["web", "phone"]'), "key.channels: found web phone; allowed: ["),
        (LETTERS.replace('"lower", ', '"upper", '), "key.required: found upper upper digit; allowed: each word once"),
        (LETTERS.replace('"ever"', '"always"'), "key.history: found 'always'; allowed: a whole number from 0 to 24"),
        (f"[key]\n{COMMON}[key.temporary]\nlife_hours = 0\n", "key.temporary.life_hours: found 0; allowed: a whole"),
        (
            f"[key]\n{COMMON}[key.temporary]\nlife_hours = 1\n",
            "key.temporary.made_by: found nothing; allowed: customer",
        ),
    ],
)
def test_a_mistake_in_a_policy_is_found(tmp_path: Path, keys: str, said: str) -> None:
    """Each gives a sentence with its key, what was found and what is allowed."""
    with_keys(tmp_path, keys)
    assert any(said in mistake for mistake in read(tmp_path)[1]), read(tmp_path)[1]
