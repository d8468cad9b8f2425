"""All that scripts and agents need from outside, as Protocols: who implements them is decided in ivr/assembly.

Each method takes the `Effect` first: a script never passes it, the dialog engine does. Results and errors are
written into the journal, so they are `journal_value`s, strings, numbers or None, and subclasses of `Journaled`.
Any method may raise `Unavailable`. A repetition of the same `effect.idempotency_key` gives the first result again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar

from ivr.errors import Journaled
from ivr.values import AgentOnCall, CalledBack, Customer, Document, Effect, Sealed

SLOW: set[str] = set()
HARMLESS: set[str] = set()
Method = TypeVar("Method", bound=Callable[..., Any])


def slow(method: Method) -> Method:
    """Mark a method that may take longer than a caller should hear nothing: a sentence now, its result next turn."""
    SLOW.add(method.__qualname__)
    return method


def is_slow(name: str) -> bool:
    """Say whether `Port.method` was marked slow."""
    return name in SLOW


def harmless(method: Method) -> Method:
    """Mark a method that changes nothing outside: a caller may go back to the question before it."""
    HARMLESS.add(method.__qualname__)
    return method


def is_harmless(name: str) -> bool:
    """Say whether `Port.method` was marked harmless."""
    return name in HARMLESS


class Clock(Protocol):
    """The time, as a port, so that tests can move it and a replay can repeat it."""

    def now(self) -> datetime:
        """Give the instant, aware, in UTC."""


class Customers(Protocol):
    """The customers of the institution."""

    def identify(self, effect: Effect, document: Document) -> Customer:
        """Give whom the document names; an unknown one gets a steady decoy after the same work.

        Raises LimitReached when this caller number has tried too many documents today.
        """

    def confirm_mobile(self, effect: Effect, customer: Customer, mobile: str) -> None:
        """Hold a mobile that was typed (ten digits) against the registered one; another one counts as a failure.

        Raises MobileDiffers, also for an unknown customer and for one without a mobile; LimitReached.
        """


class Codes(Protocol):
    """Security codes by SMS or e-mail, as the institution's table says."""

    @slow
    def send(self, effect: Effect, customer: Customer, by: str = "") -> str:
        """Send a code to the registered mobile or e-mail; `by` is sms or email where the customer chose.

        Give the mask of where it went, as "•••• 4567" or "jh*****@example.co" (a decoy for an unknown customer).
        Raises LimitReached, NoMobile.
        """

    @slow
    def send_unnamed(self, effect: Effect, customer: Customer) -> None:
        """Send a code like `send`, and tell nobody where, nor that it goes nowhere. Raises LimitReached."""

    def prove(self, effect: Effect, customer: Customer, code: Sealed) -> None:
        """Use up the code of this conversation and procedure. Raises CodeRefused, LimitReached."""


class Keys(Protocol):
    """The customers' keys: argon2id hashes, never a key in clear; `kind` is one of the institution's table."""

    def state(self, effect: Effect, customer: Customer, kind: str = "access") -> str:
        """Give none, active, temporary, expired (a temporary one) or blocked."""

    def confirm(self, effect: Effect, customer: Customer, key: Sealed, kind: str = "access") -> None:
        """Check the current key. Raises KeyWrong, KeyExpired, LimitReached (the key is then blocked)."""

    @harmless
    def examine(self, effect: Effect, customer: Customer, key: Sealed, kind: str = "access") -> None:
        """Hold a new key against the policy; nothing is set. Raises KeyRefused; CodeRefused like `replace`."""

    @slow
    def replace(self, effect: Effect, customer: Customer, key: Sealed, kind: str = "access") -> None:
        """Set the key; in the same transaction the history, the audit, and a notice owed to every contact.

        Raises KeyRefused, LimitReached; CodeRefused for a customer whose code was not proven in this conversation.
        """


class Unfinished(Protocol):
    """What a caller number came for and did not finish a moment ago: never who they are, nor what they proved."""

    def procedure(self, effect: Effect) -> str:
        """Give the procedure of a call that broke off within the last minutes, or nothing."""


class Announcements(Protocol):
    """What every caller hears before the menu, because a supervisor says so."""

    def current(self, effect: Effect) -> str:
        """Give the prompt that is said now, or `<prompt>:<text>` for a text of the supervisor's own; or nothing."""


class Handoffs(Protocol):
    """A caller's way to an agent and back."""

    def request(self, effect: Effect, queue: str, about: Customer | None, front: int) -> str:
        """Put the caller into the queue (`front` 1: first) and give the handoff. Raises QueueClosed, QueueFull."""

    @harmless
    def reachable(self, effect: Effect, queue: str) -> None:
        """Tell before anything is typed whether an agent of this queue can be reached. Raises QueueClosed."""

    def back(self, effect: Effect, agent: AgentOnCall) -> str:
        """Lead the caller back to the same agent and give the handoff's identifier. Raises AgentLost."""

    def named(self, effect: Effect, agent: AgentOnCall) -> Customer:
        """Give whom the agent found the caller to be, who could not type a document."""

    @slow
    def enter_capsule(self, effect: Effect, agent: AgentOnCall) -> None:
        """Confirm that nobody can hear the caller's keys. Raises CapsuleFailed: then nothing secret is asked."""

    def leave_capsule(self, effect: Effect, agent: AgentOnCall) -> None:
        """Say that nothing secret is being typed any more."""

    def tell(self, effect: Effect, agent: AgentOnCall, progress: str) -> None:
        """Show the agent how far the caller is: a word such as code_accepted or key_set, never a digit."""


class CallBacks(Protocol):
    """A place in the queue that is kept until we call."""

    def number(self, effect: Effect) -> str:
        """Give the ten digits of the caller's own number, or nothing when it cannot be called."""

    def ask(self, effect: Effect, queue: str, number: str) -> str:
        """Keep the caller's place for a call to this number (ten digits) and give the call-back's identifier.

        Raises CallBackRefused, LimitReached.
        """

    def accept(self, effect: Effect) -> CalledBack:
        """Say that the customer is there: their place is at the front now. Raises CallBackRefused."""

    def decline(self, effect: Effect) -> None:
        """Say that the customer does not want it any more."""


@dataclass(frozen=True, slots=True)
class Participant:
    """A leg in a room: its CallSid, its label (caller, agent ...), whether it is held or muted, and whom it coaches.

    `coaches` is the CallSid of the only leg that hears this one, or "" for a leg that everybody hears.
    """

    call: str
    label: str
    held: bool
    muted: bool
    coaches: str = ""


class Switchboard(Protocol):
    """The telephone network's commands (Twilio's REST). Every method raises Unavailable when the network does not
    answer within 3 seconds, and SwitchboardRefused when it answers with an error (`code` is Twilio's).

    URLs are paths of ours such as "/voice/turn/3?token=..."; the adapter puts PUBLIC_URL before them.
    """

    def dial(self, to: str, from_: str, url: str, status_url: str, timeout: int) -> str:
        """Call a telephone number or a `client:` identity and give the new CallSid; `timeout` in seconds."""

    def redirect(self, call: str, url: str) -> None:
        """Have a live call fetch other TwiML now. It leaves its queue or room."""

    def hang_up(self, call: str) -> None:
        """End a call; one that has ended already is left alone."""

    def status(self, call: str) -> str:
        """Give the network's word: queued, ringing, in-progress, completed, busy, failed, no-answer, canceled."""

    def live_calls(self) -> tuple[str, ...]:
        """Give the CallSid of every call in progress."""

    def queued(self, queue: str) -> tuple[str, ...]:
        """Give the CallSid of every call that waits in a queue of the network, by the queue's name; longest first."""

    def participants(self, room: str) -> tuple[Participant, ...]:
        """Give who is in the room (a conference's friendly name); nobody when there is no such room in progress."""

    def hold(self, room: str, call: str, *, held: bool, url: str = "") -> None:
        """Park a participant, or fetch them back; they hear the document at `url`, a path of ours, or some music."""

    def mute(self, room: str, call: str, *, muted: bool) -> None:
        """Let nobody hear what a participant says, or everybody again; keys still sound."""

    def coach(self, room: str, call: str, whom: str) -> None:
        """Let only the participant `whom` hear what `call` says, or with "" everybody."""

    def announce(self, room: str, call: str, url: str) -> None:
        """Have one participant hear the document at `url`, a path of ours, and then the room again."""

    def remove(self, room: str, call: str) -> None:
        """Put a participant out of the room."""

    def pause_recording(self, room: str) -> None:
        """Pause every recording of the room; gaps are skipped. Nothing happens when none runs."""

    def resume_recording(self, room: str) -> None:
        """Go on recording where it was paused."""

    def send_message(self, to: str, body: str, status_url: str) -> str:
        """Send an SMS and give its MessageSid."""

    def sent_messages(self, to: str, body: str, since: datetime) -> tuple[str, ...]:
        """Give the MessageSids of what went to this number with this text since then, as far as the network lists."""


class Conversations(Protocol):
    """What agents may do to a caller's conversation; implemented by ivr.conversation.

    Each writes an answer by compare-and-set and gives the path of the turn that fetches what comes next: the caller of
    this method then has the switchboard redirect the call there.
    """

    def answer(self, call: str, handoff: str, outcome: AgentOnCall | Journaled) -> str:
        """Answer the wait for this handoff: an AgentOnCall sends the caller to the keypad, an error ends the transfer.

        Raises ConflictError when the call does not wait for this handoff (any more).
        """

    def take_back(self, call: str) -> str:
        """Interrupt the question that waits in the capsule with TakenBack. Raises ConflictError when none waits."""
