"""What a member of the staff does for the customer before them: a code, the right mobile, or a request for it."""

from collections.abc import Mapping
from dataclasses import dataclass

from ivr.agents.agent import AgentIdentity
from ivr.agents.branch.attendance import Attendance, Finger, actions
from ivr.agents.branch.outside import (
    AttendanceBook,
    CustomerFile,
    FingerprintReader,
    OfficeCodeSender,
    RequestBook,
    Signatures,
)
from ivr.agents.checks.checking import CHANGED, limit_of_codes
from ivr.agents.checks.mobile import colombian_mobile
from ivr.agents.checks.naming import written
from ivr.branch_policies import BranchPolicy
from ivr.errors import DeskError, LimitReached, NoMobile, Unavailable
from ivr.institutions import Institution


@dataclass(frozen=True, slots=True)
class Shown:
    """The customer as the page shows them, all masked, and the words of what may be done."""

    attendance: Attendance
    name: str
    mobile: str
    frozen: bool
    actions: frozenset[str]


@dataclass(frozen=True)
class Attending:
    """One customer at a time, and nothing for nobody: each deed is for whom the member of the staff attends now."""

    institutions: Mapping[str, Institution]
    customers: CustomerFile
    book: AttendanceBook
    requests: RequestBook
    codes: OfficeCodeSender
    signatures: Signatures
    reader: FingerprintReader | None

    def look_up(self, staff: AgentIdentity, kind: str, number: str) -> None:
        """Attend whom a document names. Raises DeskError: no_branch, bad_document, staff_documents_day."""
        most = self.policy(staff).documents_day
        document = written(self.institutions[staff.institution], kind, number)
        customer = self.customers.identify(staff.institution, document)
        try:
            self.book.open(staff.institution, staff.id, customer, most)
        except LimitReached as error:
            raise DeskError("staff_documents_day") from error

    def shown(self, staff: AgentIdentity) -> Shown | None:
        """Give the customer before somebody, or nothing."""
        attendance = self.book.of(staff.id)
        if attendance is None:
            return None
        who = attendance.institution, attendance.customer
        mobile, frozen = self.customers.masked_mobile(*who), self.customers.is_frozen(*who)
        may = actions(attendance, self.policy(staff), mobile=bool(mobile), frozen=frozen)
        return Shown(attendance, self.customers.summary(*who), mobile, frozen, may)

    def end(self, staff: AgentIdentity) -> None:
        """Say goodbye to the customer."""
        if attendance := self.book.of(staff.id):
            self.book.end(attendance)

    def send_code(self, staff: AgentIdentity, number: int) -> str:
        """Have a code sent to the registered mobile, the `number`th of this attendance; give the mobile's mask."""
        attendance = self._may(staff, "send_code")
        return self._send(attendance, min(number, attendance.codes + 1))

    def change_mobile(self, staff: AgentIdentity, earlier: str, number: str) -> str:
        """Register a new mobile if the earlier one matches, and send the code there; give its mask.

        Raises DeskError: bad_number, earlier_differs, limit, frozen, unknown_customer; changed_... when it is
        registered, and the code did not go.
        """
        attendance = self._may(staff, "earlier_number")
        before, now = colombian_mobile(earlier), colombian_mobile(number)
        try:
            matches = self.book.change_mobile(attendance, before, now)
        except LimitReached as error:
            raise limit_of_codes(error) from error
        if not matches:
            raise DeskError("earlier_differs")
        try:
            return self._send(attendance, attendance.codes + 1)
        except DeskError as error:
            raise DeskError(f"{CHANGED}{error.code}", error.detail) from error

    def ask_finger(self, staff: AgentIdentity) -> None:
        """Have the reader wait for a finger; where it does not answer, two members of the staff may attest."""
        attendance = self._may(staff, "fingerprint")
        if self.reader is None:
            return self.book.finger(attendance, Finger.AWAY)
        try:
            check = self.reader.ask(attendance.institution, staff.id, attendance.customer)
        except Unavailable:
            return self.book.finger(attendance, Finger.AWAY)
        return self.book.finger(attendance, Finger.WAITING, check)

    def look_at_finger(self, staff: AgentIdentity) -> Finger:
        """Give what the reader says by now."""
        attendance = self.book.of(staff.id)
        if attendance is None or attendance.finger is not Finger.WAITING or self.reader is None:
            return attendance.finger if attendance else Finger.NOT_ASKED
        try:
            finger = self.reader.answer(attendance.finger_check)
        except Unavailable:
            finger = Finger.AWAY
        if finger is not Finger.WAITING:
            self.book.finger(attendance, finger, attendance.finger_check)
        return finger

    def file(self, staff: AgentIdentity, number: str) -> None:
        """File a request after a valid fingerprint, with which the attendance ends."""
        self._file(self._may(staff, "file"), colombian_mobile(number), "")

    def attest(self, staff: AgentIdentity, number: str, user: str, code: str) -> None:
        """File a request that two members of the staff attest; the second one signs with their own factor.

        Raises DeskError: own_change, not_attested, limited.
        """
        attendance, mobile = self._may(staff, "attest"), colombian_mobile(number)
        try:
            second = self.signatures.sign(staff.institution, user, code)
        except LimitReached as error:
            raise DeskError("limited") from error
        if second in {"", staff.id}:
            raise DeskError("own_change" if second else "not_attested")
        self._file(attendance, mobile, second)

    def policy(self, staff: AgentIdentity) -> BranchPolicy:
        """Give what the table says of branches. Raises DeskError (no_branch)."""
        policy = self.institutions[staff.institution].branch
        if policy is None:
            raise DeskError("no_branch")
        return policy

    def _may(self, staff: AgentIdentity, action: str) -> Attendance:
        shown = self.shown(staff)
        if shown is None:
            raise DeskError("nobody_attended")
        if action not in shown.actions:
            raise DeskError("frozen" if shown.frozen else "wrong_branch_step")
        return shown.attendance

    def _file(self, attendance: Attendance, mobile: str, second: str) -> None:
        self.requests.file(attendance, mobile, second)
        self.book.end(attendance)

    def _send(self, attendance: Attendance, number: int) -> str:
        key = f"branch:{attendance.id}:office_code:{number}"
        try:
            mask = self.codes.send(attendance.institution, attendance.customer, attendance.staff, key)
        except LimitReached as error:
            raise limit_of_codes(error) from error
        except NoMobile as error:
            raise DeskError("no_registered_mobile") from error
        if number > attendance.codes:
            self.book.code_sent(attendance)
        return mask
