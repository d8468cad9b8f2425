"""Nothing is committed that belongs to others: their source, and the addresses of package registries."""

import re

from tests.house.source import ROOT, files

LOCKED = (".json", ".txt", ".toml", ".cfg", ".lock")
ARCHIVE = re.compile(r"https?://[^ \"]+\.(whl|tgz|tar\.gz)")


def test_no_third_party_source_is_committed() -> None:
    """What others wrote comes from the registries into ignored folders: no vendored or minified file is here."""
    assert [path for path in files() if "vendor/" in path or path.endswith((".min.js", ".min.css", ".map"))] == []


def test_lock_files_name_no_registry() -> None:
    """A lock file says which version, never from where: each machine has its own registry."""
    assert [path for path in files(*LOCKED) if ARCHIVE.search((ROOT / path).read_text())] == []
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()


def test_every_dependency_is_pinned() -> None:
    """constraints.txt fixes the version of each dependency that pyproject.toml names."""
    pinned = {
        line.split("==")[0].lower().replace("_", "-") for line in (ROOT / "constraints.txt").read_text().splitlines()
    }
    named = re.findall(r'^    "([a-z0-9-]+)(?:\[\w+\])?",$', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    assert named
    assert [name for name in named if name not in pinned] == []
