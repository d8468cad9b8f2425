"""Where CI is set nothing may be skipped; elsewhere the end of the run says loudly what was missing."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source import ROOT

SKIPPED = {
    "one test": "import pytest\n@pytest.mark.skip(reason='no browser')\ndef test_it(): pass\n",
    "a whole file": "import pytest\npytest.skip('no browser', allow_module_level=True)\n",
    "in the middle": "import pytest\ndef test_it(): pytest.skip('no browser')\n",
    "a fixture": "import pytest\n@pytest.fixture\ndef it(): pytest.skip('no browser')\ndef test_it(it): pass\n",
}


def run(folder: Path, text: str, ci: str) -> subprocess.CompletedProcess[str]:
    """Run a test file under the project's own conftest."""
    shutil.copy(ROOT / "conftest.py", folder)
    (folder / "test_it.py").write_text(text)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(folder)]
    environment = os.environ | {"CI": ci, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("how", SKIPPED)
def test_a_skip_is_a_failure_where_ci_is_set(how: str, tmp_path: Path) -> None:
    """However a test is skipped, the run fails and gives the reason."""
    result = run(tmp_path, SKIPPED[how], ci="true")
    assert result.returncode != 0
    assert "no browser" in result.stdout


@pytest.mark.parametrize("how", SKIPPED)
def test_elsewhere_a_skip_is_loud(how: str, tmp_path: Path) -> None:
    """On a machine without the browser the rest is tested, and what is missing is said at the end."""
    result = run(tmp_path, SKIPPED[how], ci="")
    assert "NOT TESTED" in result.stdout
    assert "no browser" in result.stdout


def test_an_expected_failure_is_no_skip(tmp_path: Path) -> None:
    """What is known to fail may be written down as such."""
    text = "import pytest\n@pytest.mark.xfail\ndef test_it(): assert False\n"
    assert run(tmp_path, text, ci="true").returncode == 0
