"""docs/figures.md says what the pages say: each figure by its name, its label and its definition."""

from ivr.web.reports.words import FIGURES
from tests.house.source import ROOT


def test_every_figure_of_the_pages_is_in_the_document() -> None:
    """Word for word, so that nobody reads two definitions of one figure."""
    text = (ROOT / "docs" / "figures.md").read_text()
    for name, each in FIGURES.items():
        formula = f" {each.formula}." if each.formula else ""
        assert f"| `{name}` | {each.label} | {each.meaning}{formula} |" in text, name
