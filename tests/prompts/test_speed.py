"""A prompt costs almost nothing during a call."""

from timeit import timeit

from ivr.prompts import Prompts

TURNS = 500


def test_a_prompt_takes_microseconds(prompts: Prompts) -> None:
    """Reading a document back stays far below a millisecond, even on a busy machine."""
    values = {"number": "1024567890", "type": "cédula de ciudadanía"}
    seconds = timeit(lambda: prompts.pieces("serfinansa", "es-CO", "document_confirm", values), number=TURNS)
    assert seconds / TURNS < 0.0005
