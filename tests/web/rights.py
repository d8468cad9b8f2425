"""A row for every route of the service: who may open it. A route without a row fails `test_role_by_route`."""

from ivr.security.roles import Right

OPEN = "open"  # strangers too: what it says helps nobody, or it proves who asks in another way
SIGNED_IN = "signed in"  # every role

ROWS: dict[str, Right | str] = {
    # Outside the staff's pages: health says nothing, figures need a token, recordings are public, files are ours.
    "health.healthz": OPEN,
    "health.readyz": OPEN,
    "metrics.metrics": OPEN,
    "recordings.recording": OPEN,
    "assets.own": OPEN,
    "assets.vendor": OPEN,
    # The door.
    "desk.sign_in": OPEN,
    "desk.sign_out": SIGNED_IN,
    "desk.own_password": SIGNED_IN,
    # The desk: agents only.
    "desk.page": Right.SERVE,
    "desk.view": Right.SERVE,
    "desk.events": Right.SERVE,
    "desk.heartbeat": Right.SERVE,
    "desk.available": Right.SERVE,
    "desk.unavailable": Right.SERVE,
    "desk.accept": Right.SERVE,
    "desk.decline": Right.SERVE,
    "desk.identify": Right.SERVE,
    "desk.check": Right.SERVE,
    "desk.send_code": Right.SERVE,
    "desk.change_mobile": Right.SERVE,
    "desk.freeze": Right.SERVE,
    "desk.unfreeze": Right.SERVE,
    "desk.to_keypad": Right.SERVE,
    "desk.take_back": Right.SERVE,
    "desk.not_confirmed": Right.SERVE,
    "desk.finish": Right.SERVE,
    "desk.save_wrap_up": Right.SERVE,
    "desk.finish_wrap_up": Right.SERVE,
    "desk.more_wrap_up": Right.SERVE,
    "desk.day": Right.SERVE,
    # What happened: supervisors and auditors; the audit: auditors only.
    "reports.page": Right.REPORT,
    "reports.calls": Right.REPORT,
    "reports.call": Right.REPORT,
    "reports.figures_csv": Right.REPORT,
    "reports.figures_xlsx": Right.REPORT,
    "audit.page": Right.AUDIT,
    "audit.verify": Right.AUDIT,
    # The floor: supervisors watch, and direct.
    "floor.page": Right.WATCH,
    "floor.wallboard": Right.WATCH,
    "floor.view": Right.WATCH,
    "floor.events": Right.WATCH,
    "floor.present": Right.WATCH,
    "floor.free": Right.DIRECT,
    "floor.set_state": Right.DIRECT,
    "floor.sign_agent_out": Right.DIRECT,
    "floor.prioritise": Right.DIRECT,
    "floor.move": Right.DIRECT,
    "floor.close": Right.DIRECT,
    "floor.open_queue": Right.DIRECT,
    "floor.announce": Right.DIRECT,
    "floor.withdraw": Right.DIRECT,
    # Who works here: administrators only.
    "staff.page": Right.STAFF,
    "staff.add": Right.STAFF,
    "staff.person": Right.STAFF,
    "staff.factor": Right.STAFF,
    "staff.password": Right.STAFF,
    "staff.sign_out": Right.STAFF,
    "staff.deactivate": Right.STAFF,
}
