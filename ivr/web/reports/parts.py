"""What the pages of reports and of the audit need from outside."""

from collections.abc import Mapping
from dataclasses import dataclass

from ivr.institutions import Institution
from ivr.reports.outside import ReportBook
from ivr.reports.trail import AuditBook


@dataclass(frozen=True, slots=True)
class ReportParts:
    """The book of figures, the audit, and the tables that say how queues, procedures and reasons are called."""

    book: ReportBook
    audit: AuditBook
    tables: Mapping[str, Institution]
