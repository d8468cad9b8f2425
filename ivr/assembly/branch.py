"""The branches' read models, deeds and worker's job, joined from the parts of the service."""

from ivr.agents.branch.answering import Requests
from ivr.agents.branch.attending import Attending
from ivr.assembly.parts import Parts
from ivr.stores.branch.attendances import Attendances
from ivr.stores.branch.delivering import Delivering
from ivr.stores.branch.requests import BranchRequests
from ivr.stores.fingerprints import HttpFingerprints
from ivr.web.branch.parts import BranchParts


def branch_parts(parts: Parts) -> BranchParts:
    """Give what the branches' pages need; without FINGERPRINT_URL no reader answers."""
    tables, url = parts.institutions, parts.settings.fingerprint_url
    book = Attendances(parts.records, parts.clock, parts.limits, parts.texts)
    codes = parts.office_codes.parts.book
    requests = BranchRequests(parts.records, parts.clock, parts.sealer, parts.texts, tables, codes)
    reader = HttpFingerprints(url) if url else None
    attending = Attending(tables, parts.bank, book, requests, parts.office_codes, parts.staff, reader)
    return BranchParts(attending, Requests(tables, requests, parts.clock))


def delivering(parts: Parts) -> Delivering:
    """Give the job that carries out what branches have filed."""
    basics = parts.records, parts.clock, parts.sealer, parts.texts, parts.institutions
    return Delivering(*basics, parts.office_codes)
