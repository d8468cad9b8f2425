"""Where a link stands that somebody opened: looking consumes nothing, going on does."""

from dataclasses import dataclass

from sqlalchemy import select

from ivr.ports import Clock
from ivr.stores.links.book import LinkBook
from ivr.stores.records import Records
from ivr.stores.schema import LinkRecord

SERVING, USED, EXPIRED, UNKNOWN = "serving", "used", "expired", "unknown"


@dataclass(frozen=True)
class StoredLinks:
    """The links of the records, for the pages that they open."""

    records: Records
    clock: Clock
    book: LinkBook

    def look(self, institution: str, procedure: str, token: str) -> tuple[str, str, str]:
        """Give where a link stands, the conversation that it goes on with, and its name there (empty unless it serves).

        One that was replaced, or whose customer is frozen, looks like a used one.
        """
        at = self.clock.now()
        with self.records.read() as session:
            found = self.book.look(session, institution, token, at)
            if found is not None and found.procedure == procedure:
                return SERVING, found.conversation, found.name
            mine = select(LinkRecord).where(LinkRecord.token_hash.in_(self.book.hashes(token)))
            record = session.scalars(mine.filter_by(institution=institution, procedure=procedure)).one_or_none()
        if record is None:
            return UNKNOWN, "", ""
        return (EXPIRED if record.ended is None and record.expires_at < at else USED), "", ""

    def use(self, institution: str, token: str) -> None:
        """Have a link serve no more."""
        with self.records.begin() as session:
            self.book.use(session, institution, token, self.clock.now())
