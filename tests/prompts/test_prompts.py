"""Prompts are said with their values, by a recording where there is one, and refused with all their mistakes."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from ivr.errors import ConfigurationError, ScriptError
from ivr.institutions import Institution
from ivr.prompts import Prompts, Recording, Text
from ivr.prompts.catalogue import EXAMPLES, required
from tests.prompts.conftest import Record, Write

Tables = Mapping[str, Institution]
HERE = ("serfinansa", "es-CO")


def test_a_prompt_is_said_with_its_values(prompts: Prompts) -> None:
    """The document is read back in groups, and the institution's name is known without asking."""
    said = prompts.text(*HERE, "document_confirm", {"number": "1024567890", "type": "tarjeta de identidad"})
    expected = "Digitó tarjeta de identidad, número uno cero dos, cuatro cinco seis, siete ocho nueve cero."
    assert said.startswith(expected)
    assert prompts.text(*HERE, "welcome", {}).startswith("Serfinansa ")


def test_an_option_names_its_key(prompts: Prompts) -> None:
    """The key of a menu comes from the table; the key of a document type comes from the question."""
    assert prompts.text(*HERE, "option_autoconsulta", {}).endswith("marque cuatro.")
    assert prompts.text(*HERE, "option_type_CE", {"key": "2"}).endswith("marque dos.")


def test_every_prompt_of_a_script_can_be_said(prompts: Prompts, tables: Tables) -> None:
    """Each required id has a text that takes exactly the values which its script gives."""
    for prompt in required(tables["serfinansa"]):
        (piece,) = prompts.pieces(*HERE, prompt, EXAMPLES)
        assert isinstance(piece, Text)
        assert piece.text.strip()


@pytest.mark.parametrize("values", [{}, {"position": "soon"}])
def test_a_value_that_cannot_be_said_is_the_scripts_error(prompts: Prompts, values: dict[str, str]) -> None:
    """A missing or odd value stops the script, and the error does not repeat the value."""
    with pytest.raises(ScriptError, match="queue_position of serfinansa") as error:
        prompts.pieces(*HERE, "queue_position", values)
    assert "soon" not in str(error.value)


def test_an_unknown_prompt_is_the_scripts_error(prompts: Prompts) -> None:
    """So is an unknown institution, and an unknown message."""
    with pytest.raises(ScriptError):
        prompts.text(*HERE, "wellcome", {})
    with pytest.raises(ScriptError):
        prompts.pieces("other", "es-CO", "welcome", {})
    with pytest.raises(ScriptError):
        prompts.sms("other", "sms_code", {"code": "123456", "minutes": 5})


def test_the_institutions_own_wording_goes_first(prompts: Prompts) -> None:
    """Its file stands above the common one."""
    assert "punto Serfinansa" in prompts.text(*HERE, "not_confirmed", {})


def test_the_slower_voice_may_have_other_words(folder: Path, write: Write, tables: Tables) -> None:
    """With `slow`, a prompt has a second wording; without, the same one."""
    write("serfinansa.toml", 'to_agent = { text = "Un asesor le atiende.", slow = "Espere. Un asesor viene." }')
    prompts = Prompts.load(folder, tables)
    assert prompts.pieces(*HERE, "to_agent", {}, slow=True) == (Text("Espere. Un asesor viene."),)
    assert prompts.pieces(*HERE, "to_agent", {}) == (Text("Un asesor le atiende."),)
    assert prompts.text(*HERE, "goodbye", {}, slow=True) == prompts.text(*HERE, "goodbye", {})


def test_a_recording_is_played_instead_of_a_sentence(folder: Path, record: Record, tables: Tables) -> None:
    """The institution's own goes before the common one."""
    record("one_moment.wav")
    assert Prompts.load(folder, tables).pieces(*HERE, "one_moment", {}) == (
        Recording("one_moment", "es-CO/one_moment.wav"),
    )
    record("serfinansa/one_moment.wav")
    assert Prompts.load(folder, tables).pieces(*HERE, "one_moment", {}) == (
        Recording("one_moment", "es-CO/serfinansa/one_moment.wav"),
    )


@pytest.mark.parametrize("prompt", ["code_wrong", "serfinansa/code_wrong", "welcome", "not_confirmed"])
def test_a_sentence_is_never_glued_from_two_voices(folder: Path, record: Record, tables: Tables, prompt: str) -> None:
    """No recording where a value is spoken; no common one of a text that names or belongs to an institution."""
    record(f"{prompt}.wav")
    (piece,) = Prompts.load(folder, tables).pieces(*HERE, prompt.removeprefix("serfinansa/"), {"left": 2})
    assert isinstance(piece, Text)


def test_an_institution_may_record_its_own_name(folder: Path, record: Record, tables: Tables) -> None:
    """In its own folder a text with its name and key is a fixed sentence."""
    record("serfinansa/welcome.wav")
    record("serfinansa/option_autoconsulta.wav")
    prompts = Prompts.load(folder, tables)
    for prompt in ("welcome", "option_autoconsulta"):
        assert isinstance(prompts.pieces(*HERE, prompt, {"key": "4"})[0], Recording)


def test_a_slower_wording_is_not_the_recordings(folder: Path, write: Write, record: Record, tables: Tables) -> None:
    """A recording serves the words that were recorded."""
    write("serfinansa.toml", 'to_agent = { text = "Un asesor le atiende.", slow = "Espere. Un asesor viene." }')
    record("serfinansa/to_agent.wav")
    prompts = Prompts.load(folder, tables)
    assert isinstance(prompts.pieces(*HERE, "to_agent", {})[0], Recording)
    assert prompts.pieces(*HERE, "to_agent", {}, slow=True) == (Text("Espere. Un asesor viene."),)


MISTAKES = [
    ("common.toml", 'goodbye = "{name}"', "common.toml: goodbye: found {name}; allowed: code_digits"),
    ("common.toml", 'goodbye = "{line:telephone}"', "found {line:telephone}; allowed formats: digits"),
    ("common.toml", 'goodbye = "{line!r}"', "found {line}; allowed: {variable} or {variable:format}"),
    ("common.toml", 'goodbye = "{}"', "found {}; allowed: {variable} or {variable:format}"),
    ("common.toml", 'goodbye = "{line"', "common.toml: goodbye: "),
    ("common.toml", "goodbye = 5", "common.toml: goodbye: found 5; allowed: a text"),
    ("common.toml", 'goodbye = "  "', "common.toml: goodbye: found '  '; allowed: a text"),
    ("common.toml", 'goodbye = { slow = "Hasta pronto." }', "common.toml: goodbye: found {'slow'"),
    ("common.toml", 'goodbye = { text = "Chao", slwo = "" }', "common.toml: goodbye: found {'text'"),
    ("common.toml", 'code_wrong = "{left:time}"', "common.toml: code_wrong: "),
    ("common.toml", 'goodby = "Hasta pronto."', "goodby: found a prompt that nobody says; allowed: the known ids"),
    ("common.toml", 'goodby = "Hasta pronto."', "did you mean goodbye?"),
    ("serfinansa.toml", 'menu_other = "Otro."', "serfinansa.toml: menu_other: found a prompt that nobody says"),
    ("serfinansa.toml", "goodbye = [", "serfinansa.toml: found no TOML"),
    ("serfinanza.toml", 'goodbye = "Chao."', "serfinanza.toml: found a file for no institution"),
    ("common.toml", 'sms_code = "{institution}: código {code}"', "sms_code: found 'ó'; allowed: the letters of a text"),
    ("common.toml", f'sms_code = "{"a" * 153}{{code}}"', "sms_code: found 161 characters; allowed: 160"),
]


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_is_found(folder: Path, write: Write, tables: Tables, case: tuple[str, str, str]) -> None:
    """Each mistake in a prompt gives a sentence with its file, its id, what was found and what is allowed."""
    file, line, said = case
    (folder / "es-CO" / file).touch()
    write(file, line)
    with pytest.raises(ConfigurationError) as error:
        Prompts.load(folder, tables)
    assert any(said in mistake for mistake in error.value.mistakes)


def test_all_missing_prompts_are_told(folder: Path, tables: Tables) -> None:
    """Without the common file, each id that the institution needs is named."""
    (folder / "es-CO/common.toml").unlink()
    with pytest.raises(ConfigurationError) as error:
        Prompts.load(folder, tables)
    missing = [mistake for mistake in error.value.mistakes if "which serfinansa needs" in mistake]
    assert len(missing) == len(required(tables["serfinansa"])) - 1
    assert any("queue_position: found nothing" in mistake for mistake in error.value.mistakes)
