"""A revocation voids what waits and what was proven, in every call, and nothing of anybody else."""

from tests.stores.codes.world import ANA, EVA, OTHER_CALL, World


def test_a_code_that_waits_is_void(small_world: World) -> None:
    """The right code is none any more; the next one is as good as any."""
    code = small_world.sent()
    small_world.codes.revoke("serfinansa", ANA)
    assert small_world.prove(code) == "CodeRefused none"
    small_world.clock.advance(60)
    assert small_world.prove(small_world.sent()) == "accepted"


def test_what_was_proven_is_void_in_every_call(small_world: World) -> None:
    """An attacker who has typed the code already, in whichever call, may not set a key any more."""
    effects = small_world.effect(), small_world.effect(OTHER_CALL, "restore")
    for effect in effects:
        code = small_world.sent(ANA, small_world.effect(effect.conversation, effect.procedure))
        assert small_world.prove(code, ANA, effect) == "accepted"
        small_world.clock.advance(60)
    assert all(small_world.codes.proven(effect, ANA) for effect in effects)
    small_world.codes.revoke("serfinansa", ANA)
    assert not any(small_world.codes.proven(effect, ANA) for effect in effects)


def test_others_keep_theirs(small_world: World) -> None:
    """Another customer's code, and one of another institution, are touched by no revocation."""
    code = small_world.sent(EVA)
    small_world.codes.revoke("serfinansa", ANA)
    small_world.codes.revoke("other", EVA)
    effect = small_world.effect()
    assert small_world.prove(code, EVA, effect) == "accepted"
    assert small_world.codes.proven(effect, EVA)


def test_a_code_sent_after_a_revocation_outlives_a_second_one_no_more_than_the_first(small_world: World) -> None:
    """Each revocation counts."""
    small_world.codes.revoke("serfinansa", ANA)
    code = small_world.sent()
    small_world.codes.revoke("serfinansa", ANA)
    assert small_world.prove(code) == "CodeRefused none"
