"""Wrap-up outlives its browser, its worker and a wrong clock; two windows do not undo each other; no secret is kept."""

import pytest

from ivr.agents.agent import AgentState
from ivr.agents.desk.wrapping import Wrapping
from ivr.errors import DeskError
from tests.agents.desk.after_call import SECONDS, after_call, passes, state, wrap_up
from tests.agents.scene import Scene


def test_the_browser_is_closed(scene: Scene) -> None:
    """Closing the page ends no wrap-up; nobody who is gone is made available when it is over."""
    laura, handoff = after_call(scene)
    Wrapping(scene.centre).save(laura, handoff.id, {"wrap_up_code": "cut_off", "follow_up": "Llamar el lunes"})
    passes(scene, None, 25)
    assert state(scene, laura) == AgentState.WRAP_UP
    passes(scene, None, 5)
    assert state(scene, laura) == AgentState.OFFLINE
    saved = scene.records.handoffs[handoff.id]
    assert (saved.wrap_up_code, saved.follow_up) == ("cut_off", "Llamar el lunes")


def test_the_browser_comes_back(scene: Scene) -> None:
    """A page that is opened again shows the same wrap-up with what was written, and time went on meanwhile."""
    laura, handoff = after_call(scene)
    Wrapping(scene.centre).save(laura, handoff.id, {"wrap_up_code": "cut_off", "note": "se cortó"})
    passes(scene, None, 25)
    scene.desk.heartbeat(laura)
    shown = wrap_up(scene, laura)
    assert (shown.code, shown.note, shown.required) == ("cut_off", "se cortó", False)
    assert shown.until is not None
    assert (shown.until - scene.clock.now()).total_seconds() == 5


def test_the_worker_was_away(scene: Scene) -> None:
    """Wrap-up that should have ended while no worker ran is ended by the next one."""
    laura, handoff = after_call(scene)
    Wrapping(scene.centre).save(laura, handoff.id, {"wrap_up_code": "other"})
    scene.clock.advance(300)
    scene.desk.heartbeat(laura)
    again = Scene(scene.redis, scene.clock, scene.institution, with_wrap_up=True)
    again.reconciler.tend()
    assert state(scene, laura) == AgentState.AVAILABLE


def test_the_clock_is_set_back(optional: Scene) -> None:
    """Nobody stays in wrap-up for the hour that the clock was wrong: they get what was granted, no more."""
    laura, _ = after_call(optional)
    optional.clock.advance(-3600)
    passes(optional, laura, SECONDS)
    assert state(optional, laura) == AgentState.WRAP_UP
    passes(optional, laura, 2)
    assert state(optional, laura) == AgentState.AVAILABLE


def test_the_clock_is_set_back_and_the_browser_dies(optional: Scene) -> None:
    """A page that was alive in the wrong hour is noticed all the same when it falls silent."""
    laura, _ = after_call(optional)
    optional.clock.advance(-3600)
    passes(optional, None, SECONDS + 2)
    assert state(optional, laura) == AgentState.OFFLINE


def test_the_clock_jumps_ahead(scene: Scene) -> None:
    """Wrap-up is over at once; nobody is stuck."""
    laura, _ = after_call(scene)
    scene.clock.advance(3600)
    scene.desk.heartbeat(laura)
    scene.reconciler.tend()
    assert state(scene, laura) == AgentState.AVAILABLE


def test_two_windows(scene: Scene) -> None:
    """Each window changes only what was written in it; what one finished is over in the other."""
    laura, handoff = after_call(scene)
    wrapping = Wrapping(scene.centre)
    wrapping.save(laura, handoff.id, {"note": "de la primera"})
    wrapping.save(laura, handoff.id, {"wrap_up_code": "other"})
    assert (wrap_up(scene, laura).note, wrap_up(scene, laura).code) == ("de la primera", "other")
    wrapping.finish(laura, handoff.id, {})
    with pytest.raises(DeskError, match="wrap_up_over"):
        wrapping.save(laura, handoff.id, {"note": "de la segunda"})
    assert scene.again(handoff).note == "de la primera"


def test_an_old_window_does_not_end_the_next_wrap_up(scene: Scene) -> None:
    """A window that still shows the call before cannot write into this one, or end it."""
    laura, first = after_call(scene)
    wrapping = Wrapping(scene.centre)
    call = scene.caller()
    wrapping.finish(laura, first.id, {"wrap_up_code": "other"})
    second = scene.talking(laura, call)
    scene.desk.finish(laura, second.id)
    with pytest.raises(DeskError, match="wrap_up_over"):
        wrapping.finish(laura, first.id, {"wrap_up_code": "key_set"})
    assert (state(scene, laura), scene.again(first).wrap_up_code) == (AgentState.WRAP_UP, "other")


def test_a_wrap_up_is_nobody_elses(scene: Scene) -> None:
    """Neither a colleague nor an agent of another institution can write or end it."""
    _, handoff = after_call(scene)
    for other in (scene.agent("pedro"), scene.agent("laura", "other")):
        with pytest.raises(DeskError, match="not_yours"):
            Wrapping(scene.centre).finish(other, handoff.id, {"wrap_up_code": "other"})


@pytest.mark.parametrize(
    "note",
    [
        "La clave es 4821",
        "4 8 2 1",
        "clave 4, 8, 2, 1",
        "su código: 4-8-2-1",
        "4 . 8 . 2 . 1 . 7 . 3",
        "tarjeta *9911",
        "٤٨٢١",
        "documento 1032456789",
        "CC 52.345.678",
        "CC 1.032.456.789 de Cali",
        "cédula 52 345 678",
        "52.345.678 debe $ 1.250.000",
        "celular 300 123 45 67",
        "celular 300-123-45-67",
    ],
)
def test_no_secret_is_written_down(scene: Scene, note: str) -> None:
    """Digits in a row, spelled one by one, or in the groups of a document or telephone are refused; nothing is kept."""
    laura, handoff = after_call(scene)
    for name in ("note", "follow_up"):
        with pytest.raises(DeskError, match="digits_in_note"):
            Wrapping(scene.centre).save(laura, handoff.id, {name: note})
    assert not any(note in str(value) for value in scene.redis.hgetall(f"ivr:{{serfinansa}}:handoff:{handoff.id}"))


@pytest.mark.parametrize(
    "note",
    [
        "Llamar a las 10:30",
        "el 12/05 en la tarde",
        "piso 3, oficina 401",
        "reclama $ 1.250.000 y $350.000",
        "dice que son 1.250.000 pesos",
        "el 21-11-26 a las 10:30",
        "",
    ],
)
def test_what_is_no_secret_may_be_written(scene: Scene, note: str) -> None:
    """Times, days and rooms are no secrets."""
    laura, handoff = after_call(scene)
    Wrapping(scene.centre).save(laura, handoff.id, {"note": note})
    assert wrap_up(scene, laura).note == note


def test_only_the_codes_of_the_queue(scene: Scene) -> None:
    """A code of another queue is refused; a note has at most 500 characters."""
    laura, handoff = after_call(scene)
    with pytest.raises(DeskError, match="unknown_code"):
        Wrapping(scene.centre).save(laura, handoff.id, {"wrap_up_code": "answered"})
    with pytest.raises(DeskError) as refused:
        Wrapping(scene.centre).save(laura, handoff.id, {"note": "x" * 501})
    assert refused.value.code == "malformed"
