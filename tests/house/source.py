"""The project's own source, as the tests about the house look at it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
MADE_HERE = {
    ".git",
    ".venv",
    "node_modules",
    "var",
    "build",
    ".make",
    "__pycache__",
}  # and every cache: never committed
Function = ast.FunctionDef | ast.AsyncFunctionDef


def files(*suffixes: str) -> list[str]:
    """Give the paths from the root of the project's own files, with one of the suffixes if any is named."""
    return sorted(_walk(ROOT, suffixes))


def _walk(folder: Path, suffixes: tuple[str, ...]) -> Iterator[str]:
    for path in folder.iterdir():
        if path.is_dir():
            if path.name not in MADE_HERE and not path.name.endswith(("_cache", ".egg-info")):
                yield from _walk(path, suffixes)
        elif not suffixes or path.suffix in suffixes:
            yield path.relative_to(ROOT).as_posix()


@dataclass(frozen=True)
class Module:
    """A Python file: its path from the root, its text, and what Python reads in it."""

    path: str
    text: str
    tree: ast.Module

    @staticmethod
    @cache  # emptied after each file of tests
    def read(path: str) -> "Module":
        """Read a file of the repository, once."""
        text = (ROOT / path).read_text()
        return Module(path, text, ast.parse(text))

    @property
    def lines(self) -> int:
        """How long the file is."""
        return self.text.count("\n")

    def functions(self) -> Iterator[tuple[str, Function]]:
        """Give each function with its place, as file:line name."""
        for node in ast.walk(self.tree):
            if isinstance(node, Function):
                yield f"{self.path}:{node.lineno} {node.name}", node


def modules(folder: str = "") -> list[Module]:
    """Read the Python files below a folder, "ivr/" for example; all by default."""
    return [Module.read(path) for path in files(".py") if path.startswith(folder)]


def length(function: Function) -> int:
    """Count a function's lines from `def` to its end, without its docstring: words are no burden."""
    whole = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    has_docstring = ast.get_docstring(function) is not None
    return whole - ((first.end_lineno or first.lineno) - first.lineno + 1 if has_docstring else 0)
