"""No document, telephone number or code is ever readable in a log or on a page."""

import io
import re
from typing import Any

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from ivr.security.logs import HIDDEN, PLAIN, WORDS, LogMask, without_digits
from ivr.security.masking import mask_document, mask_phone

SID = "CA0123456789abcdef0123456789abcdef"
KEPT = re.compile(rf"{SID}|•••• \d{{1,4}}|\d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00")
SIGNS = st.text(alphabet="0123456789 .-+T:•aC٤é", max_size=40)
PIECES = st.lists(st.one_of(SIGNS, st.sampled_from([SID, "•••• 4567", "2026-03-04T15:00:00+00:00"])), max_size=4)


def test_masks() -> None:
    """A document keeps its type and last four characters, a telephone its last four."""
    assert mask_document("CC", "1032456789") == "CC •••• 6789"
    assert mask_phone("+573001234567") == "•••• 4567"
    assert mask_phone("") == ""


@given(st.text(alphabet="0123456789", min_size=1, max_size=15))
def test_a_mask_never_shows_more_than_half(number: str) -> None:
    """Of a short number at most half is shown, of a long one four characters."""
    shown = mask_phone(number).removeprefix("••••").strip()
    assert len(shown) <= min(4, len(number) / 2)
    assert number.endswith(shown)


@given(PIECES)
def test_no_four_digits_stay_in_a_row(pieces: list[str]) -> None:
    """After masking, four digits in a row are left only in identifiers, instants and masks."""
    masked = without_digits("/".join(pieces))
    assert not re.search(r"\d{4}", KEPT.sub("", masked))


@pytest.mark.parametrize("said", ["481516", "4815", "48 15 16", "48-15-16", "4.815.162", "+57 300 123 4567", "٤٨١٦"])
def test_numbers_are_hidden_however_they_are_written(said: str) -> None:
    """Spaces, dots and dashes hide nothing from the mask."""
    assert without_digits(f"typed {said}!") == "typed ••••!"


@pytest.mark.parametrize("said", [SID, "2026-03-04T15:00:00.123Z", "CC •••• 6789", "step 3 of 12, 999 ms"])
def test_what_engineers_need_stays(said: str) -> None:
    """Identifiers, instants, masks and small counts stay readable."""
    assert without_digits(f"call {said} ended") == f"call {said} ended"


def test_a_mask_is_no_way_around_the_mask() -> None:
    """Digits that go on after a mask are hidden."""
    assert without_digits("•••• 4567890") == "•••• ••••"


def test_fields_that_nobody_allowed_lose_their_value() -> None:
    """A new field says only that it is there."""
    masked = LogMask()(None, "info", {"event": "turn", "digits": "12", "document": "CC 12", "turn": 12_345, "ok": True})
    assert masked == {"event": "turn", "digits": HIDDEN, "document": HIDDEN, "turn": 12_345, "ok": True}


def test_a_number_is_no_identifier() -> None:
    """A document or telephone in a field for identifiers is hidden; our identifiers stay."""
    masked = LogMask()(
        None, "info", {"call": "1032456789", "account": "+573001234567", "handoff": "h-90125a", "sid": SID}
    )
    assert masked == {"call": "••••", "account": "••••", "handoff": "h-90125a", "sid": SID}


def test_a_sentence_is_no_identifier() -> None:
    """Words in a field for identifiers are masked like words."""
    masked = LogMask()(None, "info", {"message": "su codigo es 481516", "subject": "serfinansa.a48151623"})
    assert masked == {"message": "su codigo es ••••", "subject": "serfinansa.a48151623"}


def test_a_number_as_a_number_is_hidden_where_words_are_expected() -> None:
    """An int is no way around the mask."""
    assert LogMask()(None, "info", {"detail": 481516})["detail"] == "••••"


def test_nested_values_are_masked() -> None:
    """Lists and dictionaries in a field are masked as they would be written."""
    assert "481516" not in str(
        LogMask()(None, "info", {"detail": {"typed": ["481516"]}, "mistakes": ["4815 is wrong"]})
    )


def test_no_field_is_both() -> None:
    """A field holds identifiers or words."""
    assert not set(PLAIN.split()) & set(WORDS.split())


def test_a_traceback_shows_no_secret() -> None:
    """An exception that carries a code is logged without it."""
    stream = io.StringIO()
    processors: list[Any] = [structlog.processors.format_exc_info, LogMask(), structlog.processors.JSONRenderer()]
    logger = structlog.wrap_logger(structlog.PrintLogger(stream), processors=processors)
    try:
        int("the code 481516 is wrong")
    except ValueError:
        logger.exception("failed", code="481516", exc=ValueError("481516"))
    assert "481516" not in stream.getvalue()
    assert "ValueError" in stream.getvalue()
