"""A conference: who is in it, who hears whom, when it begins and what ends it."""

from dataclasses import dataclass, field

from ivr.sandbox.callbacks import StatusCallback
from ivr.sandbox.clock import Clock
from ivr.sandbox.ids import new_sid
from ivr.sandbox.leg import Leg
from ivr.sandbox.participant import Participant, Seat
from ivr.sandbox.recording import Recording
from ivr.sandbox.room_events import RoomEvents
from ivr.sandbox.signals import RoomChanged
from ivr.sandbox.webhook import Hook

HUNG_UP = "participant_hung_up"
UPDATED_BY_REST = "participant_updated_via_api"
MODERATOR_ENDED = "moderator_ended_conference"
ENDED_BY_REST = "conference_ended_via_api"
TWO = 2  # a conference starts with the second participant


@dataclass(eq=False)
class Room:
    """One conference. Its states: init (not started), in-progress, completed."""

    name: str
    account_sid: str
    clock: Clock
    events: RoomEvents
    max_participants: int = 250
    sid: str = field(default_factory=lambda: new_sid("CF"))
    status: str = "init"
    participants: dict[str, Participant] = field(default_factory=dict)
    recordings: list[Recording] = field(default_factory=list)
    created: float = 0.0
    updated: float = 0.0
    reason_ended: str = ""
    ended_by: str = ""
    record_from_start: bool = False
    recording_callback: StatusCallback = field(default_factory=StatusCallback)

    def __post_init__(self) -> None:
        """Note the moment."""
        self.created = self.updated = self.clock.now()

    @property
    def is_open(self) -> bool:
        """Say whether somebody may still join."""
        return self.status != "completed"

    def takes(self, seat: Seat) -> bool:
        """Say whether there is place, and whether the label is still free."""
        labels = {one.seat.label for one in self.participants.values() if one.seat.label}
        return self.is_open and len(self.participants) < self.max_participants and seat.label not in labels

    def join(self, leg: Leg, seat: Seat) -> Participant:
        """Let a call in; the second one starts the conference if anybody here may start it."""
        now = self.clock.now()
        participant = Participant(leg, self, seat, now, now)
        if seat.beep:
            self._sound("beep", but=leg)
        self.participants[leg.sid] = participant
        leg.participant = participant
        self.report("participant-join", participant)
        can_start = any(one.seat.starts_room for one in self.participants.values())
        if self.status == "init" and len(self.participants) >= TWO and can_start:
            self._start()
        return participant

    def _start(self) -> None:
        self.status = "in-progress"
        self.updated = self.clock.now()
        self.events.report("conference-start", self._params())
        if self.record_from_start:
            recording = Recording(self.updated, None, self.sid, "Conference", on_finish=self._report_recording)
            self.recordings.append(recording)
        self.changed()

    def leave(self, participant: Participant, reason: str) -> None:
        """Let a call out, for a reason as Twilio names it; its leaving may end the conference."""
        if self.participants.pop(participant.leg.sid, None) is None:
            return
        self.report("participant-leave", participant, ReasonParticipantLeft=reason)
        self.tell_out(participant)
        if participant.seat.ends_room and self.is_open:
            self.end("participant-with-end-conference-on-exit-left", MODERATOR_ENDED, participant)
        elif not self.participants and self.is_open:
            self.end("last-participant-left", HUNG_UP, participant)

    def end(self, why: str, reason: str, last: Participant | None = None) -> None:
        """End the conference: all are let out, recordings stop, and the end is reported."""
        self.status, self.reason_ended, self.updated = "completed", why, self.clock.now()
        self.ended_by = last.leg.sid if last else ""
        for participant in list(self.participants.values()):
            self.leave(participant, reason)
        for recording in self.recordings:
            recording.change("completed", self.updated)
        params = self._params() | {"ReasonConferenceEnded": why, "Reason": why.replace("-", " ")}
        if last:
            params |= {"CallSidEndingConference": last.leg.sid}
            params |= {"ParticipantLabelEndingConference": last.seat.label} if last.seat.label else {}
        self.events.report("conference-end", params)

    def press(self, participant: Participant, digit: str) -> None:
        """A key sounds in the room, even from one who is muted; only who is on hold neither sounds nor hears."""
        participant.leg.note("key", digit)
        if participant.seat.hold:
            return
        self._sound("heard-key", but=participant.leg, text=digit, only=participant.seat.coach)
        for recording in self.recordings:
            recording.hear(digit)

    def hears(self, listener: Participant) -> tuple[Participant, ...]:
        """Return whose voices reach somebody: held ones neither hear nor sound, a coach is heard by one alone."""
        if listener.seat.hold or listener.leg.sid not in self.participants:
            return ()
        others = (one for one in self.participants.values() if one is not listener)
        return tuple(one for one in others if one.is_heard and one.seat.coach in {"", listener.leg.sid})

    def speak(self, speaker: Participant, text: str) -> tuple[str, ...]:
        """Let somebody say something; return the SIDs of the calls that heard it, and let recordings hear it."""
        hearers = [one for one in self.participants.values() if speaker in self.hears(one)]
        for one in hearers:
            one.leg.note("heard-voice", text, by=speaker.leg.sid)
        if speaker.is_heard and not speaker.seat.coach:
            for recording in self.recordings:
                recording.hear_voice(text)
        return tuple(one.leg.sid for one in hearers)

    def _sound(self, kind: str, but: Leg, text: str = "", only: str = "") -> None:
        for other in self.participants.values():
            if other.leg is not but and not other.seat.hold and only in {"", other.leg.sid}:
                other.leg.note(kind, text, by=but.sid)

    def report(self, event: str, participant: Participant, **more: str) -> None:
        """Report what happened to one participant."""
        self.events.report(event, self._params() | participant.params() | more)

    def changed(self) -> None:
        """Let everybody inside look at what they should hear now."""
        for participant in self.participants.values():
            participant.leg.post(RoomChanged(self))

    def tell_out(self, participant: Participant) -> None:
        """Wake a call that may just have been let out."""
        participant.leg.post(RoomChanged(self))

    def find(self, name: str) -> Participant | None:
        """Return a participant by the SID of the call or by label."""
        by_label = (one for one in self.participants.values() if one.seat.label == name)
        return self.participants.get(name) or next(by_label, None)

    def _report_recording(self, recording: Recording) -> None:
        if self.recording_callback.wants("completed"):
            params = recording.params() | {"AccountSid": self.account_sid, "ConferenceSid": self.sid}
            callback = self.recording_callback
            self.events.courier.send(Hook(callback.url, params, callback.method))

    def _params(self) -> dict[str, str]:
        return {"ConferenceSid": self.sid, "FriendlyName": self.name, "AccountSid": self.account_sid}
