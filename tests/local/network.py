"""The telephone network of one machine, as fast as possible, for the tests of what meets it."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ivr.local.ready import answers
from tests.local.service import four_free_ports
from tests.phone.call import LOOK_EVERY

ACCOUNT = {"TWILIO_ACCOUNT_SID": f"AC{'0' * 32}", "TWILIO_AUTH_TOKEN": "1" * 32}


@contextmanager
def local_network(folder: Path, lines: Sequence[dict[str, str]]) -> Iterator[str]:
    """Run it with these lines and give its address."""
    config = folder / "network.json"
    config.write_text(json.dumps({"lines": lines}))
    port = four_free_ports()
    command = [sys.executable, "-m", "ivr.sandbox", "--port", str(port), "--speed", "0", "--config", str(config)]
    with subprocess.Popen(command, env=os.environ | ACCOUNT) as process:
        try:
            ready = answers(port, "/sandbox/clock")
            while not ready():
                assert process.poll() is None
                time.sleep(LOOK_EVERY)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
