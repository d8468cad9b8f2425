"""A call from a terminal, through the telephone network of one machine, to a service that asks two things."""

import io
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Event, Thread
from typing import Self
from urllib.parse import parse_qs

import pytest
import requests
from click.testing import CliRunner

from ivr.cli import main
from ivr.local.failure import CannotStart
from ivr.local.handset import Handset
from ivr.local.keyboard import Keyboard
from ivr.stores.demo.guide import demo
from ivr.tables import load
from tests.conftest import ROOT
from tests.local.network import ACCOUNT, local_network
from tests.phone.call import until

TABLES = load(ROOT / "institutions")
LINE, CALLER = "+5718000510513", "+573000000001"
GATHER = '<Gather numDigits="{}" finishOnKey="{}" action="{}" actionOnEmptyResult="true"><Say>{}</Say></Gather>'
ANSWERS = {
    "/voice": GATHER.format(1, "", "/menu", "Para activar su clave, marque uno."),
    "/menu": GATHER.format(11, "#", "/end", "Digite su documento."),
}


class Service(BaseHTTPRequestHandler):
    """Answers webhooks: a menu, a number, and what was typed as a farewell."""

    def do_POST(self) -> None:
        """Answer with TwiML."""
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        twiml = ANSWERS.get(self.path, f"<Say>Recibí {form.get('Digits', ['nada'])[0]}.</Say>")
        body = f"<Response>{twiml}</Response>".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/xml; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a telephone network, as fast as possible, with a line that is answered by the service."""
    with HTTPServer(("127.0.0.1", 0), Service) as service:
        Thread(target=service.serve_forever, args=(0.01,)).start()
        url = f"http://127.0.0.1:{service.server_port}/voice"
        lines = [{"number": each.lines[0].number, "name": each.name, "voice_url": url} for each in TABLES.values()]
        with local_network(tmp_path_factory.mktemp("network"), lines) as address:
            yield address
        service.shutdown()


class Nobody(io.StringIO):
    """A terminal at which nobody ever types."""

    def isatty(self) -> bool:
        """Say that it is a terminal."""
        return True

    def __iter__(self) -> Self:  # type: ignore[override] # its base is typed for bytes
        """Wait for ever."""
        Event().wait()
        return self


def call(network: str, keys: str) -> list[str]:
    """Call the line with keys from a pipe and give what the terminal showed."""
    shown: list[str] = []
    handset = Handset.dial(network, CALLER, LINE, shown.append)
    with Keyboard(handset, io.StringIO(keys)):
        handset.listen()
    return shown


def test_keys_from_a_pipe_are_pressed_when_the_line_waits(network: str) -> None:
    """Each line answers one question, in its order."""
    shown = call(network, "1\n1032456789#\n")
    said = [line for line in shown if not line.startswith("  (")]
    asked, typed = "Para activar su clave, marque uno.", "1032456789"
    assert said == [asked, "> 1", "Digite su documento.", f"> {typed}#", f"Recibí {typed}."]


def test_a_text_message_is_shown_once(network: str) -> None:
    """It is on the telephone and in the call's own record: who looks at the terminal reads it one time."""
    shown: list[str] = []
    handset = Handset.dial(network, CALLER, LINE, shown.append)
    account = ACCOUNT["TWILIO_ACCOUNT_SID"]
    sent = {"From": LINE, "To": CALLER, "Body": "Su codigo es 736284."}
    address = f"{network}/2010-04-01/Accounts/{account}/Messages.json"
    assert requests.post(address, data=sent, auth=(account, ACCOUNT["TWILIO_AUTH_TOKEN"]), timeout=10).ok
    record = f"{network}/sandbox/calls/{handset.sid}"
    assert until(lambda: "736284" in requests.get(record, timeout=10).text, 10)
    with Keyboard(handset, io.StringIO("")):
        handset.listen()
    assert [line for line in shown if "736284" in line] == ["  [SMS] Su codigo es 736284."]


def test_an_empty_line_keeps_silent(network: str) -> None:
    """Silence is an answer too."""
    assert "Recibí nada." in call(network, "1\n\n")


def test_the_end_of_the_pipe_hangs_up_at_the_next_question(network: str) -> None:
    """A script whose keys are used up leaves no call behind."""
    shown = call(network, "1\n")
    assert "Digite su documento." in shown
    assert not any(line.startswith("Recibí") for line in shown)


def test_whoever_leaves_the_terminal_hangs_up(network: str) -> None:
    """Ctrl-C leaves no call behind that would reach an agent."""
    handset = Handset.dial(network, CALLER, LINE, print)
    with pytest.raises(KeyboardInterrupt), Keyboard(handset, Nobody()):
        raise KeyboardInterrupt
    wait = f"{network}/sandbox/calls/{handset.sid}/wait?state=ended&timeout=5"
    call = requests.get(wait, timeout=10).json()
    assert call["state"] == "ended"


def test_without_a_network_the_caller_reads_what_to_do() -> None:
    """Nothing answers: is the service running?"""
    with pytest.raises(CannotStart, match="ivr run"):
        Handset.dial("http://127.0.0.1:1", CALLER, LINE, print)


def test_an_unknown_line_is_refused(network: str) -> None:
    """A number that no institution has cannot be dialled."""
    with pytest.raises(CannotStart, match="does not put the call through"):
        Handset.dial(network, CALLER, "+571", print)


def test_a_prepared_call_plays_without_anybody(network: str) -> None:
    """Its caller dials, and each of its rounds is pressed when the line has asked for it."""
    folder = str(ROOT / "institutions")
    result = CliRunner().invoke(main, ("call", "becoop", "--play", "--network", network, "--institutions", folder))
    first = demo(TABLES).institutions["becoop"].customers[0]
    assert result.output.startswith(f"{first.mobile} calls {TABLES['becoop'].lines[0].label}: {first.name}")
    assert f"> {first.document_number}#\nRecibí {first.document_number}." in result.output


@pytest.mark.parametrize("institution", sorted(TABLES))
def test_the_line_of_each_institution_is_called_by_its_name(network: str, institution: str) -> None:
    """From the mobile of a customer of its own, so that codes arrive there; what is piped is pressed."""
    table = TABLES[institution]
    mobiles = [one.mobile for one in demo(TABLES).institutions[institution].customers]
    folder = str(ROOT / "institutions")
    words = ("call", institution, "--network", network, "--institutions", folder)
    result = CliRunner().invoke(main, words, input="1\n1032456789#\n")
    caller, calls, label = result.output.splitlines()[0].partition(" calls ")
    assert (caller in mobiles, calls, label) == (True, " calls ", table.lines[0].label)
    assert "Para activar su clave, marque uno.\n" in result.output
    assert "Recibí 1032456789." in result.output
