"""The pages of reports: who sees them, what they show, their files, and the calls behind each figure."""

import csv
import io
import re
import zipfile
from html import unescape
from xml.etree import ElementTree as ET

import pytest
from sqlalchemy import select

from ivr.errors import Unavailable
from ivr.reports.calendar import Period
from ivr.reports.figures import total
from ivr.reports.outside import Scope
from ivr.stores.reporting.figures import Reports
from ivr.stores.schema import AuditRecord, CallRecord
from tests.web.office import BERTA, LAURA, OSCAR, PABLO, RAMIRO, Browser, Office
from tests.web.reports.days import TODAY, remember

ROW = re.compile(r"<tr.*?</tr>", re.DOTALL)
LINK = re.compile(r'href="(/reports/calls\?[^"]+)"')
WEEK = "from=2026-02-26&to=2026-03-04"


@pytest.fixture
def berta(office: Office) -> Browser:
    """Give a supervisor before the reports of an office with a past."""
    remember(office)
    return office.at_desk(BERTA)


def deeds(office: Office, kind: str) -> list[AuditRecord]:
    """Give what the audit holds of a kind."""
    with office.records.read() as session:
        return list(session.scalars(select(AuditRecord).where(AuditRecord.kind == kind)))


def cells(text: str, table: str, row: str) -> list[str]:
    """Give the texts of a row of a table."""
    body = text.partition(f'id="table-{table}"')[2].partition("</table>")[0]
    found = next(each for each in ROW.findall(body) if re.search(rf'scope="row">(<a[^>]*>)?{row}<', each))
    return [
        unescape(re.sub(r"<[^>]+>", "", cell)).strip() for cell in re.findall(r"<t[hd].*?</t[hd]>", found, re.DOTALL)
    ]


def test_a_page_of_figures(office: Office, berta: Browser) -> None:
    """What the page says of a week is what the book says of it, written for people."""
    text = berta.get(f"/reports?{WEEK}").text
    book = Reports(office.records, office.clock, office.tables)
    figures = total(book.queues(Scope("serfinansa", Period(*(TODAY.replace(month=2, day=26), TODAY)))).values())
    shown = cells(text, "queues", "Todo")
    assert shown[1:4] == [str(figures.offered), str(figures.answered), str(figures.in_time)]
    assert figures.service_level is not None
    assert shown[4] == f"{figures.service_level * 100:.1f} %".replace(".", ",").replace(" ", "\N{NO-BREAK SPACE}")
    assert "Faltan" not in text
    assert "Informes <span" in text
    assert "26 de febrero a 4 de marzo de 2026</span></h1>" in text


def test_only_who_takes_calls_can_be_chosen(berta: Browser) -> None:
    """Agents, also without a call, and nobody who leads, lets in or reviews."""
    chosen = berta.get(f"/reports?{WEEK}").text.partition('<select name="agent">')[2].partition("</select>")[0]
    assert re.findall(r">([^<]+)</option>", chosen) == ["Todos", LAURA.name, PABLO.name]


def test_every_figure_is_one_click_from_its_calls(berta: Browser) -> None:
    """Each link of the page leads to a list that is as long as the figure says."""
    text = berta.get(f"/reports?{WEEK}").text
    links = {unescape(link) for link in LINK.findall(text)}
    assert len(links) > 30
    for link in sorted(links)[::7]:
        page, rows = berta.get(link), 0
        assert page.status_code == 200
        said = re.search(rf'<a href="{re.escape(link.replace("&", "&amp;"))}">([\d.]+)</a>', text)
        while True:
            rows += len(re.findall('href="/reports/calls/(?:CA|WV)', page.text))
            more = re.search(r'<a href="(/reports/calls\?[^"]+)">Más', page.text)
            if more is None:
                break
            page = berta.get(unescape(more.group(1)))
        if said is not None:
            assert (link, rows) == (link, int(said.group(1).replace(".", "")))


def test_a_call_is_shown_without_a_digit_or_a_number(office: Office, berta: Browser) -> None:
    """The caller's number is masked; what was typed was never written."""
    text = berta.get(f"/reports/calls?figure=answered&{WEEK}").text
    found = re.search(r'href="(/reports/calls/CA\w+)"', text)
    assert found is not None
    story = berta.get(found.group(1)).text
    assert "•••• 4567" in story
    assert "3001234567" not in story + text
    assert office.at_desk(OSCAR, "other").get(found.group(1)).status_code == 403


def test_nobody_sees_another_institution(office: Office, berta: Browser) -> None:
    """Neither by the address of a call, nor by any word in the address of a report."""
    with office.records.read() as session:
        theirs = session.execute(select(AuditRecord.institution).distinct()).scalars().all()
    assert set(theirs) >= {"other", "serfinansa"}
    other = remember_call(office)
    assert berta.get(f"/reports/calls/{other}").status_code == 404
    for path in ("/reports", "/reports/figures.csv", "/reports/calls"):
        answer = berta.get(f"{path}?{WEEK}&institution=other&agent=other.laura&figure=answered&table=queues")
        assert answer.status_code == 200
        assert other not in answer.text
        assert cells_or_none(answer.text) == []


def remember_call(office: Office) -> str:
    """Give a call of the other institution."""
    with office.records.read() as session:
        return session.scalars(select(CallRecord.sid).where(CallRecord.institution == "other")).first() or ""


def cells_or_none(text: str) -> list[str]:
    """Give the rows of queues that a page or a file shows."""
    return re.findall(r'scope="row">Claves|^Claves', text, re.MULTILINE)


@pytest.mark.parametrize(
    "asked",
    [
        "from=yesterday",
        "from=2026-03-05&to=2026-03-04",
        "from=2020-01-01&to=2026-03-04",
        "from=0001-01-01&to=0001-01-01",
        "from=9999-12-31&to=9999-12-31",
        "queue=" + "x" * 65,
    ],
)
def test_a_wrong_question_is_refused(berta: Browser, asked: str) -> None:
    """No address that somebody makes up brings the page down."""
    assert berta.get(f"/reports?{asked}").status_code in {200, 400}
    assert berta.get(f"/reports/calls?figure=offered&{asked}").status_code in {200, 400}
    assert berta.get(f"/reports/calls?figure=nonsense&{asked}").status_code == 400
    assert berta.get(f"/reports/calls?figure=offered&{WEEK}&after=x").status_code == 400


def test_a_file_is_written_into_the_audit_first(office: Office, berta: Browser) -> None:
    """Who took which figures out of the house is known; what cannot be written is not given."""
    assert berta.get(f"/reports/figures.csv?table=queues&{WEEK}").status_code == 200
    assert workbook(office, berta)
    exported = deeds(office, "report_exported")
    assert [deed.agent for deed in exported] == ["serfinansa.berta"] * 2
    assert '"file":"queues.csv"' in exported[0].detail
    assert berta.get(f"/reports/figures.csv?table=staff&{WEEK}").status_code == 400


def test_what_cannot_be_written_is_not_given(office: Office, berta: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """With records that cannot be written there is no file."""

    def fail(*_: object, **__: object) -> None:
        raise Unavailable("records")

    monkeypatch.setattr(type(office.records), "begin", fail)
    answer = berta.get(f"/reports/figures.csv?table=queues&{WEEK}")
    assert answer.status_code == 503
    assert "claves" not in answer.text.lower()


def test_csv_has_what_the_page_has(berta: Browser) -> None:
    """Names of figures above, numbers as they were counted, and no formula from anybody's name."""
    page = cells(berta.get(f"/reports?{WEEK}").text, "queues", "Claves")
    answer = berta.get(f"/reports/figures.csv?table=queues&{WEEK}")
    found = {row["queue"]: row for row in csv.DictReader(io.StringIO(answer.text))}
    assert (found["Claves"]["offered"], found["Claves"]["answered"]) == (page[1], page[2])
    level = float(found["Claves"]["service_level"])
    assert page[4].startswith(f"{level * 100:.1f}".replace(".", ","))
    assert 'filename="serfinansa-2026-02-26-2026-03-04-queues.csv"' in answer.headers["Content-Disposition"]


def test_pages_have_a_report_of_their_own(office: Office, berta: Browser) -> None:
    """The channel is chosen for page, file and list: pages have no queues, and the telephone has no visits."""
    text = berta.get(f"/reports?{WEEK}&channel=web").text
    figures = Reports(office.records, office.clock, office.tables).pages(
        Scope("serfinansa", Period(TODAY.replace(month=2, day=26), TODAY))
    )["change"]
    shown = cells(text, "pages", "Cambiar clave")
    assert shown[1:3] == [str(figures.started), str(figures.met)]
    assert cells(text, "funnel", "Cambiar clave")[1:3] == ["Páginas", str(figures.started)]
    assert "table-queues" not in text
    assert "table-pages" not in berta.get(f"/reports?{WEEK}&channel=phone").text
    answer = berta.get(f"/reports/figures.csv?table=pages&{WEEK}&channel=web")
    found = {row["procedure"]: row for row in csv.DictReader(io.StringIO(answer.text))}
    assert found["Cambiar clave"]["left_page"] == str(figures.left_page)
    assert berta.get(f"/reports/figures.csv?table=queues&{WEEK}&channel=web").status_code == 400
    assert berta.get(f"/reports?{WEEK}&channel=fax").status_code == 400
    visit = re.search(r'href="(/reports/calls/WV\w+)"', berta.get(f"/reports/calls?figure=started&{WEEK}").text)
    assert visit is not None
    assert "<h1>Visita del" in berta.get(visit.group(1)).text


def test_no_name_becomes_a_formula(office: Office, berta: Browser) -> None:
    """A name that begins like a formula stays a name, in both kinds of files."""
    office.change(LAURA, name="=HYPERLINK(1)")
    text = berta.get(f"/reports/figures.csv?table=agents&{WEEK}").text
    assert "'=HYPERLINK(1)" in text
    assert "\n=HYPERLINK" not in text
    assert "<f>" not in workbook(office, berta)["xl/worksheets/sheet5.xml"]


def workbook(office: Office, browser: Browser) -> dict[str, str]:
    """Give the parts of the spreadsheet, as another program reads them."""
    answer = browser.client.get(f"/reports/figures.xlsx?{WEEK}", base_url="https://desk.example")
    assert answer.status_code == 200
    assert office.records is not None
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}


def test_the_spreadsheet_has_every_table(office: Office, berta: Browser) -> None:
    """A sheet for each table with real numbers, and one with the definitions."""
    parts = workbook(office, berta)
    names = {"n": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    sheets = [each.get("name") for each in ET.fromstring(parts["xl/workbook.xml"]).iterfind(".//n:sheet", names)]  # noqa: S314
    assert sheets == [
        "Por día",
        "Por fila",
        "Espera anunciada",
        "Devoluciones de llamada",
        "Por asesor",
        "Pausas",
        "Embudo de verificación",
        "Dónde se pierden",
        "Visitas por día",
        "Visitas por trámite",
        "Del teléfono a la página",
        "Definiciones",
    ]
    numbers = [
        float(each.text or "")
        for each in ET.fromstring(parts["xl/worksheets/sheet2.xml"]).iterfind(".//n:c[n:v]/n:v", names)  # noqa: S314 - our own
    ]
    assert float(cells(berta.get(f"/reports?{WEEK}").text, "queues", "Todo")[1]) in numbers


def test_agents_see_no_reports(office: Office) -> None:
    """Their own day is on their desk; who may see reports is tested route by route in test_role_by_route."""
    laura = office.at_desk(LAURA)
    assert laura.get("/reports").status_code == 403
    assert office.at_desk(RAMIRO).get("/reports").status_code == 200
