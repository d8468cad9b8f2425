"""A telephone network in memory, for tests: calls, rooms, recordings and messages that do what they are told."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count

from ivr.errors import SwitchboardRefused
from ivr.ports import Clock, Participant
from ivr.telephony.recipients import require_mobile

NO_SUCH_THING = 20404
CALL_IS_OVER = 21220
NOBODY_TO_COACH = 16025
LIVE = {"queued", "ringing", "in-progress"}


@dataclass(frozen=True, slots=True)
class Command:
    """Something that the network was told: the method's name and what it was given."""

    name: str
    given: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TextMessage:
    """A text message that was taken."""

    sid: str
    to: str
    body: str
    at: datetime


@dataclass
class Room:
    """A conference: who is in it, and how its recording stands ("" when there is none)."""

    inside: dict[str, Participant] = field(default_factory=dict)
    recording: str = ""


class MemorySwitchboard:
    """`ivr.ports.Switchboard` without a network.

    Tests place calls (`place_call`), let them join rooms (`join`, `leave`) and have commands fail (`fail_next`). What
    was told is in `commands`; calls that were sent elsewhere are in `redirected`, the newest URL of each.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._numbers = count(1)
        self._faults: dict[str, list[Exception]] = {}
        self.answers: Callable[[str], str] = lambda _to: "in-progress"
        self.calls: dict[str, str] = {}
        self.rooms: dict[str, Room] = {}
        self.redirected: dict[str, str] = {}
        self.queues: dict[str, list[str]] = {}
        self.messages: list[TextMessage] = []
        self.commands: list[Command] = []
        self.announced: list[tuple[str, str]] = []

    def place_call(self, status: str = "in-progress") -> str:
        """Let somebody call in; give the CallSid."""
        sid = f"CA{next(self._numbers):032x}"
        self.calls[sid] = status
        return sid

    def join(
        self, room: str, call: str, label: str, *, recorded: bool = False, muted: bool = False, coaches: str = ""
    ) -> None:
        """Let a call enter a room, as its TwiML would."""
        entered = self.rooms.setdefault(room, Room(recording="in-progress" if recorded else ""))
        entered.inside[call] = Participant(call, label, held=False, muted=muted, coaches=coaches)

    def hears(self, room: str, call: str) -> frozenset[str]:
        """Give whose voices somebody in a room hears now; nobody is heard by, or hears, who is held."""
        inside = self.rooms[room].inside if room in self.rooms else {}
        if call not in inside or inside[call].held:
            return frozenset()
        others = (one for one in inside.values() if one.call != call and not (one.held or one.muted))
        return frozenset(one.call for one in others if one.coaches in ("", call))

    def leave(self, call: str) -> None:
        """Take a call out of its room; an empty room is over."""
        for room in self.rooms.values():
            room.inside.pop(call, None)
        self.rooms = {name: room for name, room in self.rooms.items() if room.inside}

    def fail_next(self, name: str, error: Exception, times: int = 1) -> None:
        """Have the next commands of this name fail."""
        self._faults.setdefault(name, []).extend([error] * times)

    def dial(self, to: str, from_: str, url: str, status_url: str, timeout: int) -> str:
        """Call somebody; `answers` decides how the call stands at once."""
        with self._command("dial", to, from_, url, status_url, str(timeout)):
            return self.place_call(self.answers(to))

    def redirect(self, call: str, url: str) -> None:
        """Send a live call elsewhere: out of its room, to what this URL says."""
        with self._command("redirect", call, url):
            self._require_live(call)
            self.leave(call)
            self.queues = {name: [one for one in waiting if one != call] for name, waiting in self.queues.items()}
            self.redirected[call] = url

    def hang_up(self, call: str) -> None:
        """End a call."""
        with self._command("hang_up", call):
            if self._known(call) in LIVE:
                self.calls[call] = "completed"
                self.leave(call)

    def status(self, call: str) -> str:
        """Give how the call stands."""
        with self._command("status", call):
            return self._known(call)

    def live_calls(self) -> tuple[str, ...]:
        """Give the CallSid of every call in progress."""
        with self._command("live_calls"):
            return tuple(call for call, status in self.calls.items() if status == "in-progress")

    def queued(self, queue: str) -> tuple[str, ...]:
        """Give every call that waits in a queue of the network."""
        with self._command("queued", queue):
            return tuple(call for call in self.queues.get(queue, ()) if self.calls.get(call) == "in-progress")

    def participants(self, room: str) -> tuple[Participant, ...]:
        """Give who is in the room."""
        with self._command("participants", room):
            return tuple(self.rooms[room].inside.values()) if room in self.rooms else ()

    def hold(self, room: str, call: str, *, held: bool, url: str = "") -> None:
        """Park a participant, or fetch them back."""
        with self._command("hold", room, call, str(held), url):
            inside = self._inside(room, call)
            inside[call] = replace(inside[call], held=held)

    def mute(self, room: str, call: str, *, muted: bool) -> None:
        """Silence what a participant says, or not."""
        with self._command("mute", room, call, str(muted)):
            inside = self._inside(room, call)
            inside[call] = replace(inside[call], muted=muted)

    def coach(self, room: str, call: str, whom: str) -> None:
        """Let only `whom` hear a participant, or everybody; a coached one must be in the room."""
        with self._command("coach", room, call, whom):
            inside = self._inside(room, call)
            if whom and whom not in inside:
                raise SwitchboardRefused(NOBODY_TO_COACH, "who is to be coached is not in the room")
            inside[call] = replace(inside[call], coaches=whom)

    def announce(self, room: str, call: str, url: str) -> None:
        """Have one participant hear a document; who heard what is in `announced`."""
        with self._command("announce", room, call, url):
            self._inside(room, call)
            self.announced.append((call, url))

    def remove(self, room: str, call: str) -> None:
        """Put a participant out of the room."""
        with self._command("remove", room, call):
            self._inside(room, call)
            self.leave(call)

    def pause_recording(self, room: str) -> None:
        """Pause the room's recording, if one runs."""
        with self._command("pause_recording", room):
            self._change_recording(room, "in-progress", "paused")

    def resume_recording(self, room: str) -> None:
        """Go on recording, if it was paused."""
        with self._command("resume_recording", room):
            self._change_recording(room, "paused", "in-progress")

    def send_message(self, to: str, body: str, status_url: str) -> str:
        """Take a text message."""
        require_mobile(to)
        with self._command("send_message", to, body, status_url):
            sid = f"SM{next(self._numbers):032x}"
            self.messages.append(TextMessage(sid, to, body, self._clock.now()))
            return sid

    def sent_messages(self, to: str, body: str, since: datetime) -> tuple[str, ...]:
        """Give the MessageSids of what went to this number with this text since then, oldest first."""
        with self._command("sent_messages", to, body):
            return tuple(m.sid for m in self.messages if (m.to, m.body) == (to, body) and m.at >= since)

    @contextmanager
    def _command(self, name: str, *given: str) -> Iterator[None]:
        self.commands.append(Command(name, given))
        if self._faults.get(name):
            raise self._faults[name].pop(0)
        yield

    def _known(self, call: str) -> str:
        if call not in self.calls:
            raise SwitchboardRefused(NO_SUCH_THING, "no such call")
        return self.calls[call]

    def _require_live(self, call: str) -> None:
        if self._known(call) not in LIVE:
            raise SwitchboardRefused(CALL_IS_OVER, "the call is over")

    def _inside(self, room: str, call: str) -> dict[str, Participant]:
        if room not in self.rooms or call not in self.rooms[room].inside:
            raise SwitchboardRefused(NO_SUCH_THING, "not in the room")
        return self.rooms[room].inside

    def _change_recording(self, room: str, now: str, then: str) -> None:
        if room in self.rooms and self.rooms[room].recording == now:
            self.rooms[room].recording = then
