"""All tables of the records, in one place to import them from."""

from ivr.stores.schema.agents import AgentIntervalRecord
from ivr.stores.schema.audit import AuditHeadRecord, AuditRecord, EffectRecord, LimitEventRecord
from ivr.stores.schema.base import Base, UtcDateTime
from ivr.stores.schema.branch import AttendanceRecord, BranchRequestRecord
from ivr.stores.schema.calls import CallBackRecord, CallRecord, HandoffRecord, TurnRecord
from ivr.stores.schema.companies import CompanyUserRecord
from ivr.stores.schema.customers import ContactRecord, CustomerRecord, KeyHistoryRecord, KeyRecord, KeyTriesRecord
from ivr.stores.schema.links import LinkRecord
from ivr.stores.schema.messages import MessageEventRecord, MessageRecord
from ivr.stores.schema.products import ProductRecord
from ivr.stores.schema.recognitions import RecognitionRecord
from ivr.stores.schema.reporting import (
    AgentCountRecord,
    CountedDayRecord,
    CrossingCountRecord,
    FunnelCountRecord,
    QueueCountRecord,
    StateCountRecord,
    StepCountRecord,
    VisitCountRecord,
)
from ivr.stores.schema.screens import ScreenRecord
from ivr.stores.schema.staff import LookRecord, StaffRecord
from ivr.stores.schema.visits import VisitRecord

__all__ = [
    "AgentCountRecord",
    "AgentIntervalRecord",
    "AttendanceRecord",
    "AuditHeadRecord",
    "AuditRecord",
    "Base",
    "BranchRequestRecord",
    "CallBackRecord",
    "CallRecord",
    "CompanyUserRecord",
    "ContactRecord",
    "CountedDayRecord",
    "CrossingCountRecord",
    "CustomerRecord",
    "EffectRecord",
    "FunnelCountRecord",
    "HandoffRecord",
    "KeyHistoryRecord",
    "KeyRecord",
    "KeyTriesRecord",
    "LimitEventRecord",
    "LinkRecord",
    "LookRecord",
    "MessageEventRecord",
    "MessageRecord",
    "ProductRecord",
    "QueueCountRecord",
    "RecognitionRecord",
    "ScreenRecord",
    "StaffRecord",
    "StateCountRecord",
    "StepCountRecord",
    "TurnRecord",
    "UtcDateTime",
    "VisitCountRecord",
    "VisitRecord",
]
