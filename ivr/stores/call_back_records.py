"""The facts of call-backs that ended, for reports: never a number in full."""

from dataclasses import dataclass

from ivr.agents.queue.call_back import CallBack
from ivr.security.masking import mask_phone
from ivr.stores.inserting import insert_once
from ivr.stores.records import Records
from ivr.stores.schema import CallBackRecord

SAME = ("id", "institution", "queue", "procedure", "handoff", "asked", "dialled", "reached", "tries", "outcome")


@dataclass(frozen=True)
class CallBackFacts:
    """`ivr.agents.queue.call_back.CallBackRecords` in the database. May raise Unavailable."""

    records: Records

    def save_call_back(self, call_back: CallBack) -> None:
        """Keep one that ended; the same again changes nothing."""
        facts = {name: getattr(call_back, name) for name in SAME}
        masked, ended = mask_phone(call_back.number), call_back.ended or call_back.asked
        with self.records.begin() as session:
            insert_once(session, CallBackRecord, **facts, number=masked, ended=ended, answered_by=call_back.call)
