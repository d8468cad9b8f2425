"""Joins settings and adapters to the ports, once, for the service, the worker and the commands."""

import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from flask import Flask
from redis import Redis

from ivr.agents.callers import Callers
from ivr.agents.centre import CallCentre
from ivr.agents.checking import Checking
from ivr.agents.desk import Desk
from ivr.agents.handoffs import CentreHandoffs
from ivr.agents.reconciler import Reconciler
from ivr.agents.rooms import Rooms
from ivr.closing import Closing
from ivr.conversation import Conversations
from ivr.institutions import Institution
from ivr.menus.main import answer_call
from ivr.ports import Clock, Switchboard
from ivr.prompts import Prompts
from ivr.security.sealing import Sealer
from ivr.security.tokens import Tokens
from ivr.settings import Settings
from ivr.stores.bank import BankCustomers, BankFile, BankKeys
from ivr.stores.bank.decoys import Decoys
from ivr.stores.checklist_limits import ChecklistLimits
from ivr.stores.clock import SystemClock
from ivr.stores.code_book import CodeBook
from ivr.stores.code_parts import CodeParts
from ivr.stores.codes import RedisCodes
from ivr.stores.desk_records import DeskRecords
from ivr.stores.floor import RedisFloor
from ivr.stores.limits import Limits
from ivr.stores.live import RedisCalls
from ivr.stores.outbox_marks import note_status
from ivr.stores.records import Records
from ivr.stores.staff import Staff
from ivr.stores.tables import ServedTables
from ivr.stores.turns import TurnCarrier
from ivr.stores.unfinished import RedisUnfinished
from ivr.tables import load
from ivr.telephony.gate import Gate, refuse_open_routes
from ivr.telephony.line import LineDoor, line_routes
from ivr.telephony.messages import message_routes
from ivr.telephony.rooms import RoomDoor, room_routes
from ivr.telephony.signature import Signatures
from ivr.telephony.speech import Speech
from ivr.telephony.switchboard import TwilioSwitchboard
from ivr.telephony.switchboard_client import Account
from ivr.telephony.twiml import Renderer
from ivr.web.health import Health, health_routes
from ivr.web.install import install_desk
from ivr.web.parts import DeskParts
from ivr.web.recordings import recording_routes
from ivr.worker import Job, Worker
from ivr.worker_outbox import OutboxWorker

REDIS_PATIENCE = 1.0
"""Seconds for one answer of Redis: a caller hears an apology within three."""


@dataclass(frozen=True)
class Parts:
    """Every part of the service, made when it is first asked for; a test may give its own clock or switchboard."""

    settings: Settings
    clock: Clock = field(default_factory=SystemClock)
    own_switchboard: Switchboard | None = None

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
        patience = {"socket_timeout": REDIS_PATIENCE, "socket_connect_timeout": REDIS_PATIENCE}
        return Redis.from_url(self.settings.redis_url, decode_responses=True, **patience)

    @cached_property
    def records(self) -> Records:
        """The database."""
        return Records(self.settings.database_url)

    @cached_property
    def sealer(self) -> Sealer:
        """What seals secrets."""
        return Sealer(self.settings.secret_keys)

    @cached_property
    def tokens(self) -> Tokens:
        """What proves that a URL is ours."""
        return Tokens(self.settings.secret_keys)

    @cached_property
    def switchboard(self) -> Switchboard:
        """The telephone network's commands."""
        if self.own_switchboard is not None:
            return self.own_switchboard
        given = self.settings
        account = Account(
            given.twilio_account_sid,
            given.twilio_auth_token,
            given.twilio_sender,
            given.twilio_api_url,
            given.twilio_api_key,
            given.twilio_api_secret,
        )
        return TwilioSwitchboard(account, given.public_url)

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
        return BankFile(self.records, self.clock, decoys, self.prompts.sms)

    @cached_property
    def limits(self) -> Limits:
        """What may fail or be sent how often."""
        return Limits(self.institutions, self.clock)

    @cached_property
    def codes(self) -> RedisCodes:
        """Security codes."""
        book = CodeBook(self.redis, self.settings.secret_keys)
        parts = CodeParts(
            self.records,
            book,
            self.limits,
            self.sealer,
            self.bank,
            self.prompts.sms,
            self.institutions,
            self.clock,
        )
        return RedisCodes(parts)

    @cached_property
    def trail(self) -> DeskRecords:
        """What agents leave in the records."""
        return DeskRecords(self.records, self.clock)

    @cached_property
    def centre(self) -> CallCentre:
        """The call centre at work."""
        floor = RedisFloor(self.redis)
        return CallCentre(self.institutions, floor, self.clock, self.switchboard, self.trail, self.tokens)

    @cached_property
    def unfinished(self) -> RedisUnfinished:
        """What callers may go on with."""
        return RedisUnfinished(self.redis)

    @cached_property
    def conversations(self) -> Conversations:
        """Every conversation, with the ports that scripts name."""
        bank, limits, codes = self.bank, self.limits, self.codes
        ports = {
            "Customers": BankCustomers(self.records, self.clock, limits, bank.decoys),
            "Codes": codes,
            "Keys": BankKeys(self.records, self.clock, self.institutions, self.sealer, codes, limits, self.prompts.sms),
            "Handoffs": CentreHandoffs(self.centre),
            "Unfinished": self.unfinished,
        }
        render = self.renderer.render
        return Conversations(self.calls, self.tables, self.sealer, self.tokens, ports, answer_call, render, self.clock)

    @cached_property
    def rooms(self) -> Rooms:
        """What happens in rooms."""
        return Rooms(self.centre, self.conversations)

    @cached_property
    def desk(self) -> Desk:
        """What agents can do."""
        checks = ChecklistLimits(self.records, self.institutions, self.clock)
        checking = Checking(self.centre, self.bank, self.codes, checks, self.trail)
        return Desk(self.centre, self.rooms, checking, self.trail)

    @cached_property
    def closing(self) -> Closing:
        """What follows when a call ends."""
        callers, calls = Callers(self.centre), self.calls
        return Closing(self.conversations, callers, self.switchboard, calls.quiet, self.unfinished.note)

    @cached_property
    def staff(self) -> Staff:
        """Who works at the desk."""
        return Staff(self.records, self.clock, self.sealer, self.institutions)

    @cached_property
    def app(self) -> Flask:
        """The service, as gunicorn runs it."""
        return service(self)

    @cached_property
    def worker(self) -> Worker:
        """The worker with all its jobs."""
        return worker(self)


def build(settings: Settings) -> Parts:
    """Give the parts of the service for these settings."""
    return Parts(settings)


def service(parts: Parts) -> Flask:
    """Make the application: the line's webhooks, the desk's pages, health. Raises ConfigurationError."""
    settings = parts.settings
    app = Flask("ivr", static_folder=None)
    app.secret_key = settings.secret_keys[0]
    app.config["SECRET_KEY_FALLBACKS"] = list(settings.secret_keys[1:])
    gate = Gate(Signatures(settings.public_url, (settings.twilio_auth_token,)), settings.twilio_account_sid)
    callers = Callers(parts.centre)
    door = LineDoor(parts.conversations, callers, parts.closing, parts.renderer, parts.institutions)
    app.register_blueprint(line_routes(gate, door))
    stands = parts.conversations.stands
    room = RoomDoor(parts.rooms, parts.renderer, parts.institutions, parts.tokens, stands)
    app.register_blueprint(room_routes(gate, room))

    def note(sid: str, status: str, error_code: str) -> None:
        note_status(parts.records, sid, status, parts.clock.now(), error_code)

    app.register_blueprint(message_routes(gate, note))
    app.register_blueprint(recording_routes(settings.prompts_folder))
    app.register_blueprint(health_routes(Health(parts.redis, parts.records, parts.calls.count)))
    names = {institution.id: institution.name for institution in parts.institutions.values()}
    vendor = Path(os.environ.get("IVR_VENDOR", "node_modules")).resolve()
    install_desk(app, DeskParts(parts.desk, parts.staff, parts.redis, parts.clock, names, vendor))
    refuse_open_routes(app)
    return app


def worker(parts: Parts) -> Worker:
    """Make the worker: messages, offers, what got lost, and the line's events."""
    name = f"{socket.gethostname()}:{os.getpid()}"
    outbox = OutboxWorker(parts.records, parts.switchboard, parts.sealer, parts.clock, name)
    reconciler = Reconciler(parts.centre, parts.rooms)
    turns = TurnCarrier(parts.redis, parts.records)
    return Worker(
        (
            Job("messages", 0.5, outbox.run),
            Job("offers", 1, reconciler.tend),
            Job("network", 15, reconciler.compare),
            Job("lost_calls", 30, parts.closing.sweep),
            Job("turns", 1, turns.run),
        )
    )
