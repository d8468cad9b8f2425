"""The facts of call-backs that ended, for reports: never a number in full."""

from dataclasses import dataclass

from ivr.agents.queue.call_back import CallBack, Ending
from ivr.security.masking import mask_phone
from ivr.stores.inserting import insert_once
from ivr.stores.limits import events as limit_events
from ivr.stores.limits.page_call_backs import declined_by
from ivr.stores.records import Records
from ivr.stores.schema import CallBackRecord
from ivr.values import Channel

SAME = ("id", "institution", "queue", "procedure", "handoff", "asked", "dialled", "reached", "tries", "outcome")


@dataclass(frozen=True)
class CallBackFacts:
    """`ivr.agents.queue.call_back.CallBackRecords` in the database. May raise Unavailable."""

    records: Records

    def save_call_back(self, call_back: CallBack) -> None:
        """Keep one that ended; the same again changes nothing.

        Pages do not have a number called again for a while where whoever answered did not want it.
        """
        facts = {name: getattr(call_back, name) for name in SAME}
        masked, ended = mask_phone(call_back.number), call_back.ended or call_back.asked
        with self.records.begin() as session:
            new = insert_once(session, CallBackRecord, **facts, number=masked, ended=ended, answered_by=call_back.call)
            if new and (call_back.channel, call_back.outcome) == (Channel.WEB, Ending.DECLINED):
                limit_events.add(session, declined_by(call_back.institution, call_back.number), ended)
