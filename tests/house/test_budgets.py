"""The house stays small and explained: files, functions, docstrings."""

import ast
from statistics import median

import pytest

from tests.house.source import ROOT, files, length, modules

LONGEST_FILE, MEDIAN_FILE = 250, 80
LONGEST_FUNCTION, MEDIAN_FUNCTION = 25, 8


def test_files_are_short() -> None:
    """No file has more than 250 lines, and half of the product's files have fewer than 80."""
    assert [(module.path, module.lines) for module in modules() if module.lines > LONGEST_FILE] == []
    assert median(module.lines for module in modules("ivr/")) < MEDIAN_FILE


def test_functions_are_short() -> None:
    """No function has more than 25 lines besides its docstring, and half of them have fewer than 8."""
    lengths = {place: length(function) for module in modules("ivr/") for place, function in module.functions()}
    assert {place: lines for place, lines in lengths.items() if lines > LONGEST_FUNCTION} == {}
    assert median(lengths.values()) < MEDIAN_FUNCTION


def test_every_file_says_what_it_is() -> None:
    """Each Python file begins with a docstring."""
    assert [module.path for module in modules() if not ast.get_docstring(module.tree)] == []


@pytest.mark.parametrize(("suffix", "comment"), [(".html", "{#"), (".css", "/*"), (".js", "//"), (".lua", "--")])
def test_every_page_and_script_says_what_it_is(suffix: str, comment: str) -> None:
    """Templates, style sheets, and scripts of pages and of Redis begin with a comment."""
    found = [path for path in files(suffix) if path.startswith("ivr/")]
    assert found
    assert [path for path in found if not (ROOT / path).read_text().startswith(comment)] == []


def test_every_test_says_the_behaviour() -> None:
    """Each test has a docstring."""
    tests = [found for module in modules("tests/") for found in module.functions()]
    assert [place for place, test in tests if test.name.startswith("test_") and not ast.get_docstring(test)] == []
