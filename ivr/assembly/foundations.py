"""What every part of the service stands on: settings, clock, tables, prompts, stores, secrets, and the way out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from redis import Redis

from ivr.account import account
from ivr.assembly.live_state import live_state
from ivr.institutions import Institution
from ivr.mail.smtp import SmtpCarrier
from ivr.ports import Clock, Switchboard
from ivr.prompts import Prompts
from ivr.security.hashing import KeyHasher
from ivr.security.sealing import Sealer
from ivr.security.tokens import Tokens
from ivr.settings import Settings
from ivr.stores.clock import SystemClock
from ivr.stores.outbox.texts import Texts
from ivr.stores.records import Records
from ivr.tables import load
from ivr.telephony.switchboard import TwilioSwitchboard
from ivr.worker_outbox import NO_MAIL, MailCarrier


@dataclass(frozen=True)
class Foundations:
    """What stands before any part is joined; a test may give its own clock, switchboard or mail server."""

    settings: Settings
    clock: Clock = field(default_factory=SystemClock)
    own_switchboard: Switchboard | None = None
    own_mail: MailCarrier | None = None

    @cached_property
    def institutions(self) -> Mapping[str, Institution]:
        """The tables. Raises ConfigurationError with all mistakes."""
        return load(self.settings.institutions_folder)

    @cached_property
    def prompts(self) -> Prompts:
        """The sentences. Raises ConfigurationError with all mistakes."""
        return Prompts.load(self.settings.prompts_folder, self.institutions)

    @cached_property
    def redis(self) -> "Redis":
        """The live state."""
        return live_state(self.settings.redis_url)

    @cached_property
    def records(self) -> Records:
        """The database."""
        return Records(self.settings.database_url)

    @cached_property
    def sealer(self) -> Sealer:
        """What seals secrets."""
        return Sealer(self.settings.secret_keys)

    @cached_property
    def hasher(self) -> KeyHasher:
        """What hashes keys and passwords."""
        return KeyHasher(self.settings.secret_keys)

    @cached_property
    def tokens(self) -> Tokens:
        """What proves that a URL is ours."""
        return Tokens(self.settings.secret_keys)

    @cached_property
    def switchboard(self) -> Switchboard:
        """The telephone network's commands."""
        if self.own_switchboard is not None:
            return self.own_switchboard
        return TwilioSwitchboard(account(self.settings), self.settings.public_url)

    @cached_property
    def mail(self) -> MailCarrier:
        """The mail server."""
        if self.own_mail is not None:
            return self.own_mail
        return SmtpCarrier(self.settings.smtp_url, self.clock) if self.settings.smtp_url else NO_MAIL

    @cached_property
    def texts(self) -> Texts:
        """What customers are told in writing."""
        senders = {name: table.mail.sender for name, table in self.institutions.items() if table.mail}
        return Texts(self.prompts.sms, self.prompts.sentence, senders)
