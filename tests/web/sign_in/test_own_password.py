"""Choosing a password of one's own: a good one, known to nobody else, and felt by every other session."""

import pytest

from ivr.web.answers import SENTENCES
from tests.web.office import LAURA, Office


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"current": "wrong"}, "La contraseña actual no coincide."),
        ({"fresh": "corta"}, "Use entre 12 y 256 caracteres"),
        ({"fresh": "laura-laura-laura"}, "Use entre 12 y 256 caracteres"),
        ({"fresh": LAURA.password, "again": LAURA.password}, "Elija una contraseña distinta"),
        ({"again": "otra clave larga"}, "No es igual a la contraseña nueva."),
        ({"current": ""}, "Falta este dato."),
    ],
)
def test_a_password_of_ones_own_is_a_good_one(office: Office, typed: dict[str, str], sentence: str) -> None:
    """Each mistake has its sentence, no secret comes back in the page, and the old password stays."""
    laura = office.at_desk(LAURA)
    fresh = "una frase de Laura M"
    answer = laura.fill("/desk/password", **{"current": LAURA.password, "fresh": fresh, "again": fresh} | typed)
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert [secret for secret in (LAURA.password, fresh) if secret in answer.text] == []
    office.clock.advance(30)
    assert office.browser().sign_in(LAURA).status_code == 303


def test_a_new_password_ends_other_sessions(office: Office) -> None:
    """Whoever changes it stays where they are, and a copied cookie is dead."""
    laura = office.at_desk(LAURA)
    thief = laura.holding(laura.cookie())
    fresh = "una frase de Laura M"
    assert laura.fill("/desk/password", current=LAURA.password, fresh=fresh, again=fresh).status_code == 303
    assert (laura.get("/desk/view").status_code, thief.get("/desk/view").status_code) == (200, 401)


def test_guesses_at_an_open_page_are_limited(office: Office) -> None:
    """Five wrong current passwords, and then the right one waits too."""
    laura = office.at_desk(LAURA)
    fresh = "una frase de Laura M"
    for _ in range(5):
        assert laura.fill("/desk/password", current="guess", fresh=fresh, again=fresh).status_code == 422
    answer = laura.fill("/desk/password", current=LAURA.password, fresh=fresh, again=fresh)
    assert (answer.status_code, SENTENCES["limited"][1] in answer.text) == (429, True)
