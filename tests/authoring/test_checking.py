"""`ivr check`: tables, prompts, their wording and recordings are checked together."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ivr.authoring.checking import check
from tests.conftest import ROOT

Spoil = Callable[[str, str], list[str]]


@pytest.fixture
def spoil(tmp_path: Path) -> Spoil:
    """Give a function that writes a Serfinansa prompt of its own and gives the mistakes of everything."""
    folder = Path(shutil.copytree(ROOT / "voice_prompts", tmp_path / "voice_prompts"))

    def put(prompt: str, text: str) -> list[str]:
        (folder / "es-CO/serfinansa.toml").write_text(f'{prompt} = "{text}"', encoding="utf-8")
        return check(ROOT / "institutions", folder)

    return put


def test_what_is_shipped_has_no_mistake() -> None:
    """Tables, prompts, wording and recordings of the repository are in order."""
    assert check(ROOT / "institutions", ROOT / "voice_prompts") == []


@pytest.mark.parametrize(
    ("prompt", "text", "said"),
    [
        ("key_wrong", "Usted se equivocó de clave.", "found se equivoc; allowed: words without blame"),
        ("key_wrong", "Esa clave es incorrecta.", "found incorrect; allowed: words without blame"),
        ("new_key", "Digita tu clave nueva.", "found Digita; allowed: usted"),
        ("agent_needs", "Tenga a la mano 2 documentos.", "found 2; allowed: numbers in words"),
        ("document_confirm", "Digitó {number}. Si es correcto, marque uno.", "found 1024567890; allowed: numbers"),
        ("key_policy", "Su clave es importante. " * 15, "found 24 seconds; allowed: at most 20"),
        ("new_key_silence", "Elija una clave nueva.", ""),
        ("option_change", "Marque dos para cambiar su clave.", "option_change: found 'Marque dos para cambiar"),
        ("option_change", "Para cambiar su clave, marque tres.", "allowed: what it is for, then: marque dos"),
        ("option_change", "Marque dos.", "option_change: found 'Marque dos.'; allowed: what it is for"),
        ("welcome", "Bienvenido a {institution}.", "welcome: found 'Bienvenido a Serfinansa.'; allowed: that the call"),
        (
            "welcome",
            "Le damos la más cordial bienvenida a la línea de atención de {institution}. Esta llamada se graba.",
            "welcome: found 10 seconds to the end of the first option; allowed: at most 8",
        ),
    ],
)
def test_the_rules_of_wording(spoil: Spoil, prompt: str, text: str, said: str) -> None:
    """A sentence that breaks a rule is named with its file and id; others pass."""
    mistakes = spoil(prompt, text)
    assert bool(mistakes) == bool(said)
    assert not said or any(said in mistake and mistake.startswith("es-CO/serfinansa.toml") for mistake in mistakes)


def test_a_reprompt_is_another_sentence(spoil: Spoil) -> None:
    """Repeating the sentence that did not help does not help."""
    mistakes = spoil("menu_main_silence", "Menú principal.")
    assert "menu_main_silence: found the same sentence as menu_main" in mistakes[0]


def test_a_line_that_records_nothing_does_not_say_so(tmp_path: Path) -> None:
    """The welcome tells the truth about the recording."""
    tables = Path(shutil.copytree(ROOT / "institutions", tmp_path / "institutions"))
    table = (tables / "serfinansa.toml").read_text(encoding="utf-8")
    (tables / "serfinansa.toml").write_text(table.replace("records_calls = true", "records_calls = false"), "utf-8")
    (mistake,) = check(tables, ROOT / "voice_prompts")
    assert "welcome: found 'Serfinansa le da la bienvenida. Esta llamada se graba.'" in mistake


def test_a_broken_table_does_not_hide_other_mistakes(tmp_path: Path) -> None:
    """A second institution's broken table and the first one's prompts are told together."""
    tables = Path(shutil.copytree(ROOT / "institutions", tmp_path / "institutions"))
    (tables / "other.toml").write_text("name = [", encoding="utf-8")
    prompts = Path(shutil.copytree(ROOT / "voice_prompts", tmp_path / "voice_prompts"))
    (prompts / "es-CO/other.toml").write_text('goodbye = "Chao."', encoding="utf-8")
    (prompts / "es-CO/serfinansa.toml").write_text('goodbye = "{nobody}"', encoding="utf-8")
    mistakes = check(tables, prompts)
    assert [mistake.split(":")[0] for mistake in mistakes] == ["other.toml", "es-CO/serfinansa.toml"]
