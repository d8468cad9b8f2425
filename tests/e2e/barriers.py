"""What keeps somebody with another eye, ear or hand from using a page."""

from playwright.sync_api import Page

from tests.conftest import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def barriers(page: Page) -> list[str]:
    """Give what axe-core finds against WCAG 2.2 AA and its own good practice."""
    page.evaluate(f"{AXE.read_text()};0")
    found = page.evaluate(f"axe.run(document, {{runOnly: {RULES}}})")
    return [f"{rule['id']}: {node['html']}" for rule in found["violations"] for node in rule["nodes"]]
