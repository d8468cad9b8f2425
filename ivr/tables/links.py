"""Reads from whom e-mails come, what those with a link are about, and how long a link serves."""

from ivr.institutions import CodePolicy, Institution
from ivr.key_policies import LinkPolicy, MailPolicy
from ivr.procedures import ENDS_ON_PAGE, FOR_COMPANIES
from ivr.tables.reader import TableReader

MINUTE = 60
LONGEST = 1440
SENDER = r"(?:[^<>\r\n\"@]{1,40} <[^<>\s@]{1,64}@[A-Za-z0-9.-]+>|[^<>\s@]{1,64}@[A-Za-z0-9.-]+)"


def read_link(root: TableReader) -> LinkPolicy | None:
    """Give what a table says of links, or None where the institution sends none."""
    if "link" not in root.data:
        root.known.add("link")
        return None
    table = root.table("link")
    return LinkPolicy(
        sender=table.text("sender", "an address such as Alianza <clave@alianza.example.co>", SENDER),
        subject=table.text("subject", "a line of at most 70 characters", r"\S[^\r\n]{0,69}"),
        life=table.number("life_minutes", 1, LONGEST) * MINUTE,
        proves=table.text("proves", "nothing, alone or with_code", "nothing|alone|with_code", default="nothing"),
    )


def read_mail(root: TableReader) -> MailPolicy | None:
    """Give from whom codes and notices come, or None where the institution sends them by text message only."""
    if "mail" not in root.data:
        root.known.add("mail")
        return None
    return MailPolicy(sender=root.table("mail").text("sender", "an address such as Becoop <avisos@example.co>", SENDER))


def check_mail(root: TableReader, code: CodePolicy, mail: MailPolicy | None) -> None:
    """Note codes that go by e-mail from nobody."""
    if code.by != "sms" and mail is None:
        root.note("code.by", code.by, "sms, or a table [mail] with the sender of e-mails")


def check_pages(root: TableReader, institution: Institution) -> None:
    """Note a procedure that ends on a page and has no link that leads there, no page, or nobody to ask for."""
    for name in sorted(ENDS_ON_PAGE & institution.procedures.keys()):
        place = f"procedures.{name}"
        if institution.link is None:
            root.note(place, "no table [link]", "one: what a keypad cannot type is asked on a page that a link opens")
        if name not in institution.web.procedures:
            root.note(place, "no page", f"a table [web.procedures.{name}]: the link leads there")
        if name not in FOR_COMPANIES:
            continue
        if not any(kind.company for kind in institution.documents):
            root.note(place, "no document of companies", "a type in [[documents]] with company = true")
        if not institution.admission.terms:
            root.note(place, "no table [terms]", "one: they are accepted together with the new key")
