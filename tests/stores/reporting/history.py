"""Some days of an institution, written into the records as they happen: calls and visits with all that they leave."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from sqlalchemy.orm import Session

from ivr.reports.facts import MILLISECOND
from ivr.stores.audit import chain
from ivr.stores.schema import AgentIntervalRecord, CallRecord, HandoffRecord, TurnRecord, VisitRecord

QUEUES = {"restore": "claves", "activate": "claves", "help_from_agent": "general"}
AGENTS = ("laura", "pablo", "rosa")
OUTCOMES = ("hung_up", "left", "closed", "call_back", "replaced")
STEPS = ("menu_main", "menu_consultas", "document_number", "document_confirm")


@dataclass
class History:
    """Makes calls at random, always the same ones for a seed; keeps what it wrote, for whoever counts it again."""

    institution: str
    seed: int = 1917
    calls: list[CallRecord] = field(default_factory=list)
    handoffs: list[HandoffRecord] = field(default_factory=list)
    turns: list[TurnRecord] = field(default_factory=list)
    intervals: list[AgentIntervalRecord] = field(default_factory=list)
    deeds: list[tuple[str, str]] = field(default_factory=list)
    visits: list[VisitRecord] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.random, self.on_pages = Random(self.seed), Random(self.seed)

    def agent(self) -> str:
        """Give somebody who answers."""
        return f"{self.institution}.{self.random.choice(AGENTS)}"

    def day(self, session: Session, begin: datetime, calls: int) -> None:
        """Write one day of so many calls, and an hour of each agent's states."""
        for _ in range(calls):
            self.call(session, begin + timedelta(milliseconds=self.random.randrange(86_400_000)))
        for call in self.calls[-calls::2]:
            if call.procedure in {"restore", "activate"}:
                self.crossing(session, call)
        for _ in range(calls // 4):
            self.visit(session, begin + timedelta(milliseconds=self.on_pages.randrange(86_400_000)))
        for name in AGENTS:
            self._states(session, f"{self.institution}.{name}", begin)
        session.flush()

    def call(self, session: Session, started: datetime) -> None:
        """Write one call and all that came of it."""
        sid = f"CA{self.random.getrandbits(128):032x}"
        procedure = self.random.choice(("restore", "restore", "activate", "help_from_agent", ""))
        finished = self.random.random() < 0.6
        record = CallRecord(
            sid=sid,
            institution=self.institution,
            line="+5718000510513",
            caller_number="+573001234567",
            version=self.random.choice(("v1", "v2")),
            procedure=procedure,
            started=started,
            ended=started + timedelta(minutes=30),
            outcome="finished" if finished else "unfinished",
            ended_by="hang_up",
        )
        self.calls.append(record)
        session.add(record)
        handoff = self._handoff(session, record) if procedure and self.random.random() < 0.9 else None
        self._turns(session, record, handoff)
        if handoff is not None and procedure != "help_from_agent":
            self._deeds(session, record, handoff)

    def visit(self, session: Session, started: datetime) -> None:
        """Write one visit of a page: its form, and sometimes a code and a key."""
        name, procedure = f"WV{self.on_pages.getrandbits(128):032x}", self.on_pages.choice(("activate", "change"))
        deeds = ("code_sent", "code_accepted", "key_replaced")[: self.on_pages.randrange(4)]
        outcome = "done" if len(deeds) == 3 else self.on_pages.choice(("left_page", "by_telephone", "done", ""))
        self._page(session, name, ("web", procedure), started, outcome)
        self._turn(session, name, 0, ("document_number", "wrong"), started)
        end = ("document_number", "hang_up") if outcome == "left_page" else ("document_number", "answer")
        self._turn(session, name, 1, end, started)
        self._deeds_of(session, (name, procedure), deeds, started)

    def crossing(self, session: Session, call: CallRecord) -> None:
        """Have a call go over to a page, and perhaps come back."""
        outcome = self.on_pages.choice(("came_back", "taken_back", "done", "left_page"))
        self._page(session, call.sid, ("phone", call.procedure), call.started, outcome)
        end = {"taken_back": "PageLeft_unopened", "left_page": "hang_up"}.get(outcome, "nothing")
        self._turn(session, call.sid, 90, ("to_web", end), call.started)

    def _page(self, session: Session, name: str, of: tuple[str, str], started: datetime, outcome: str) -> None:
        opened = outcome not in {"taken_back", "left_page"}
        record = VisitRecord(
            id=name,
            institution=self.institution,
            version="v1",
            began_on=of[0],
            procedure=of[1],
            started=started,
            linked=started if of[0] == "phone" else None,
            opened=started if of[0] == "phone" and opened else None,
            ended=started + timedelta(minutes=10) if outcome else None,
            outcome=outcome,
        )
        self.visits.append(record)
        session.add(record)

    def _turn(self, session: Session, name: str, number: int, heard: tuple[str, str], at: datetime) -> None:
        of = {"institution": self.institution, "call": name, "channel": "web", "milliseconds": 3, "at": at}
        turn = TurnRecord(entry=f"{name}:{number}", turn=number, step=heard[0], kind=heard[1], **of)
        self.turns.append(turn)
        session.add(turn)

    def _handoff(self, session: Session, call: CallRecord) -> HandoffRecord:
        requested = call.started + timedelta(milliseconds=self.random.randrange(60_000))
        wait = timedelta(milliseconds=self.random.choice((4_000, 5_000, 20_000, self.random.randrange(200_000))))
        answered = self.random.random() < 0.7
        times = [self.random.randrange(300_000) if answered else 0 for _ in range(4)]
        record = HandoffRecord(
            id=f"{self.institution}.{self.random.getrandbits(64):016x}",
            institution=self.institution,
            call=call.sid,
            queue=QUEUES[call.procedure],
            procedure=call.procedure,
            agent=self.agent() if answered else "",
            customer="customer-1" if call.procedure != "help_from_agent" else "",
            requested=requested,
            answered=requested + wait if answered else None,
            ended=requested + wait + sum(times[:3]) * MILLISECOND,
            outcome=self.random.choice(("key_set", "finished", "not_confirmed")) if answered else self._end(),
            matched=self.random.randrange(6) if answered else 0,
            mismatched=0,
            talked=times[0],
            held=times[1],
            in_capsule=times[2],
            wrapping=times[3],
            promised_at=requested if self.random.random() < 0.5 else None,
            promised_from=1,
            promised_to=2,
        )
        self.handoffs.append(record)
        session.add(record)
        return record

    def _end(self) -> str:
        return self.random.choice(OUTCOMES)

    def _turns(self, session: Session, call: CallRecord, handoff: HandoffRecord | None) -> None:
        steps = [(step, self.random.choice(("answer", "answer", "silence", "exhausted", "back"))) for step in STEPS]
        if handoff is not None:
            steps.append((handoff.id, "AgentOnCall" if handoff.answered else "hang_up"))
        steps += [("", "nothing"), ("menu_main", "hang_up")]
        for number, (step, kind) in enumerate(steps):
            at = call.started + timedelta(seconds=number)
            entry, heard = f"{call.sid}:{number}", {"step": step, "kind": kind}
            of = {"institution": self.institution, "call": call.sid}
            turn = TurnRecord(entry=entry, turn=number, milliseconds=3, at=at, **of, **heard)
            self.turns.append(turn)
            session.add(turn)

    def _deeds(self, session: Session, call: CallRecord, handoff: HandoffRecord) -> None:
        kinds = ("code_sent", "code_accepted", "key_replaced")[: self.random.randrange(4)] if handoff.answered else ()
        at = handoff.ended or call.started
        self._deeds_of(session, (call.sid, call.procedure), kinds, at, agent=handoff.agent)

    def _deeds_of(
        self, session: Session, of: tuple[str, str], kinds: tuple[str, ...], at: datetime, *, agent: str | None = None
    ) -> None:
        """Write what the audit says of a conversation and its procedure: of a page where there is no agent (None)."""
        name, procedure = of
        channel = "web" if agent is None else "phone"
        for kind in kinds:
            detail = {"procedure": procedure, "conversation": name}
            deed = {"actor": "customer", "subject": "customer-1", "agent": agent or "", "channel": channel}
            chain.append(session, self.institution, kind, at=at, detail=detail, **deed)
            self.deeds.append((name, kind))

    def _states(self, session: Session, agent: str, begin: datetime) -> None:
        instant = begin + timedelta(hours=8)
        for number, state in enumerate(("available", "busy", "not_ready", "available", "offline")):
            until = instant + timedelta(milliseconds=self.random.randrange(3_000_000))
            record = AgentIntervalRecord(
                entry=f"{agent}:{begin:%m%d}:{number}",
                institution=self.institution,
                agent=agent,
                state=state,
                reason="break" if state == "not_ready" else "",
                handoff="",
                since=instant,
                until=until,
            )
            instant = until
            self.intervals.append(record)
            session.add(record)
