"""A supervisor at her floor: what she sees, what she does, and what the audit says of it."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from ivr.agents.agent import AgentIdentity
from ivr.agents.handoff import Handoff
from ivr.stores.audit import chain
from ivr.stores.demo.staff import DemoStaff
from ivr.stores.desk_records import DeskRecords
from ivr.stores.schema import AuditRecord
from tests.web.office import LAURA, OSCAR, Answer, Browser, Office

LAURAS = "serfinansa.laura"


@dataclass
class Shift:
    """An office whose supervisor has signed in."""

    office: Office
    berta: Browser

    def view(self) -> Any:
        """Give what the page shows."""
        answer = self.berta.get("/floor/view")
        assert answer.status_code == 200, answer.text
        return answer.json

    def queue(self, queue: str = "claves") -> Any:
        """Give what is shown of a queue."""
        return next(each for each in self.view()["queues"] if each["id"] == queue)

    def agent(self, agent: str = LAURAS) -> Any:
        """Give what is shown of an agent."""
        return next(each for each in self.view()["agents"] if each["id"] == agent)

    def does(self, path: str, **body: object) -> Answer:
        """Press a button."""
        return self.berta.post(f"/floor/{path}", body)

    def refused(self, path: str, **body: object) -> tuple[int, str]:
        """Press a button that does nothing, and give the status and the word for it."""
        before, deeds = self.redis_state(), len(self.deeds())
        answer = self.does(path, **body)
        assert (self.redis_state(), len(self.deeds())) == (before, deeds)
        return answer.status_code, answer.json["code"]

    def redis_state(self) -> dict[str, Any]:
        """Give all that the floor of both institutions keeps, but the signs of life."""
        keys = [key for key in self.office.redis.scan_iter("ivr:{*") if not str(key).endswith((":seen", ":events"))]
        return {str(key): self.office.redis.dump(key) for key in sorted(map(str, keys))}

    def deeds(self) -> list[AuditRecord]:
        """Give what the audit says of the floor; the chain is whole."""
        with self.office.records.read() as session:
            assert chain.verify(session, "serfinansa") is None
            return list(session.scalars(select(AuditRecord).where(AuditRecord.channel == "floor")))

    def deed(self) -> tuple[str, str, str, dict[str, Any]]:
        """Give the last deed: its kind, who did it, to which agent, and the rest."""
        last = self.deeds()[-1]
        return last.kind, last.actor, last.agent, json.loads(last.detail)

    def seat(self, person: DemoStaff, institution: str = "serfinansa") -> AgentIdentity:
        """Have an agent take calls."""
        agent = self.office.identity(person, institution)
        self.office.scene.desk.heartbeat(agent)
        self.office.scene.desk.available(agent)
        return agent

    def waiting(self, line: str = "") -> Handoff:
        """Have somebody wait for agents who are there and take no calls."""
        self.office.scene.desk.heartbeat(self.office.identity(LAURA))
        self.office.scene.desk.heartbeat(self.office.identity(OSCAR, "other"))
        return self.office.scene.handoff(self.office.scene.caller(line))

    def again(self, handoff: Handoff) -> Handoff:
        """Give a handoff as it stands now."""
        return self.office.scene.again(handoff)

    def keep(self, handoff: Handoff) -> None:
        """Have the facts of an ended handoff in the records, as the service does."""
        DeskRecords(self.office.records, self.office.clock).save(self.again(handoff))
