"""The application that gunicorn serves: the line's webhooks, the desk's pages, recordings, health."""

from collections.abc import Iterable
from functools import partial
from wsgiref.types import StartResponse, WSGIEnvironment

from flask import Flask

from ivr.agents.checks.undelivered import tell_undelivered
from ivr.agents.desk.phone import DeskPhone
from ivr.agents.queue.callers import Callers
from ivr.assembly.branch import branch_parts
from ivr.assembly.floor import floor_parts
from ivr.assembly.pages import customer_pages, link_pages
from ivr.assembly.parts import Parts
from ivr.security.derivation import derive
from ivr.stores.agent_days import AgentDays
from ivr.stores.audit.book import AuditRecords
from ivr.stores.floor.phones import RedisPhones
from ivr.stores.outbox.marks import note_status
from ivr.stores.outbox.owing import count_owed
from ivr.stores.reporting.figures import Reports
from ivr.telephony.access_tokens import AccessTokens
from ivr.telephony.beside_page import BesidePageDoor, beside_page_routes
from ivr.telephony.call_backs import CallBackDoor, call_back_routes
from ivr.telephony.gate import Gate, refuse_open_routes
from ivr.telephony.guests import GuestDoor, guest_routes
from ivr.telephony.holding import HoldDoor, hold_routes
from ivr.telephony.line import LineDoor, line_routes
from ivr.telephony.messages import message_routes
from ivr.telephony.rooms import RoomDoor, room_routes
from ivr.telephony.signature import Signatures
from ivr.web.customer.linked import link_routes
from ivr.web.customer.routes import customer_routes
from ivr.web.desk.parts import PhoneParts
from ivr.web.health import Health, health_routes
from ivr.web.install import install_desk
from ivr.web.metrics import Figures, metrics_routes
from ivr.web.parts import DeskParts
from ivr.web.recordings import recording_routes
from ivr.web.reports.parts import ReportParts


class Service(Flask):
    """The desk's pages, and beside them the line: no session, cookie or header of the pages comes near a webhook."""

    def __init__(self, line: Flask) -> None:
        super().__init__("ivr", static_folder=None)
        self._line = line

    def wsgi_app(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Serve a request with the application that is meant."""
        if environ["PATH_INFO"].startswith("/voice/"):
            return self._line.wsgi_app(environ, start_response)
        return super().wsgi_app(environ, start_response)


def service(parts: Parts) -> Flask:
    """Make the application. Raises ConfigurationError."""
    settings = parts.settings
    app = Service(line(parts))
    first, *others = (derive(secret, "cookies of the desk") for secret in settings.secret_keys)
    app.secret_key = first
    app.config["SECRET_KEY_FALLBACKS"] = others
    app.register_blueprint(recording_routes(settings.prompts_folder))
    app.register_blueprint(health_routes(Health(parts.redis, parts.records, parts.calls.count)))
    app.register_blueprint(metrics_routes(figures(parts), settings.metrics_token))
    names = {institution.id: institution.name for institution in parts.institutions.values()}
    vendor = settings.vendor_folder.resolve()
    people = parts.desk, parts.staff, parts.staffing
    days, reports, floor = AgentDays(parts.records), report_parts(parts), floor_parts(parts)
    beside = phone_parts(parts), branch_parts(parts)
    install_desk(app, DeskParts(*people, parts.redis, parts.clock, names, vendor, days, reports, floor, *beside))
    pages = customer_pages(parts)
    app.register_blueprint(customer_routes(pages))
    app.register_blueprint(link_routes(link_pages(parts, pages)))
    return app


def phone_parts(parts: Parts) -> PhoneParts:
    """Give what the telephone in the desk's page needs; without an API key there is none."""
    settings, phones = parts.settings, RedisPhones(parts.redis)
    key = settings.twilio_api_key, settings.twilio_api_secret
    passes = AccessTokens(settings.twilio_account_sid, *key) if all(key) else None
    return PhoneParts(DeskPhone(parts.centre, phones, parts.rooms.returning), passes, settings.twilio_signalling)


def report_parts(parts: Parts) -> ReportParts:
    """Give what the pages of reports and of the audit need."""
    outside = parts.records, parts.clock, parts.institutions
    return ReportParts(Reports(*outside), AuditRecords(*outside), parts.institutions)


def line(parts: Parts) -> Flask:
    """Make the application for the telephone network. Raises ConfigurationError."""
    app = Flask("line", static_folder=None)
    add_voice(app, parts)
    refuse_open_routes(app)
    return app


def figures(parts: Parts) -> Figures:
    """Give what /metrics shows."""
    floor = parts.floor
    waiting = {table.id: partial(floor.waiting, table.id, tuple(table.queues)) for table in parts.institutions.values()}
    return Figures(parts.calls.count, partial(count_owed, parts.records), waiting)


def add_voice(app: Flask, parts: Parts) -> None:
    """Add every webhook of the telephone network, each behind the gate."""
    settings = parts.settings
    gate = Gate(Signatures(settings.public_url, settings.twilio_auth_tokens), settings.twilio_account_sid)
    callers, conversations = Callers(parts.centre), parts.conversations
    line = LineDoor(conversations, callers, parts.closing, parts.renderer, parts.institutions)
    room = RoomDoor(parts.rooms, parts.renderer, parts.institutions, parts.tokens, conversations.stands)

    def note(sid: str, status: str, error_code: str) -> None:
        if lost := note_status(parts.records, sid, status, parts.clock.now(), error_code):
            tell_undelivered(parts.centre, lost)

    call_backs = CallBackDoor(parts.calling_back, conversations, parts.closing, parts.renderer, parts.institutions)
    app.register_blueprint(line_routes(gate, line))
    app.register_blueprint(beside_page_routes(gate, BesidePageDoor(line)))
    app.register_blueprint(call_back_routes(gate, call_backs))
    app.register_blueprint(room_routes(gate, room))
    guests = GuestDoor(parts.rooms.guests, parts.renderer, parts.institutions, parts.tokens)
    app.register_blueprint(guest_routes(gate, guests))
    app.register_blueprint(hold_routes(gate, HoldDoor(parts.renderer, parts.institutions, parts.tokens)))
    app.register_blueprint(message_routes(gate, note))
