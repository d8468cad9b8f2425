"""A branch for an office of tests: real parts on its records and live state, and no reader."""

from collections.abc import Mapping

from redis import Redis

from ivr.agents.branch.answering import Requests
from ivr.agents.branch.attending import Attending
from ivr.institutions import Institution
from ivr.security.sealing import Sealer
from ivr.stores.bank import BankFile
from ivr.stores.bank.decoys import Decoys
from ivr.stores.bank.reaching import BankContacts
from ivr.stores.branch.attendances import Attendances
from ivr.stores.branch.codes import BranchCodes
from ivr.stores.branch.requests import BranchRequests
from ivr.stores.codes.book import CodeBook
from ivr.stores.codes.parts import CodeParts
from ivr.stores.limits.counters import Limits
from ivr.stores.outbox.texts import Texts
from ivr.stores.staff.sign_in import Staff
from ivr.web.branch.parts import BranchParts
from tests.conftest import FixedClock


def branch_of(
    staff: Staff, redis: "Redis", tables: Mapping[str, Institution], clock: FixedClock, secret: str
) -> BranchParts:
    """Join a branch's parts as the service does."""
    records = staff.records
    sealer, decoys, limits = Sealer([secret]), Decoys(secret), Limits(tables, clock)
    texts = Texts(lambda institution, prompt, _: f"{institution} {prompt}", lambda _, prompt, __: prompt)
    bank, book = BankFile(records, clock, decoys, texts), Attendances(records, clock, limits, texts)
    contacts, codes = BankContacts(records, decoys), CodeBook(redis, [secret])
    sending = BranchCodes(CodeParts(records, codes, limits, sealer, contacts, texts, tables, clock))
    requests = BranchRequests(records, clock, sealer, texts, tables, codes)
    attending = Attending(tables, bank, book, requests, sending, staff, None)
    return BranchParts(attending, Requests(tables, requests, clock))
