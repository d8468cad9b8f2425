"""The folder of a service on one machine: secrets kept for their owner only, and one service at a time."""

from pathlib import Path

import pytest

from ivr.local.failure import CannotStart
from ivr.local.folder import LONGEST_SOCKET_PATH, Folder


def test_secrets_are_invented_once_and_kept(tmp_path: Path) -> None:
    """A restart finds the same account and keys, so that live calls go on."""
    first = Folder.make(tmp_path / "var").secrets()
    assert Folder.make(tmp_path / "var").secrets() == first
    assert first["TWILIO_ACCOUNT_SID"].startswith("AC")


def test_two_folders_share_no_secret(tmp_path: Path) -> None:
    """Every machine has secrets of its own."""
    one, two = Folder.make(tmp_path / "one").secrets(), Folder.make(tmp_path / "two").secrets()
    assert set(one.values()).isdisjoint(two.values())


def test_only_the_owner_reads_the_secrets(tmp_path: Path) -> None:
    """Folder and file are closed to everybody else."""
    folder = Folder.make(tmp_path / "var")
    folder.secrets()
    assert (folder.path.stat().st_mode & 0o777, (folder.path / "demo.env").stat().st_mode & 0o777) == (0o700, 0o600)


def test_a_second_service_is_kept_out(tmp_path: Path) -> None:
    """Two services would write the same files; the second one is told what to do."""
    folder = Folder.make(tmp_path)
    with folder.lock(), pytest.raises(CannotStart, match="--folder"):
        folder.lock()
    folder.lock().close()


def test_the_socket_fits_into_what_the_kernel_takes(tmp_path: Path) -> None:
    """A folder with a long path gets its socket elsewhere, always the same place."""
    deep = Folder.make(tmp_path / ("x" * LONGEST_SOCKET_PATH))
    assert len(str(deep.socket)) <= LONGEST_SOCKET_PATH
    assert deep.socket == Folder.make(deep.path).socket
    assert deep.socket != Folder.make(tmp_path / ("y" * LONGEST_SOCKET_PATH)).socket
