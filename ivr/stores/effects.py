"""What was done once is not done again: a repetition of an effect is answered with its first result."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from ivr.errors import Journaled, Unavailable
from ivr.stores.inserting import insert_once
from ivr.stores.records import Records
from ivr.stores.schema import EffectRecord
from ivr.values import decode, encode


def once(session: Session, effect_key: str, at: datetime, do: Callable[[], Any]) -> Any:
    """Run `do` and keep its result under `effect_key`, in one transaction; a repetition gives what was kept.

    A `Journaled` error is given back, not raised: it is a result, and what `do` wrote before it (a counted failure)
    stays. `Unavailable` is raised: nothing is kept, and the effect may be tried again. Of two that race, the second
    waits for the first and is given its result.
    """
    if not insert_once(session, EffectRecord, idempotency_key=effect_key, result="", at=at):
        return _read(session.scalars(select(EffectRecord.result).filter_by(idempotency_key=effect_key)).one())
    result = _outcome(do)
    session.execute(update(EffectRecord).filter_by(idempotency_key=effect_key).values(result=_written(result)))
    return result


def kept(session: Session, effect_key: str) -> list[Any]:
    """Give the kept result as the only item, or nothing when the effect was not done yet."""
    return [_read(text) for text in session.scalars(select(EffectRecord.result).filter_by(idempotency_key=effect_key))]


def perform(records: Records, effect_key: str, at: datetime, do: Callable[[Session], Any]) -> Any:
    """Run `do` once in a transaction of its own. Raises the `Journaled` error that it ended with, after committing."""
    with records.begin() as session:
        result = once(session, effect_key, at, lambda: do(session))
    return answer(result)


def answer(result: Any) -> Any:
    """Give a result of `once`, or raise it if it is an error."""
    if isinstance(result, Journaled):
        raise result
    return result


def forget(session: Session, before: datetime) -> int:
    """Delete the results of effects before that instant, and give how many: no call lives so long as to repeat them."""
    return len(session.scalars(delete(EffectRecord).where(EffectRecord.at < before).returning(EffectRecord.at)).all())


def _outcome(do: Callable[[], Any]) -> Any:
    """Give what `do` gives, or the error that a script may catch."""
    try:
        return do()
    except Unavailable:
        raise
    except Journaled as error:
        return error


def _written(result: Any) -> str:
    """Write a result as JSON: `{"error": kind, "detail": ...}` or `{"value": ...}`."""
    if isinstance(result, Journaled):
        return json.dumps({"error": type(result).__name__, "detail": result.detail})
    return json.dumps({"value": encode(result)})


def _read(text: str) -> Any:
    """Give back what was written."""
    data = json.loads(text)
    return Journaled.kinds[data["error"]](data["detail"]) if "error" in data else decode(data["value"])
