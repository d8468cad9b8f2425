"""Every part of the service, joined from settings and adapters when it is first asked for."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from ivr.agents.centre import CallCentre
from ivr.agents.checks.checking import Checking
from ivr.agents.checks.freezing import Freezing
from ivr.agents.desk.desk import Desk
from ivr.agents.queue.callers import Callers
from ivr.agents.queue.calling_back import CallingBack
from ivr.agents.queue.handoffs import CentreHandoffs
from ivr.agents.room.holding import Holding
from ivr.agents.room.returning import Returning
from ivr.agents.room.rooms import Rooms
from ivr.agents.room.transferring import Transferring
from ivr.assembly.foundations import Foundations
from ivr.closing import Closing
from ivr.conversation import Conversations
from ivr.menus.main import answer_call, call_back
from ivr.security.work import Work
from ivr.stores.bank import BankCustomers, BankFile, BankKeys
from ivr.stores.bank.decoys import Decoys
from ivr.stores.bank.products import BankProducts
from ivr.stores.bank.reaching import BankContacts
from ivr.stores.bank.recognitions import BankRecognitions
from ivr.stores.bank.sent_keys import SentKeys
from ivr.stores.bank.temporary_keys import BankTemporaryKeys
from ivr.stores.bank.users import BankUsers
from ivr.stores.branch.codes import BranchCodes
from ivr.stores.call_back_records import CallBackFacts
from ivr.stores.codes.book import CodeBook
from ivr.stores.codes.parts import CodeParts
from ivr.stores.codes.security_codes import RedisCodes
from ivr.stores.desk_records import DeskRecords
from ivr.stores.floor import RedisCallBacks, RedisFloor
from ivr.stores.floor.notices import RedisNotices
from ivr.stores.floor.phones import RedisPhones
from ivr.stores.human_checks import StoredHumanChecks
from ivr.stores.limits.checklist import ChecklistLimits
from ivr.stores.limits.counters import Limits
from ivr.stores.links.book import LinkBook
from ivr.stores.links.sending import MailedLinks
from ivr.stores.live import RedisCalls
from ivr.stores.shown_proofs import ShownProofs
from ivr.stores.staff.sign_in import Staff
from ivr.stores.staff.staffing import Staffing
from ivr.stores.tables import ServedTables
from ivr.stores.terms import AuditedTerms
from ivr.stores.unfinished import RedisUnfinished
from ivr.telephony.call_backs import CALL_BACK
from ivr.telephony.speech import Speech
from ivr.telephony.twiml import Renderer


@dataclass(frozen=True)
class Parts(Foundations):
    """Every part of the service, made when it is first asked for."""

    @cached_property
    def tables(self) -> ServedTables:
        """The tables by version."""
        return ServedTables(self.redis, self.institutions, self.settings.institutions_folder)

    @cached_property
    def calls(self) -> RedisCalls:
        """The live calls."""
        return RedisCalls(self.redis, self.clock)

    @cached_property
    def renderer(self) -> Renderer:
        """The maker of TwiML."""
        url = self.settings.public_url
        return Renderer(Speech(self.prompts, url), self.tables.get, url)

    @cached_property
    def bank(self) -> BankFile:
        """The customers' files."""
        decoys = Decoys(self.settings.secret_keys[-1])
        return BankFile(self.records, self.clock, decoys, self.texts)

    @cached_property
    def contacts(self) -> BankContacts:
        """Where customers are reached."""
        return BankContacts(self.records, self.bank.decoys)

    @cached_property
    def keys(self) -> BankKeys:
        """The customers' keys."""
        shown = ShownProofs(self.codes, self.records, self.clock, self.institutions)
        typed, rules = (self.sealer, self.hasher), (shown, self.limits)
        return BankKeys(self.records, self.clock, self.institutions, *typed, *rules, self.texts)

    @cached_property
    def sent_keys(self) -> SentKeys:
        """Temporary keys that we make and send."""
        basics, secret = (self.records, self.clock, self.institutions), (self.hasher, self.sealer)
        return SentKeys(*basics, *secret, self.limits, self.bank.decoys, self.texts)

    @cached_property
    def limits(self) -> Limits:
        """What may fail or be sent how often."""
        return Limits(self.institutions, self.clock, self.settings.shared_number_list)

    @cached_property
    def codes(self) -> RedisCodes:
        """Security codes."""
        return RedisCodes(self.code_parts)

    @cached_property
    def office_codes(self) -> BranchCodes:
        """Codes that branches send."""
        return BranchCodes(self.code_parts)

    @cached_property
    def code_parts(self) -> CodeParts:
        """What sending and proving codes takes."""
        book = CodeBook(self.redis, self.settings.secret_keys)
        return CodeParts(
            self.records,
            book,
            self.limits,
            self.sealer,
            self.contacts,
            self.texts,
            self.institutions,
            self.clock,
            urlsplit(self.settings.public_url).hostname or "",
        )

    @cached_property
    def trail(self) -> DeskRecords:
        """What agents leave in the records."""
        return DeskRecords(self.records, self.clock)

    @cached_property
    def floor(self) -> RedisFloor:
        """Queues, agents, offers and handoffs."""
        return RedisFloor(self.redis)

    @cached_property
    def centre(self) -> CallCentre:
        """The call centre at work."""
        return CallCentre(self.institutions, self.floor, self.clock, self.switchboard, self.trail, self.tokens)

    @cached_property
    def calling_back(self) -> CallingBack:
        """Call-backs: asked for, made, and kept."""
        return CallingBack(self.centre, RedisCallBacks(self.redis), CallBackFacts(self.records))

    @cached_property
    def unfinished(self) -> RedisUnfinished:
        """What callers may go on with."""
        return RedisUnfinished(self.redis, self.clock)

    @cached_property
    def notices(self) -> RedisNotices:
        """What supervisors put before callers."""
        known = {each: frozenset(self.prompts.announcements(each)) for each in self.institutions}
        return RedisNotices(self.redis, self.clock, known)

    @cached_property
    def links(self) -> MailedLinks:
        """One-time links to registered contacts."""
        book, decoys = LinkBook(self.settings.secret_keys), self.bank.decoys
        parts = self.records, self.clock, self.institutions, book, self.limits, self.sealer, decoys
        return MailedLinks(*parts, self.prompts.sentence, self.settings.public_url, self.texts)

    @cached_property
    def conversations(self) -> Conversations:
        """Every conversation, with the ports that scripts name."""
        handoffs = CentreHandoffs(self.centre)
        ports = self._customers() | {
            "Handoffs": handoffs,
            "CallBacks": self.calling_back,
            "Unfinished": self.unfinished,
            "Announcements": self.notices,
        }
        outside = self.calls, self.tables, self.sealer, self.tokens
        return Conversations(
            *outside, ports, answer_call, self.renderer.render, self.clock, handoffs, {CALL_BACK: call_back}
        )

    def _customers(self) -> dict[str, object]:
        """Give the ports by which scripts know customers, and by which these prove who they are."""
        basics, last_secret = (self.records, self.clock, self.institutions), self.settings.secret_keys[-1]
        known = self.records, self.clock, self.limits, self.bank.decoys
        return {
            "Customers": BankCustomers(*known),
            "Users": BankUsers(*known),
            "Codes": self.codes,
            "OfficeCodes": self.office_codes,
            "Keys": self.keys,
            "SentKeys": self.sent_keys,
            "TemporaryKeys": BankTemporaryKeys(self.keys),
            "Recognitions": BankRecognitions(*basics[:2], self.texts, last_secret),
            "Products": BankProducts(*basics, self.codes, self.limits, last_secret),
            "Contacts": self.contacts,
            "HumanChecks": StoredHumanChecks(*basics, Work(self.settings.secret_keys)),
            "Terms": AuditedTerms(self.records, self.clock),
            "Links": self.links,
        }

    @cached_property
    def rooms(self) -> Rooms:
        """What happens in rooms."""
        transferring = Transferring(self.centre, self.checking, Holding(self.centre), self.trail)
        returning = Returning(self.centre, RedisPhones(self.redis))
        return Rooms(self.centre, self.conversations, transferring, returning)

    @cached_property
    def checking(self) -> Checking:
        """What agents may learn and start about a customer."""
        checks = ChecklistLimits(self.records, self.institutions, self.clock)
        return Checking(self.centre, self.bank, self.codes, checks, self.trail, self.sealer)

    @cached_property
    def desk(self) -> Desk:
        """What agents can do."""
        freezing = Freezing(self.centre, self.bank, self.codes)
        return Desk(self.centre, self.rooms, self.checking, freezing, self.trail)

    @cached_property
    def closing(self) -> Closing:
        """What follows when a call ends."""
        callers, calls = Callers(self.centre), self.calls
        return Closing(self.conversations, callers, self.switchboard, calls.quiet, self.unfinished.note)

    @cached_property
    def staff(self) -> Staff:
        """Who signs in."""
        return Staff(self.records, self.clock, self.sealer, self.hasher, self.institutions)

    @cached_property
    def staffing(self) -> Staffing:
        """Who is on the list of staff, and changes of it."""
        return Staffing(self.records, self.clock, self.sealer, self.hasher)
