"""Imports point down, scripts are pure, and the sandbox stands apart: the contracts of pyproject.toml hold."""

import subprocess
import sys

from tests.house.source import ROOT


def test_the_layers_hold() -> None:
    """import-linter finds every contract kept."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout
