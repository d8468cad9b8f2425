"""A mail server in memory: it keeps what it took, and can be told to refuse, to be away, or to say nothing."""

from ivr.errors import MailRefused, Unavailable
from ivr.mail.smtp import Letter, message_id


class MemoryPostOffice:
    """Takes e-mails as `SmtpCarrier` hands them to a server; `taken` has each by its Message-ID, the oldest first.

    `refuses` is "" (nothing), "now" or "ever"; one that is `away` answers nobody, and one that is `silent` takes an
    e-mail without saying so.
    """

    def __init__(self) -> None:
        self.taken: dict[str, Letter] = {}
        self.refuses = ""
        self.away = self.silent = False

    def send(self, letter: Letter, key: str) -> str:
        """Take an e-mail and give its Message-ID; a second copy changes nothing. Raises MailRefused, Unavailable."""
        if self.away:
            raise Unavailable("smtp")
        if self.refuses:
            raise MailRefused(final=self.refuses == "ever")
        name = message_id(letter, key)
        self.taken.setdefault(name, letter)
        if self.silent:
            raise Unavailable("smtp")
        return name

    def to(self, address: str) -> list[Letter]:
        """Give what an address got, the oldest first."""
        return [letter for letter in self.taken.values() if letter.to == address]
