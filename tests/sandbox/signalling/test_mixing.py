"""The arithmetic of a conference: who is added to whom, what is too loud, and voices that stumble."""

from array import array

import pytest

from ivr.sandbox.signalling.mixer import FEW, Mixer, Party
from ivr.sandbox.signalling.sounds import LOUDEST, NOTHING_HEARD, PIECE, RATE, SILENCE, Sound, level, mix, music, tone


def _steady(value: int) -> Sound:
    return array("h", [value] * PIECE)


def _room(*values: int) -> Mixer:
    """Give parties named by the value that each says, and let their voices be ready to be played."""
    mixer = Mixer()
    for value in values:
        mixer.join(str(value), party := Party())
        for _ in range(FEW):
            party.speak(_steady(value))
    return mixer


def test_everybody_hears_the_sum_of_those_they_should() -> None:
    """Each ear has its own sum; a name that is not there, or one's own, adds nothing."""
    mixer = _room(1, 10, 100)
    mixer.sounds = {"1": ["10", "100"], "10": ["1"], "100": ["100", "gone"]}
    mixer.mix_once()
    heard = {call: party.ear.get_nowait()[0] for call, party in mixer.parties.items()}
    assert heard == {"1": 110, "10": 1, "100": 0}


def test_too_loud_is_cut() -> None:
    """Two who shout do not turn into noise: the sum stays at the loudest there is, either way."""
    assert mix([_steady(30000), _steady(30000)]) == _steady(LOUDEST)
    assert mix([_steady(-30000), _steady(-30000)]) == _steady(-LOUDEST - 1)


def test_a_voice_that_stumbles_is_silent_until_enough_is_there() -> None:
    """After a gap nothing is played before 60 ms have come in, so that one late packet is not many gaps."""
    party = Party()
    said = []
    for _ in range(FEW):
        party.speak(_steady(7))
        said.append(party.next_piece() == SILENCE)
    assert said == [True] * (FEW - 1) + [False]
    assert [party.next_piece()[0] for _ in range(FEW)] == [7, 7, 0]
    party.speak(_steady(8))
    assert party.next_piece() == SILENCE


def test_an_ear_that_takes_nothing_loses_the_oldest() -> None:
    """Whoever is connected late hears the present, at most 200 ms old."""
    party = Party()
    for value in range(100):
        party.listen(_steady(value))
    assert party.ear.get_nowait()[0] == 90


@pytest.mark.parametrize(("piece", "decibels"), [(SILENCE, NOTHING_HEARD), (_steady(LOUDEST), 0), (_steady(3277), -20)])
def test_levels_are_decibels_below_full_scale(piece: Sound, decibels: float) -> None:
    """As RFC 6464 counts them: 0 is the loudest there is, -127 is silence."""
    assert level(piece) == pytest.approx(decibels, abs=0.01)


def test_the_sounds_of_the_network_are_soft_and_repeat() -> None:
    """A telephone's tone comes every two seconds, with silence between; music never stops."""
    telephone, chord = tone(), music()
    one = [level(next(telephone)) for _ in range(2 * RATE // PIECE)]
    assert one == [level(next(telephone)) for _ in range(2 * RATE // PIECE)]
    assert NOTHING_HEARD in one
    assert -40 < max(one) < -20
    assert max(level(next(chord)) for _ in range(20)) < -15
