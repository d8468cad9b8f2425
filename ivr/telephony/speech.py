"""Sentences become sounds: a recording is played, a text spoken by the institution's voice, slower where asked for."""

from collections.abc import Iterable
from dataclasses import dataclass

from twilio.twiml.voice_response import Gather, VoiceResponse
from twilio.twiml.voice_response import Say as SayVerb

from ivr.dialog import Say
from ivr.institutions import Institution
from ivr.prompts import Prompts, Recording


@dataclass(frozen=True, slots=True)
class Speech:
    """Says prompts of any institution; recordings are fetched from `/prompts/` below `public_url`."""

    prompts: Prompts
    public_url: str

    def say(
        self, into: VoiceResponse | Gather, institution: Institution, sentences: Iterable[Say], *, slow: bool = False
    ) -> None:
        """Put sentences into a verb. Raises ScriptError for an unknown prompt or a missing value."""
        for sentence in sentences:
            pieces = self.prompts.pieces(
                institution.id, institution.language, sentence.prompt, dict(sentence.variables), slow=slow
            )
            for piece in pieces:
                if isinstance(piece, Recording):
                    into.play(f"{self.public_url}/prompts/{piece.path}")
                else:
                    into.append(_spoken(institution, piece.text, slow=slow))


def _spoken(institution: Institution, text: str, *, slow: bool) -> SayVerb:
    voice = institution.voice
    if not slow:
        return SayVerb(text, voice=voice.name, language=voice.language)
    verb = SayVerb(voice=voice.name, language=voice.language)
    verb.prosody(text, rate=f"{voice.slow_rate}%")
    return verb
