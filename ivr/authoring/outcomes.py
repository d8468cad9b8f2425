"""Every result and every error that each port can give to a script, as the explorer tries them."""

from collections.abc import Mapping
from typing import Any

from ivr.errors import (
    AgentFinished,
    AgentLost,
    AnswersWrong,
    CallBackAsked,
    CallBackRefused,
    CapsuleFailed,
    CodeRefused,
    HumanCheckFailed,
    Journaled,
    KeyExpired,
    KeyRefused,
    KeyWrong,
    LimitReached,
    MobileDiffers,
    NoMobile,
    NoProducts,
    NotConfirmed,
    QueueClosed,
    QueueFailed,
    QueueFull,
    QueueLeft,
    Unavailable,
)
from ivr.proof_ports import Masks, ProductQuestion, Recognition, SentLink
from ivr.values import AgentOnCall, CalledBack, Customer, HumanCheck

CUSTOMER = Customer("reference", "CC •••• 6789")
WAITS: tuple[AgentOnCall | Journaled, ...] = (
    AgentOnCall("handoff", "agent"),
    *(end() for end in (NotConfirmed, AgentLost, AgentFinished, QueueLeft, QueueFull, QueueFailed, CallBackAsked)),
)
ASKED = (
    ProductQuestion("1", "office", "cuenta de ahorros", ("Tunja", "Cali", "Pasto", "Neiva")),
    ProductQuestion("1", "opened_year", "cuenta de ahorros", ("2011", "2014", "2015", "2019")),
)
EFFECTS: Mapping[str, tuple[Any, ...]] = {
    "Announcements.current": ("", "announcement_system_down", "announcement_free:Hoy no hay sistema.", Unavailable()),
    "Unfinished.procedure": ("", "restore", Unavailable()),
    "Customers.identify": (CUSTOMER, LimitReached(), Unavailable()),
    "Customers.confirm_mobile": (None, MobileDiffers(), LimitReached(), Unavailable()),
    "Users.identify": (CUSTOMER, LimitReached(), Unavailable()),
    "Users.find": (CUSTOMER, None, LimitReached(), Unavailable()),
    "Codes.send": ("•••• 4567", LimitReached(), NoMobile(), Unavailable()),
    "Codes.send_unnamed": (None, LimitReached(), Unavailable()),
    "Contacts.masks": (Masks("•••• 4567", "ma*****@example.co"), Masks("", "ma*****@example.co"), Unavailable()),
    "SentKeys.send": (None, LimitReached("too_soon 30"), LimitReached(), Unavailable()),
    "Recognitions.shown": (Recognition("kite", "el gato duerme"), Unavailable()),
    "Recognitions.missing": (1, 0, Unavailable()),
    "Recognitions.choose": (None, Unavailable()),
    "Codes.prove": (
        None,
        *(CodeRefused(why) for why in ("wrong 1", "expired", "used", "exhausted", "none")),
        LimitReached(),
        Unavailable(),
    ),
    "Keys.state": ("none", "active", "temporary", "blocked", Unavailable()),
    "Keys.confirm": (None, KeyWrong(), KeyExpired(), LimitReached("key_blocked"), LimitReached(), Unavailable()),
    "Keys.examine": (None, KeyRefused("sequences"), CodeRefused("none"), Unavailable()),
    "Keys.replace": (None, KeyRefused("repeats,birth_date"), CodeRefused("none"), LimitReached(), Unavailable()),
    "Products.questions": (ASKED, NoProducts(), CodeRefused("none"), LimitReached(), Unavailable()),
    "Products.answer": (None, AnswersWrong(), CodeRefused("none"), LimitReached(), Unavailable()),
    "Links.send": (SentLink("ma*****@example.co", "name"), LimitReached(), Unavailable()),
    "TemporaryKeys.place": (None, KeyRefused("repeats"), CodeRefused("none"), LimitReached(), Unavailable()),
    "HumanChecks.begin": (HumanCheck("id", "482", "", "2026-03-04T10:10:00+00:00"), Unavailable()),
    "HumanChecks.prove": (None, HumanCheckFailed(), LimitReached(), Unavailable()),
    "OfficeCodes.prove": (None, CodeRefused("office"), LimitReached(), Unavailable()),
    "Terms.accept": (None, Unavailable()),
    "Handoffs.request": (
        "handoff",
        QueueClosed("2026-03-05T20:00/2026-03-06T07:00"),
        QueueClosed("staff"),
        QueueFull(),
        Unavailable(),
    ),
    "Handoffs.reachable": (None, QueueClosed("closed"), Unavailable()),
    "CallBacks.number": ("3001234567", "", Unavailable()),
    "CallBacks.ask": ("call-back", CallBackRefused("hours"), LimitReached(), Unavailable()),
    "PageCallBacks.offered": ("", "2026-03-05T20:00/2026-03-06T07:00", CallBackRefused("off"), Unavailable()),
    "PageCallBacks.ask": ("call-back", CallBackRefused("number"), LimitReached(), Unavailable()),
    "CallBacks.accept": (
        CalledBack("general", ""),
        CalledBack("claves", "restore"),
        CallBackRefused("over"),
        Unavailable(),
    ),
    "CallBacks.decline": (None, Unavailable()),
    "Handoffs.back": ("handoff", AgentLost(), Unavailable()),
    "Handoffs.named": (CUSTOMER, Unavailable()),
    "Handoffs.enter_capsule": (None, CapsuleFailed(), Unavailable()),
    "Handoffs.leave_capsule": (None, Unavailable()),
    "Handoffs.tell": (None, Unavailable()),
}
