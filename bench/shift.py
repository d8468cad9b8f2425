"""A shift at its desks: 300 agents and 50 supervisors, each signed in, with the cookie that a browser would have."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from flask import Flask, session
from flask_wtf.csrf import generate_csrf
from sqlalchemy import insert

from bench.place import ROOT, Place
from ivr.agents.agent import Wish
from ivr.assembly import Assembly
from ivr.security.roles import Role
from ivr.stores.clock import SystemClock
from ivr.stores.demo.guide import demo
from ivr.stores.demo.seed import seed
from ivr.stores.schema import StaffRecord
from ivr.web.sign_in.sessions import DeskSessions

BANK = "serfinansa"
DESKS, FLOORS = 300, 50


@dataclass(frozen=True)
class Shift:
    """The staff of one place, put into its records."""

    here: Place
    parts: Assembly

    def hire(self) -> None:
        """Put the demo's people and everybody else into the records."""
        parts = self.parts
        seed(parts.records, SystemClock(), parts.sealer, parts.hasher, demo(parts.institutions))
        agents = [_person(f"agent_{number:03}", Role.AGENT) for number in range(DESKS)]
        others = [_person(f"lead_{number:03}", Role.SUPERVISOR) for number in range(FLOORS)]
        with parts.records.begin() as records:
            records.execute(insert(StaffRecord), agents + others)

    def browsers(self, floors: int = FLOORS) -> list[dict[str, Any]]:
        """Sign everybody in; give what their pages need."""
        kinds = [("desk", f"agent_{number:03}") for number in range(DESKS)]
        kinds += [("floor", f"lead_{number:03}") for number in range(floors)]
        return [{"port": self.here.port, "kind": kind, **self._signed_in(user)} for kind, user in kinds]

    def sit_down(self) -> None:
        """Have every agent take calls."""
        for number in range(DESKS):
            self.parts.floor.presence(BANK, f"{BANK}.agent_{number:03}", Wish.AVAILABLE, SystemClock().now())

    def _signed_in(self, user: str) -> dict[str, str]:
        """Sign in as the page does after both factors, which are no part of this."""
        parts, app = self.parts, self.parts.app
        member = parts.staff.member(f"{BANK}.{user}")
        if member is None:
            raise ValueError(user)
        session_id = DeskSessions(parts.redis, SystemClock(), parts.staff).start(member)
        with app.test_request_context():
            session["_user_id"], session["_fresh"] = session_id, True
            token = generate_csrf()
            return {"token": token, "cookie": f"{app.config['SESSION_COOKIE_NAME']}={_cookie(app)}"}


def _cookie(app: Flask) -> str:
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined] # Flask's own, by default
    return str(serializer.dumps(dict(session)))


def _person(user: str, role: Role) -> dict[str, str]:
    name = user.replace("_", " ").title()
    own = {"id": f"{BANK}.{user}", "institution": BANK, "user": user, "name": name, "role": str(role)}
    return own | {"voice": f"+5760530{user[-3:]}00", "password_hash": "", "totp_sealed": ""}


@contextmanager
def open_pages(people: list[dict[str, Any]]) -> Iterator[dict[str, int]]:
    """Open these pages in a program of their own; what they heard is in the answer when the block has ended."""
    told: dict[str, int] = {}
    command = [sys.executable, "-m", "bench.pages"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        if process.stdin is None or process.stdout is None:
            raise ValueError("a program without pipes")
        process.stdin.write(json.dumps(people) + "\n")
        process.stdin.flush()
        if process.stdout.readline() != "open\n":
            raise ValueError("the pages did not open")
        try:
            yield told
        finally:
            process.stdin.close()
            told.update(json.loads(process.stdout.read()))
