"""Commands to the telephone network over Twilio's REST: dial, redirect, hold, put out of a room, send a message."""

from datetime import datetime
from typing import Any

from ivr.errors import SwitchboardRefused
from ivr.ports import Participant
from ivr.telephony.patience import RETRIED
from ivr.telephony.recipients import require_mobile
from ivr.telephony.switchboard_client import USUAL, Account, Patience, connect, own_errors

NO_SUCH_THING = 20404
CALL_IS_OVER = 21220
LOOK_BACK = 50  # messages to one number, the newest first
DIAL_EVENTS = ["answered", "completed"]


class TwilioSwitchboard:
    """`ivr.ports.Switchboard` with the official client; `public_url` is put before every path of ours.

    A room is asked for by its name each time: the network gives a name that was empty a new identifier.
    """

    def __init__(self, account: Account, public_url: str, patience: Patience = USUAL) -> None:
        self._account, self._public_url = account, public_url.rstrip("/")
        self._api = connect(account, patience).api.v2010.account

    def dial(self, to: str, from_: str, url: str, status_url: str, timeout: int) -> str:
        """Call somebody; how the call fares is told to `status_url` (answered, and whatever ends it)."""
        with own_errors():
            call = self._api.calls.create(
                to=to,
                from_=from_,
                url=self._url(url),
                status_callback=self._url(status_url),
                status_callback_event=DIAL_EVENTS,
                timeout=timeout,
            )
            return str(call.sid)

    def redirect(self, call: str, url: str) -> None:
        """Have a live call fetch other TwiML now."""
        with own_errors():
            self._api.calls(call).update(url=self._url(url), method="POST")

    def hang_up(self, call: str) -> None:
        """End a call."""
        try:
            with own_errors():
                self._api.calls(call).update(status="completed")
        except SwitchboardRefused as refusal:
            if refusal.code != CALL_IS_OVER:
                raise

    def status(self, call: str) -> str:
        """Give the network's word for how the call stands."""
        with own_errors():
            return str(self._api.calls(call).fetch().status)

    def live_calls(self) -> tuple[str, ...]:
        """Give the CallSid of every call in progress."""
        with own_errors():
            return tuple(str(call.sid) for call in self._api.calls.list(status="in-progress", page_size=1000))

    def queued(self, queue: str) -> tuple[str, ...]:
        """Give every call that waits in a queue of the network."""
        with own_errors():
            return tuple(
                str(member.call_sid)
                for found in self._api.queues.list(page_size=1000)
                if found.friendly_name == queue
                for member in found.members.list()
            )

    def participants(self, room: str) -> tuple[Participant, ...]:
        """Give who is in the room."""
        with own_errors():
            return tuple(
                _participant(one) for conference in self._conferences(room) for one in conference.participants.list()
            )

    def hold(self, room: str, call: str, *, held: bool, url: str = "") -> None:
        """Park a participant, who hears the document at `url` or the network's music, or fetch them back."""
        heard = {"hold_url": self._url(url), "hold_method": "POST"} if url else {}
        with own_errors():
            self._participant(room, call).update(hold=held, **heard)

    def mute(self, room: str, call: str, *, muted: bool) -> None:
        """Silence what a participant says, or not; the network answers when it is so."""
        with own_errors():
            self._participant(room, call).update(muted=muted)

    def coach(self, room: str, call: str, whom: str) -> None:
        """Let only `whom` hear a participant, or everybody."""
        change = {"coaching": True, "call_sid_to_coach": whom} if whom else {"coaching": False}
        with own_errors():
            self._participant(room, call).update(**change)

    def announce(self, room: str, call: str, url: str) -> None:
        """Have one participant hear a document."""
        with own_errors():
            self._participant(room, call).update(announce_url=self._url(url), announce_method="POST")

    def remove(self, room: str, call: str) -> None:
        """Put a participant out of the room."""
        with own_errors():
            self._participant(room, call).delete()

    def pause_recording(self, room: str) -> None:
        """Pause every recording of the room; a gap is skipped, not filled with silence."""
        self._change_recordings(room, "in-progress", status="paused", pause_behavior="skip")

    def resume_recording(self, room: str) -> None:
        """Go on recording."""
        self._change_recordings(room, "paused", status="in-progress")

    def send_message(self, to: str, body: str, status_url: str) -> str:
        """Send an SMS to a Colombian mobile."""
        require_mobile(to)
        service = self._account.sender.startswith("MG")
        sender = {"messaging_service_sid" if service else "from_": self._account.sender}
        with own_errors():
            sent = self._api.messages.create(to=to, body=body, status_callback=self._url(status_url), **sender)
            return str(sent.sid)

    def sent_messages(self, to: str, body: str, since: datetime) -> tuple[str, ...]:
        """Give the MessageSids of what went to this number with this very text, oldest first: was it sent?"""
        with own_errors():
            listed = self._api.messages.list(to=to, limit=LOOK_BACK)
            return tuple(str(one.sid) for one in reversed(listed) if one.body == body and one.date_created >= since)

    def _url(self, path: str) -> str:
        return self._public_url + path + RETRIED

    def _conferences(self, room: str) -> list[Any]:
        """Give the room while it lives: one person alone in it is `init`, and it is `completed` when all have left."""
        return [one for one in self._api.conferences.list(friendly_name=room, limit=20) if one.status != "completed"]

    def _participant(self, room: str, call: str) -> Any:
        conferences = self._conferences(room)
        if not conferences:
            raise SwitchboardRefused(NO_SUCH_THING, "no such room in progress")
        return self._api.conferences(conferences[0].sid).participants(call)

    def _change_recordings(self, room: str, now: str, **change: str) -> None:
        with own_errors():
            for conference in self._conferences(room):
                for recording in conference.recordings.list():
                    if recording.status == now:
                        recording.update(**change)


def _participant(one: Any) -> Participant:
    coaches = str(one.call_sid_to_coach or "") if one.coaching else ""
    return Participant(str(one.call_sid), str(one.label or ""), bool(one.hold), bool(one.muted), coaches)
