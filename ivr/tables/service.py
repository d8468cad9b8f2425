"""Reads what agents do: the procedures, the questions they ask, and the queues in which callers wait."""

from collections.abc import Mapping

from ivr.institutions import Checklist, CheckQuestion, QueueRule, ServiceLevelRule
from ivr.procedures import Procedure
from ivr.queues import MOST_PRIORITY
from ivr.tables.distribution import read_distribution
from ivr.tables.reader import TableReader
from ivr.tables.wrapping import read_wrap_up

# The scripts that exist. Three have two proofs without an agent: the current key and a code; a code and
# own products; a code that a branch sends to who stands before it.
PROCEDURES = (
    *("activate", "change", "restore", "recover", "enter", "regain", "sent_key", "private_zone", "reset"),
    "office_code",
)
TWO_PROOFS_ALONE = frozenset(("change", "regain", "office_code"))
QUESTION_KINDS = ("text", "date", "digits", "choice")


def read_procedures(root: TableReader) -> Mapping[str, Procedure]:
    """Give the procedures by their id; each has two proofs, or says why not."""
    return {name: _read_procedure(root, name, table) for name, table in root.named("procedures").items()}


def _read_procedure(root: TableReader, name: str, table: TableReader) -> Procedure:
    if name not in PROCEDURES:
        root.note(f"procedures.{name}", "an unknown procedure", ", ".join(PROCEDURES))
    procedure = Procedure(
        id=name,
        label=table.text("label"),
        agent=table.flag("agent"),
        queue=table.text("queue"),
        checklist=table.text("checklist", "the checklist that an agent asks"),
        single_proof_reason=table.text("single_proof_reason", "why one proof is enough here", default=""),
        priority=table.number("priority", 0, MOST_PRIORITY, default=0),
    )
    _check_proofs(table, procedure)
    return procedure


def _check_proofs(table: TableReader, procedure: Procedure) -> None:
    alone = not procedure.agent and procedure.id not in TWO_PROOFS_ALONE
    if alone and not procedure.single_proof_reason:
        table.note(
            "agent", "false, which leaves one proof", "true, or a single_proof_reason that says why one is enough"
        )


def check_references(
    root: TableReader, procedures: Mapping[str, Procedure], known: Mapping[str, frozenset[str]]
) -> None:
    """Note every procedure whose queue or checklist the table does not have."""
    for procedure in procedures.values():
        for kind, names in known.items():
            name = getattr(procedure, kind)
            if name and name not in names:
                root.note(f"procedures.{procedure.id}.{kind}", repr(name), ", ".join(sorted(names)))


def read_checklists(root: TableReader) -> Mapping[str, Checklist]:
    """Give the checklists by their id; `required` and `stricter` count the answers that must match."""
    return {name: _read_checklist(name, table) for name, table in root.named("checklists").items()}


def _read_checklist(name: str, table: TableReader) -> Checklist:
    questions = tuple(_read_question(question) for question in table.tables("questions"))
    ids = [question.id for question in questions]
    if len(set(ids)) < len(ids):
        table.note("questions", " ".join(ids), "each question once")
    count = max(2, len(questions))
    checklist = Checklist(name, questions, table.number("required", 2, count), table.number("stricter", 2, count))
    if checklist.stricter < checklist.required:
        table.note("stricter", checklist.stricter, f"at least required ({checklist.required})")
    return checklist


def _read_question(table: TableReader) -> CheckQuestion:
    return CheckQuestion(
        id=table.text("id", "lower case letters and _, as the bank's core knows it", r"[a-z][a-z_]*"),
        label=table.text("label"),
        kind=table.one_of("kind", QUESTION_KINDS),
    )


def read_queues(root: TableReader) -> Mapping[str, QueueRule]:
    """Give the queues by their id; times in seconds. The position is announced at most once a minute."""
    return {name: _read_queue(name, table) for name, table in root.named("queues").items()}


def _read_queue(name: str, table: TableReader) -> QueueRule:
    return QueueRule(
        id=name,
        name=table.text("name"),
        size=table.number("size", 1, 1000),
        offer_seconds=table.number("offer_seconds", 5, 60, default=20),
        announce_every=table.number("announce_every", 60, 600, default=60),
        wrap_up=read_wrap_up(table),
        service_level=_read_service_level(table),
        distribution=read_distribution(table),
    )


def _read_service_level(table: TableReader) -> ServiceLevelRule:
    """Give what the queue promises; a target of everybody could never be planned for."""
    usual = ServiceLevelRule()
    return ServiceLevelRule(
        within=table.number("service_level_seconds", 1, 3600, default=usual.within),
        target=table.number("service_level_percent", 1, 99, default=usual.target),
        short_abandon=table.number("short_abandon", 0, 60, default=usual.short_abandon),
    )
