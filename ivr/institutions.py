"""What an institution's table says, as frozen values: lines, menus, documents, policies, queues, hours, limits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

from ivr.admission import NO_ADMISSION, Admission
from ivr.branch_policies import BranchPolicy
from ivr.key_policies import ACCESS, KeyPolicy, LinkPolicy, MailPolicy
from ivr.procedures import Procedure, Web
from ivr.question_policies import QuestionPolicy
from ivr.queues import USUAL_DISTRIBUTION, USUAL_PRIORITIES, Distribution, Priorities


@dataclass(frozen=True, slots=True)
class Line:
    """A telephone number that customers dial: E.164, and how people know it (for example "01 8000 510 513")."""

    number: str
    label: str


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks on the line: a Twilio voice name, its language, and the slower rate (percent) for third reprompts."""

    name: str
    language: str
    slow_rate: int


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A kind of identity document: its code (CC), label, length in digits, and whether it has letters.

    One of a `company` names that, and not yet a person: its users have names of their own.
    """

    code: str
    label: str
    shortest: int
    longest: int
    letters: bool = False
    company: bool = False


@dataclass(frozen=True, slots=True)
class MenuOption:
    """One key of a menu and the prompt that offers it; it leads to a menu, a procedure or a queue: exactly one."""

    key: str
    prompt: str
    menu: str = ""
    procedure: str = ""
    queue: str = ""


@dataclass(frozen=True, slots=True)
class Menu:
    """A menu of the line; `prompt` introduces it, the options are said in the order of the table."""

    id: str
    prompt: str
    options: tuple[MenuOption, ...]


@dataclass(frozen=True, slots=True)
class CodePolicy:
    """A security code: digits, life in seconds, tries a code, and seconds before another may be sent (doubling).

    `by` is by which means it goes: sms, email (to who has one), or choice (the customer's).
    """

    length: int
    life: int
    tries: int
    resend_after: int
    by: str = "sms"


@dataclass(frozen=True, slots=True)
class CheckQuestion:
    """One thing that the agent asks: `id` is known to the bank port, `kind` is text, date, digits or choice."""

    id: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class Checklist:
    """What the agent asks before a code is sent, and how many must match (`stricter` for a change of contact)."""

    id: str
    questions: tuple[CheckQuestion, ...]
    required: int
    stricter: int


@dataclass(frozen=True, slots=True)
class WrapUpCode:
    """What a call was about, as an agent says it after the call: a word for reports and one for people."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class WrapUpRule:
    """What follows a call that was answered: `seconds` for it (0: nothing follows), and the codes to choose from.

    With `required`, an agent stays until a code is given, `longest` seconds at most; who asks for more time stays no
    longer either.
    """

    seconds: int = 0
    longest: int = 0
    required: bool = False
    codes: tuple[WrapUpCode, ...] = ()


@dataclass(frozen=True, slots=True)
class NotReadyReason:
    """Why an agent takes no calls for a while: a word for reports, one for people, and the `limit` in seconds."""

    id: str
    label: str
    limit: int


@dataclass(frozen=True, slots=True)
class ServiceLevelRule:
    """What a queue promises: `target` percent of its callers answered `within` seconds.

    Who hangs up in less than `short_abandon` seconds is counted apart. The figures are defined in docs/figures.md.
    """

    within: int = 20
    target: int = 80
    short_abandon: int = 5


@dataclass(frozen=True, slots=True)
class QueueRule:
    """A waiting line: how many may wait, seconds to take an offer, seconds between announcements of the position."""

    id: str
    name: str
    size: int
    offer_seconds: int
    announce_every: int
    wrap_up: WrapUpRule = WrapUpRule()
    service_level: ServiceLevelRule = ServiceLevelRule()
    distribution: Distribution = USUAL_DISTRIBUTION


@dataclass(frozen=True, slots=True)
class Hours:
    """When agents answer: per weekday (0 is Monday) intervals (opens, closes) in local time, and exceptions.

    A closing time of 00:00 is the midnight that ends the day (24:00 in the table).
    """

    time_zone: str
    week: tuple[tuple[tuple[time, time], ...], ...]
    open_on_holidays: bool
    closed_dates: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Limits:
    """How often things may fail or be sent: failures per customer in 15 minutes, a day, in a row; documents per caller
    number, and per network address on the pages, a day; codes in 10 minutes, a day per customer and per number;
    checklist failures per customer a day; the breaker: failed codes of all customers in 10 minutes.
    """

    failures_quarter_hour: int
    failures_day: int
    failures_row: int
    documents_day: int
    codes_ten_minutes: int
    codes_day: int
    checklist_day: int
    breaker_ten_minutes: int
    address_documents_day: int = 20


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From where on a supervisor is shown a figure in colour, and warned: callers who wait, seconds, percent.

    A service level is coloured below its queue's own target, and alarms below `service_level_alarm`; `talking_warn` is
    for a single call.
    """

    waiting_warn: int = 5
    waiting_alarm: int = 15
    longest_warn: int = 60
    longest_alarm: int = 180
    service_level_alarm: int = 60
    talking_warn: int = 900


USUAL_THRESHOLDS = Thresholds()


@dataclass(frozen=True, slots=True)
class Institution:
    """All that one institution's table says. A call keeps the `version` (a digest) it began with."""

    id: str
    name: str
    version: str
    language: str
    voice: Voice
    lines: tuple[Line, ...]
    documents: tuple[DocumentType, ...]
    first_menu: str
    menus: Mapping[str, Menu]
    procedures: Mapping[str, Procedure]
    key: KeyPolicy
    code: CodePolicy
    checklists: Mapping[str, Checklist]
    queues: Mapping[str, QueueRule]
    hours: Hours
    limits: Limits
    own_number: str
    shared_numbers: tuple[str, ...]
    records_calls: bool
    not_ready: tuple[NotReadyReason, ...] = ()
    priorities: Priorities = USUAL_PRIORITIES
    thresholds: Thresholds = USUAL_THRESHOLDS
    monitoring_announced: str = "nobody"
    contact_change_approval: bool = False
    web: Web = field(default_factory=Web)
    further_keys: Mapping[str, KeyPolicy] = field(default_factory=dict)
    admission: Admission = NO_ADMISSION
    link: LinkPolicy | None = None
    mail: MailPolicy | None = None
    questions: QuestionPolicy | None = None
    branch: BranchPolicy | None = None

    @property
    def keys(self) -> Mapping[str, KeyPolicy]:
        """Give what each kind of key must be: the access key, then those of [keys.<kind>]."""
        return {ACCESS: self.key, **self.further_keys}

    def document(self, code: str) -> DocumentType:
        """Give a type of document by its code. Raises StopIteration for one that the table does not have."""
        return next(kind for kind in self.documents if kind.code == code)
