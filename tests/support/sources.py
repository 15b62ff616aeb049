"""The product's Python files, read as trees, for the tests that judge the code without running it."""

import ast
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("domain", "db", "forms", "desktop", "headoffice", "resources")


@dataclass(frozen=True)
class Import:
    """One name that a module takes from another.

    `name` is None when the whole module is imported; `for_types` when it stands under ``if TYPE_CHECKING``.
    """

    module: str
    name: str | None
    line: int
    in_function: bool
    for_types: bool = False

    @property
    def dotted(self) -> str:
        return self.module if self.name is None else f"{self.module}.{self.name}"


class Source:
    """One Python file: its dotted module name, its text and its tree."""

    def __init__(self, module: str, text: str, *, is_package: bool = False) -> None:
        self.module = module
        self.text = text
        self.lines = text.splitlines()
        self.tree = ast.parse(text)
        self.is_package = is_package
        self.imports = tuple(self._read_imports())

    def __repr__(self) -> str:
        return self.module

    def _read_imports(self) -> Iterator[Import]:
        functions = self._inside(lambda node: isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda))
        types = self._inside(lambda node: isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test))
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import | ast.ImportFrom):
                for alias in node.names:
                    whole = isinstance(node, ast.Import)
                    module, name = (alias.name, None) if whole else (self._absolute(node), alias.name)
                    yield Import(module, name, node.lineno, node in functions, node in types)

    def _inside(self, is_outer: Callable[[ast.AST], bool]) -> set[ast.AST]:
        return {inner for outer in ast.walk(self.tree) if is_outer(outer) for inner in ast.walk(outer)}

    def _absolute(self, node: ast.ImportFrom) -> str:
        if node.level == 0:
            return node.module or ""
        parts = self.module.split(".")
        package = parts[: len(parts) - node.level + (1 if self.is_package else 0)]
        return ".".join([*package, *([node.module] if node.module else [])])

    def names(self) -> dict[str, str]:
        """What each imported name stands for: ``{"dt": "datetime", "now": "datetime.datetime.now"}``."""
        meaning: dict[str, str] = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    meaning[alias.asname or alias.name.split(".")[0]] = (
                        alias.name if alias.asname else alias.name.split(".")[0]
                    )
            elif isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    meaning[alias.asname or alias.name] = f"{self._absolute(node)}.{alias.name}"
        return meaning

    def docstrings(self) -> set[ast.AST]:
        """The nodes that are documentation, not values."""
        return {
            node.body[0].value
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }


def read_sources(root: Path = ROOT, packages: Sequence[str] = PACKAGES) -> list[Source]:
    found = []
    for package in packages:
        for path in sorted((root / package).rglob("*.py")):
            parts = path.relative_to(root).with_suffix("").parts
            is_package = parts[-1] == "__init__"
            module = ".".join(parts[:-1] if is_package else parts)
            found.append(Source(module, path.read_text(encoding="utf-8"), is_package=is_package))
    return found


def belongs_to(module: str, *packages: str) -> bool:
    """Whether `module` is one of `packages` or lies inside one."""
    return any(module == package or module.startswith(package + ".") for package in packages)


def dotted_name(node: ast.AST) -> str | None:
    """``a.b.c`` of an attribute chain, None for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted_name(node.value)
        return None if before is None else f"{before}.{node.attr}"
    return None
