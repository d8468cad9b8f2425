"""The history of the benchmark of the reports is made once, and anew when it is another one."""

from pathlib import Path

from sqlalchemy import func, select

from bench.kept_history import in_sqlite
from ivr.institutions import Institution
from ivr.stores.schema import CallRecord

DAYS, CALLS = 4, 20


def test_a_history_is_made_once_for_its_recipe(tmp_path: Path, institution: Institution) -> None:
    """What lies there is taken as it is; one of another recipe is replaced."""

    def look(calls: int) -> tuple[int, int]:
        with in_sqlite(institution, DAYS, calls, tmp_path) as records, records.read() as session:
            found = session.scalar(select(func.count()).select_from(CallRecord))
        (folder,) = tmp_path.iterdir()
        return found or 0, (folder / "made").stat().st_mtime_ns

    first = look(CALLS)
    assert first[0] == DAYS * CALLS
    assert look(CALLS) == first
    assert look(2 * CALLS)[0] == 2 * DAYS * CALLS
