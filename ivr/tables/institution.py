"""Reads the table of one institution as a whole, and checks that its parts know each other."""

from dataclasses import replace
from hashlib import sha256
from types import MappingProxyType

from ivr.institutions import Institution
from ivr.tables.admission import check_recover, read_admission
from ivr.tables.branch import check_branch, read_branch
from ivr.tables.distribution import check_overflow, check_priorities, read_priorities
from ivr.tables.keys import check_kinds, check_typed, read_further_keys, read_key
from ivr.tables.lines import read_documents, read_lines, read_shared_numbers, read_voice, telephone
from ivr.tables.links import check_mail, check_pages, read_link, read_mail
from ivr.tables.menus import check_option_prompts, check_paths, check_targets, read_menus
from ivr.tables.opening import read_hours
from ivr.tables.policies import read_code, read_limits
from ivr.tables.questions import check_regaining, read_questions
from ivr.tables.reader import TableReader
from ivr.tables.service import check_references, read_checklists, read_procedures, read_queues
from ivr.tables.thresholds import read_thresholds
from ivr.tables.web import read_web
from ivr.tables.wrapping import read_not_ready

HEARERS = "who hears that a supervisor comes into the room: nobody, agent or everybody"


def read_institution(name: str, content: bytes, root: TableReader) -> Institution:
    """Give the institution; whatever is wrong is in the reader's mistakes. `version` is a digest of the content."""
    institution = Institution(
        id=name,
        name=root.text("name", "a name of at most 40 characters", r"\S.{0,39}"),
        version=sha256(content).hexdigest()[:12],
        language=root.text("language", "a language with its country such as es-CO", r"[a-z]{2}-[A-Z]{2}"),
        voice=read_voice(root),
        lines=read_lines(root),
        documents=read_documents(root),
        first_menu=root.text("first_menu"),
        menus=MappingProxyType(dict(read_menus(root))),
        procedures=MappingProxyType(dict(read_procedures(root))),
        key=read_key(root),
        code=read_code(root),
        checklists=MappingProxyType(dict(read_checklists(root))),
        queues=MappingProxyType(dict(read_queues(root))),
        hours=read_hours(root),
        limits=read_limits(root),
        own_number=telephone(root, "own_number", default=""),
        shared_numbers=read_shared_numbers(root),
        records_calls=root.flag("records_calls"),
    )
    institution = _with_floor(root, institution)
    _check_together(root, institution)
    return institution


def _with_floor(root: TableReader, institution: Institution) -> Institution:
    """Add what a table says of further keys, agents and supervisors, all of which it may leave out."""
    return replace(
        institution,
        further_keys=MappingProxyType(dict(read_further_keys(root))),
        admission=read_admission(root),
        branch=read_branch(root),
        link=read_link(root),
        questions=read_questions(root),
        mail=read_mail(root),
        not_ready=read_not_ready(root),
        priorities=read_priorities(root),
        thresholds=read_thresholds(root),
        web=read_web(root, institution.procedures),
        monitoring_announced=root.text("monitoring_announced", HEARERS, r"nobody|agent|everybody", default="nobody"),
        contact_change_approval=root.flag("contact_change_approval", default=False),
    )


def _check_together(root: TableReader, institution: Institution) -> None:
    queues = frozenset(institution.queues)
    checklists = frozenset(institution.checklists)
    menus, procedures = frozenset(institution.menus), frozenset(institution.procedures)
    check_targets(root, institution.menus, {"menu": menus, "procedure": procedures, "queue": queues})
    check_references(root, institution.procedures, {"queue": queues, "checklist": checklists})
    check_branch(root, institution.branch, institution.procedures)
    check_kinds(root, institution.keys)
    check_recover(root, institution.procedures, institution.key)
    check_mail(root, institution.code, institution.mail)
    check_pages(root, institution)
    check_regaining(root, institution)
    check_typed(root, institution.key, institution.menus)
    check_paths(root, institution.menus, institution.first_menu)
    check_option_prompts(root, institution.menus)
    check_overflow(root, institution.queues)
    check_priorities(root, institution.queues, institution.procedures, institution.priorities)
    root.finish()
