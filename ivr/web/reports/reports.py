"""The reports: what happened on the days that somebody asks for, each figure with the calls behind it."""

from flask import Response, abort, render_template
from flask.typing import ResponseReturnValue

from ivr.errors import DeskError
from ivr.reports.behind import Figure
from ivr.reports.outside import ReportBook
from ivr.security.roles import Right
from ivr.web.guarding import protected
from ivr.web.parts import parts
from ivr.web.reports.cards import cards
from ivr.web.reports.deed_words import DEEDS
from ivr.web.reports.files import as_csv, as_xlsx
from ivr.web.reports.makers import Tables
from ivr.web.reports.numbers import days, local
from ivr.web.reports.scope import Asked, asked, institution, word
from ivr.web.reports.words import ANSWERS, CHANNELS, FIGURES, end_name, step_name
from ivr.web.sign_in.identity import page_needs, signed_in

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORDS = {"answers": ANSWERS, "deeds": DEEDS, "figures": FIGURES, "end_name": end_name, "step_name": step_name}
WORDS |= {"channels": CHANNELS}

reports = protected("reports", "/reports")


@reports.get("")
@page_needs(Right.REPORT)
def page() -> str:
    """Show every table of the days that are asked for."""
    question = asked()
    tables = {table.name: table for table in _tables(question).all()}
    counted = _book().counted(question.scope)
    promise = _book().rule(question.scope.institution, question.scope.queue)
    takers = _book().takers(question.scope)
    frame = {"asked": question, "tables": tables, "counted": counted, "promise": promise, "takers": takers}
    shown = cards(question, tables, promise)
    return render_template("reports.html", **frame, institution=institution(), cards=shown, **WORDS)


@reports.get("/calls")
@page_needs(Right.REPORT)
def calls() -> str:
    """List the calls behind a figure."""
    question = asked()
    try:
        figure = Figure(word("figure"), word("of"), word("way"), word("version"))
        found = _book().behind(question.scope, figure, word("after"))
    except (ValueError, OverflowError) as error:
        raise DeskError("malformed", "figure") from error
    frame = {"asked": question, "figure": figure, "page": found, "names": _book().names(question.scope.institution)}
    frame |= {"procedure_name": procedure_name}
    return render_template("report_calls.html", **frame, institution=institution(), **WORDS)


@reports.get("/calls/<sid>")
@page_needs(Right.REPORT)
def call(sid: str) -> str:
    """Show all that is known of one call; 404 for one of another institution."""
    story = _book().call(institution().id, sid)
    if story is None:
        abort(404)
    names = _book().names(institution().id)
    frame = {"story": story, "names": names, "procedure_name": procedure_name}
    return render_template("report_call.html", **frame, institution=institution(), **WORDS)


@reports.get("/figures.csv")
@page_needs(Right.REPORT)
def figures_csv() -> ResponseReturnValue:
    """Give one table as CSV; that it left the house is in the audit."""
    question = asked()
    found = [table for table in _tables(question).all() if table.name == word("table")]
    if not found:
        raise DeskError("malformed", "table")
    _note(question, f"{found[0].name}.csv")
    return _file(as_csv(found[0]).encode("utf-8"), "text/csv; charset=utf-8", _name(question, f"{found[0].name}.csv"))


@reports.get("/figures.xlsx")
@page_needs(Right.REPORT)
def figures_xlsx() -> ResponseReturnValue:
    """Give all tables as a workbook; that it left the house is in the audit."""
    question = asked()
    zone, counted = institution().hours.time_zone, _book().counted(question.scope)
    period = question.scope.period
    channel = f" · {CHANNELS[question.scope.channel]}" if question.scope.channel else ""
    heading = (
        f"{institution().name}: {days(period)}{channel}",
        f"Contado hasta {local(counted.at or parts().clock.now(), zone)}",
    )
    _note(question, "figures.xlsx")
    return _file(as_xlsx(_tables(question).all(), heading), XLSX, _name(question, "xlsx"))


def procedure_name(procedure: str) -> str:
    """Give how a procedure of the telephone or of the pages is called; nothing for what is none."""
    table = institution()
    known = table.procedures.get(procedure) or table.web.procedures.get(procedure)
    return known.label if known else ""


def _book() -> ReportBook:
    return parts().reports.book


def _tables(question: Asked) -> Tables:
    return Tables(_book(), institution(), question)


def _note(question: Asked, what: str) -> None:
    """Write the export into the audit before it is made: what cannot be written is not given."""
    period = question.scope.period
    detail = {"file": what, "from": str(period.first), "to": str(period.last)}
    detail |= {"channel": question.scope.channel} if question.scope.channel else {}
    detail |= {"queue": question.scope.queue} if question.scope.queue in institution().queues else {}
    parts().reports.audit.note(institution().id, "report_exported", signed_in().member.id, detail)


def _name(question: Asked, what: str) -> str:
    period = question.scope.period
    channel = f"-{question.scope.channel}" if question.scope.channel else ""
    return f"{institution().id}-{period.first}-{period.last}{channel}{'-' if '.' in what else '.'}{what}"


def _file(content: bytes, kind: str, name: str) -> Response:
    disposition = f'attachment; filename="{name}"'
    return Response(content, content_type=kind, headers={"Content-Disposition": disposition})
