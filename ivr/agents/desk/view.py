"""What an agent's page shows: their state, the caller offered, the call under way, and the one before."""

from dataclasses import dataclass, replace
from datetime import datetime

from ivr.agents.agent import Agent
from ivr.agents.checks.checklist import checklist_of, has_procedure, matched
from ivr.agents.checks.contact_change import ChangeState
from ivr.agents.desk.labels import label
from ivr.agents.desk.pause_view import PauseView, WrapUpView
from ivr.agents.handoff import Handoff, State
from ivr.agents.rights import actions
from ivr.agents.room.view import ConsultationView, RoomView, room_view
from ivr.institutions import Checklist, Institution


@dataclass(frozen=True, slots=True)
class OfferView:
    """A caller who is offered: `waited` in seconds, `lease` when the offer runs out.

    `transferred_by` is the colleague who gave the caller away, or "", and `transfer_note` what they wrote.
    `called_back`: we called, as they had asked by telephone (phone) or on a page (web).
    """

    handoff: str
    institution: str
    procedure: str
    document: str
    waited: int
    lease: datetime
    seconds_left: int
    transferred_by: str
    transfer_note: str
    called_back: str


@dataclass(frozen=True, slots=True)
class CheckView:
    """A question of the checklist; `result` is match, no_match, or nothing yet. The stored answer is not here."""

    question: str
    label: str
    kind: str
    result: str


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A kind of document that a caller may name, while nobody knows who they are."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A mobile for which a supervisor was asked: its mask, a word of `ChangeState`, who answered (a name), and why not.

    `code_sent` says that a code went there since it was registered.
    """

    state: str
    mobile: str
    asked: datetime
    by: str
    why: str
    code_sent: bool


@dataclass(frozen=True, slots=True)
class CallView:
    """The call under way. `mobile` is masked; `attempts_left` counts wrong answers of this customer, over all calls.

    `chosen` says that they came for a procedure, which ends in a code; `frozen` that key and contacts may not change.
    `code_sent` counts codes, `undelivered` says that nobody received the last one; `progress` holds words such as
    code_accepted; `actions` what may be done now. `second_approval`: a new mobile waits for a supervisor's yes, and
    `change` is the last one that was asked for.
    """

    handoff: str
    state: str
    institution: str
    procedure: str
    chosen: bool
    document: str
    documents: tuple[DocumentView, ...]
    name: str
    mobile: str
    frozen: bool
    checks: tuple[CheckView, ...]
    matched: int
    required: int
    stricter: int
    attempts_left: int
    code_sent: int
    undelivered: bool
    progress: tuple[str, ...]
    answered: datetime | None
    room: RoomView
    actions: tuple[str, ...]
    second_approval: bool = False
    change: ChangeView | None = None


@dataclass(frozen=True, slots=True)
class LastView:
    """How the last call ended."""

    handoff: str
    procedure: str
    document: str
    outcome: str
    ended: datetime | None


@dataclass(frozen=True, slots=True)
class DeskView:
    """All of an agent's page. `leaving`: after this call they take no more; `pause` names the reason, if any."""

    agent: str
    name: str
    institution: str
    state: str
    since: datetime | None
    leaving: bool
    pause: PauseView
    offer: OfferView | None
    call: CallView | None
    consultation: ConsultationView | None
    wrap_up: WrapUpView | None
    last: LastView | None
    waiting: int


def offer_view(institution: Institution, handoff: Handoff | None, now: datetime) -> OfferView | None:
    """Show an offer that still stands."""
    if handoff is None or handoff.state is not State.OFFERED or handoff.lease is None:
        return None
    return OfferView(
        handoff=handoff.id,
        institution=institution.name,
        procedure=label(institution, handoff),
        document=handoff.customer.masked if handoff.customer else "",
        waited=int((now - handoff.requested).total_seconds()),
        lease=handoff.lease,
        seconds_left=max(0, int((handoff.lease - now).total_seconds())),
        transferred_by=handoff.transferred_by,
        transfer_note=handoff.transfer_note,
        called_back=handoff.called_back,
    )


def call_view(institution: Institution, handoff: Handoff | None, attempts_left: int) -> CallView | None:
    """Show a call that the agent took."""
    if handoff is None or handoff.state in (State.WAITING, State.OFFERED, State.ENDED):
        return None
    call = _call(institution, handoff, attempts_left)
    return replace(call, second_approval=institution.contact_change_approval, change=_change(handoff))


def _call(institution: Institution, handoff: Handoff, attempts_left: int) -> CallView:
    customer, checklist = handoff.customer, checklist_of(institution, handoff)
    return CallView(
        handoff=handoff.id,
        state=handoff.state,
        institution=institution.name,
        procedure=label(institution, handoff),
        chosen=has_procedure(institution, handoff),
        document=customer.masked if customer else "",
        documents=_documents(institution, handoff),
        name=handoff.name,
        mobile=handoff.mobile,
        frozen=handoff.frozen,
        checks=_checks(checklist, handoff),
        matched=matched(handoff),
        required=checklist.required,
        stricter=checklist.stricter,
        attempts_left=attempts_left,
        code_sent=handoff.codes,
        undelivered=0 < handoff.codes == handoff.undelivered,
        progress=handoff.progress,
        answered=handoff.answered,
        room=room_view(handoff),
        actions=actions(institution, handoff),
    )


def _change(handoff: Handoff) -> ChangeView | None:
    """Show a change without the number itself, which is not for this page."""
    change = handoff.change
    if change is None:
        return None
    code_sent = change.state is ChangeState.DONE and handoff.codes > change.codes
    return ChangeView(change.state, change.mask, change.asked, change.by_name, change.why, code_sent)


def _documents(institution: Institution, handoff: Handoff) -> tuple[DocumentView, ...]:
    return () if handoff.customer else tuple(DocumentView(one.code, one.label) for one in institution.documents)


def _checks(checklist: Checklist, handoff: Handoff) -> tuple[CheckView, ...]:
    results, words = dict(handoff.checks), {True: "match", False: "no_match", None: ""}
    return tuple(CheckView(one.id, one.label, one.kind, words[results.get(one.id)]) for one in checklist.questions)


def last_view(institution: Institution, agent: Agent, handoff: Handoff | None) -> LastView | None:
    """Show how the agent's last call ended, if it was theirs to the end."""
    if handoff is None or handoff.state is not State.ENDED or handoff.agent != agent.id:
        return None
    document = handoff.customer.masked if handoff.customer else ""
    return LastView(handoff.id, label(institution, handoff), document, handoff.outcome, handoff.ended)
