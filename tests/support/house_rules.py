"""The rules of the house, each a function from the product's sources to complaints (`module:line: sentence`)."""

import ast
import graphlib
import re
import sys
from collections.abc import Iterable, Iterator, Sequence

from tests.support.sources import PACKAGES, Source, belongs_to, dotted_name

FOUNDATION = ("desktop.settings", "desktop.guard", "desktop.version", "domain")

# Who may import whom, the longest matching name decides. `resources` holds no code and is open to all.
MAY_IMPORT = {
    "domain": ("domain",),
    "db": ("db", "domain"),
    "forms": ("forms", "domain"),
    "headoffice": ("headoffice", "domain"),
    "desktop.usecases": ("desktop.usecases", "db", "forms", "domain"),
    "desktop.sync": ("desktop.sync", "db", "domain"),
    "desktop.printing": ("desktop.printing", "domain"),
    "desktop.ui": ("desktop.ui", "desktop.usecases", "desktop.version", "domain"),
    "desktop.bootstrap": ("desktop", "db", "forms", "domain"),
    "desktop.self_test": ("desktop.usecases", "desktop.ui", "forms", *FOUNDATION),
    "desktop.cli": ("desktop.cli", "desktop.bootstrap", "desktop.usecases", *FOUNDATION),
    "desktop.__main__": ("desktop.cli", "desktop.bootstrap", *FOUNDATION),
    "desktop.demonstration": ("desktop", "db", "forms", "headoffice", "domain"),
    "desktop": FOUNDATION,
    "resources": (),
}

# The world, which the domain must not know: clock, chance, files, processes, lines.
IMPURE = (
    *("sqlite3", "time", "random", "os", "secrets", "socket", "socketserver", "ssl", "select", "selectors", "asyncio"),
    *("http", "urllib.request", "ftplib", "smtplib", "subprocess", "multiprocessing", "threading", "concurrent"),
    *("tempfile", "shutil", "pathlib", "glob", "importlib", "logging", "signal", "ctypes"),
)
IMPURE_NAMES = (
    *("datetime.datetime.now", "datetime.datetime.utcnow", "datetime.datetime.today", "datetime.date.today"),
    *("uuid.uuid1", "uuid.uuid4", "uuid.uuid6", "uuid.uuid7", "uuid.getnode", "open", "input", "print"),
)
FACTS = ("hijridate", "stdnum", "phonenumbers")
CODEC_AND_CRYPTO = ("msgspec", "zstandard", "cbor2", "cryptography")

HTTP = (
    *("httpx", "httpcore", "requests", "urllib3", "urllib.request", "http.client", "http.server"),
    *("starlette", "uvicorn", "aiohttp", "websockets"),
)
# Library → the only places that may import it.
HOMES = {
    # The guard asks the package for its version, before any of its libraries is loaded.
    "PySide6": ("desktop.ui", "desktop.guard"),
    "shiboken6": ("desktop.ui",),
    "sqlite3": ("db", "headoffice.store"),
    "sqlcipher3": ("db", "headoffice.store"),
    "sqlite_utils": ("db", "headoffice.store"),
    "sqlalchemy": ("headoffice.store",),
    "psycopg": ("headoffice.store",),
    "reportlab": ("forms.paper",),
    **dict.fromkeys(HTTP, ("desktop.sync.transport", "headoffice")),
}
# The lane swallows nothing: it carries what was raised to the thread that shows it.
LAST_RESORTS = ("desktop.last_resort", "desktop.sync.loop", "headoffice.app", "desktop.ui.lane")
NAMES_OF_NOTHING = {"util", "utils", "helper", "helpers", "manager", "managers", "common", "base", "misc"}
LONGEST_FILE = 400

SQL = (
    r"SELECT\s.*\sFROM\s|SELECT\s+\w+\(|INSERT\s+(OR\s+\w+\s+)?INTO\s|REPLACE\s+INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s"
    r"|(CREATE|DROP|ALTER)\s+((TEMP|TEMPORARY|UNIQUE|VIRTUAL)\s+)?(TABLE|INDEX|VIEW|TRIGGER)\s|PRAGMA\s+\w"
    r"|ATTACH\s+DATABASE|BEGIN\s+(IMMEDIATE|EXCLUSIVE|DEFERRED)|SAVEPOINT\s|WITH\s+(RECURSIVE\s+)?\w+\s+AS\s*\("
)
# Capitals throughout or small letters throughout: a sentence that starts "Select one from" is no statement.
STATEMENTS = tuple(re.compile(rf"\s*({form})", re.DOTALL) for form in (SQL, SQL.lower()))


def complain(source: Source, line: int, sentence: str) -> str:
    return f"{source.module}:{line}: {sentence}"


def _role(module: str) -> str:
    """``desktop.commands`` is the command line in pieces, ``desktop.bootstrap_sync`` a piece of the bootstrap."""
    return re.sub(r"^desktop\.commands\b", "desktop.cli", re.sub(r"^(desktop\.bootstrap)_\w+", r"\1", module))


def imports_only_downwards(sources: Sequence[Source]) -> Iterator[str]:
    for source in sources:
        place = max((name for name in MAY_IMPORT if belongs_to(_role(source.module), name)), key=len)
        for taken in source.imports:
            inside = belongs_to(taken.module, *PACKAGES)
            if inside and not belongs_to(_role(taken.dotted), *MAY_IMPORT[place], "resources"):
                yield complain(source, taken.line, f"{place} may not import {taken.dotted}")


def domain_knows_only_facts(sources: Sequence[Source]) -> Iterator[str]:
    for source in sources:
        if not belongs_to(source.module, "domain"):
            continue
        allowed = (*FACTS, *(CODEC_AND_CRYPTO if belongs_to(source.module, "domain.sync") else ()), "domain")
        for taken in source.imports:
            top = taken.module.split(".")[0]
            standard = top in sys.stdlib_module_names and not belongs_to(taken.dotted, *IMPURE)
            if not standard and not belongs_to(taken.module, *allowed):
                yield complain(source, taken.line, f"the domain may not know {taken.dotted}")
        meaning = source.names()
        for node in ast.walk(source.tree):
            name = dotted_name(node)
            if name is None or not isinstance(node.ctx, ast.Load):
                continue
            first, _, rest = name.partition(".")
            full = ".".join(filter(None, (meaning.get(first, first), rest)))
            if full in IMPURE_NAMES:
                yield complain(source, node.lineno, f"the domain may not ask {full}; take it as an argument")


def libraries_stay_at_home(sources: Sequence[Source]) -> Iterator[str]:
    for source in sources:
        for taken in source.imports:
            for library, homes in HOMES.items():
                if belongs_to(taken.dotted, library) and not belongs_to(source.module, *homes):
                    yield complain(source, taken.line, f"{library} may only be imported in {' and '.join(homes)}")


def sql_stays_at_home(sources: Sequence[Source]) -> Iterator[str]:
    for source in sources:
        if belongs_to(source.module, "db", "headoffice.store"):
            continue
        documentation = source.docstrings()
        for node in ast.walk(source.tree):
            if node not in documentation and any(form.match(_text_of(node)) for form in STATEMENTS):
                yield complain(source, node.lineno, "SQL outside db and headoffice.store")


def _text_of(node: ast.AST) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_text_of(part) or "x" for part in node.values)
    return ""


def windows_take_only_shapes(sources: Sequence[Source]) -> Iterator[str]:
    """What `desktop.ui` takes from the use cases are frozen dataclasses, enumerations and protocols: no deeds.

    For annotations alone (``if TYPE_CHECKING``) it may name any class there, such as the interview in progress.
    """
    shapes = {f"{source.module}.{name}" for source in sources for name in _shapes(source)}
    # A use case may pass a shape of the forms on under its own roof: ``from forms… import Page as Page``.
    passed_on = {
        f"{source.module}.{taken.dotted.rsplit('.', 1)[-1]}"
        for source in sources
        if belongs_to(source.module, "desktop.usecases")
        for taken in source.imports
        if taken.dotted in shapes
    }
    shapes |= passed_on
    for source in sources:
        if not belongs_to(source.module, "desktop.ui"):
            continue
        for taken in source.imports:
            if belongs_to(taken.module, "desktop.usecases") and not taken.for_types and taken.dotted not in shapes:
                yield complain(
                    source, taken.line, f"a window may not take {taken.dotted}: bootstrap hands it callables"
                )


def _shapes(source: Source) -> Iterator[str]:
    for node in source.tree.body:
        if isinstance(node, ast.ClassDef):
            bases = {(dotted_name(base) or "").split(".")[-1] for base in node.bases}
            frozen = any("frozen=True" in ast.unparse(decorator) for decorator in node.decorator_list)
            if frozen or bases & {"Enum", "StrEnum", "IntEnum", "Protocol", "NamedTuple"}:
                yield node.name


def presenters_know_no_qt(sources: Sequence[Source]) -> Iterator[str]:
    for source in sources:
        if "presenter" in source.module.rsplit(".", 1)[-1]:
            for taken in source.imports:
                if belongs_to(taken.module, "PySide6", "shiboken6", "db", "sqlite3", "sqlcipher3"):
                    yield complain(source, taken.line, f"a presenter may not know {taken.module}")


def packages_are_empty(sources: Sequence[Source]) -> Iterator[str]:
    for source in sources:
        if source.is_package and source.text.strip():
            yield complain(source, 1, "__init__.py must stay empty")


def imports_stand_at_the_top(sources: Sequence[Source]) -> Iterator[str]:
    """Unless the line above (or above its neighbours) says why not, in four words or more."""
    for source in sources:
        for taken in source.imports:
            if taken.in_function and not _has_a_reason(source, taken.line):
                yield complain(source, taken.line, f"{taken.dotted} is imported inside a function without a reason")


def _has_a_reason(source: Source, line: int) -> bool:
    above = line - 1
    while above > 0 and re.match(r"\s*(from|import)\s", source.lines[above - 1]):
        above -= 1
    comment = source.lines[above - 1].strip() if above > 0 else ""
    return comment.startswith("#") and len(comment.split()) > 4


def no_cycles(sources: Sequence[Source]) -> Iterator[str]:
    modules = {source.module for source in sources}
    graph = {source.module: set(_inner(source, modules)) - {source.module} for source in sources}
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        yield "a cycle: " + " → ".join(reversed(error.args[1]))


def _inner(source: Source, modules: set[str]) -> Iterator[str]:
    for taken in source.imports:
        if taken.dotted in modules:
            yield taken.dotted
        elif taken.module in modules:
            yield taken.module


def nothing_swallows_bugs(sources: Sequence[Source]) -> Iterator[str]:
    """Who catches everything either raises it again as it was or is one of the three last resorts."""
    for source in sources:
        for node in ast.walk(source.tree):
            catches_all = isinstance(node, ast.ExceptHandler) and _catches_everything(node)
            if catches_all and not _raises_again(node.body[-1]) and not belongs_to(source.module, *LAST_RESORTS):
                yield complain(source, node.lineno, "catches every exception, bugs included")


def _catches_everything(handler: ast.ExceptHandler) -> bool:
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(kind is None or dotted_name(kind) in ("Exception", "BaseException") for kind in kinds)


def _raises_again(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Raise) and statement.exc is None


def modules_are_nouns(sources: Sequence[Source]) -> Iterator[str]:
    for source in sources:
        empty = set(re.split(r"[._]", source.module)) & NAMES_OF_NOTHING
        if empty:
            yield complain(source, 1, f"'{empty.pop()}' says nothing about what is inside")


def files_are_short(sources: Sequence[Source]) -> Iterator[str]:
    for source in sources:
        if len(source.lines) > LONGEST_FILE:
            yield complain(
                source, LONGEST_FILE, f"{len(source.lines)} lines; the guide is 300, the wall {LONGEST_FILE}"
            )


def signals_hold_no_widget(sources: Sequence[Source]) -> Iterator[str]:
    """`connect(lambda: self…)` keeps the widget alive for ever; a bound method does not."""
    for source in sources:
        for node in ast.walk(source.tree):
            connects = isinstance(node, ast.Call) and (dotted_name(node.func) or "").endswith(".connect")
            if connects and any(_is_lambda_of_self(argument) for argument in node.args):
                yield complain(source, node.lineno, "a signal is connected to a lambda that holds self")


def _is_lambda_of_self(node: ast.AST) -> bool:
    return isinstance(node, ast.Lambda) and any(
        isinstance(inner, ast.Name) and inner.id == "self" for inner in ast.walk(node.body)
    )


def is_migration(source: Source) -> bool:
    return belongs_to(source.module, "db.migrations") and re.search(r"\d", source.module.split(".")[-1]) is not None


def migrations_are_frozen(sources: Sequence[Source]) -> Iterator[str]:
    """A released migration must mean the same for ever, so it imports nothing of ours that lives on."""
    for source in filter(is_migration, sources):
        for taken in source.imports:
            if belongs_to(taken.module, *PACKAGES):
                yield complain(source, taken.line, f"a migration imports living code: {taken.dotted}")


def migrations_have_tests(sources: Sequence[Source], tests: Iterable[str]) -> Iterator[str]:
    texts = list(tests)
    for source in filter(is_migration, sources):
        name = source.module.rsplit(".", 1)[-1]
        if not any(name in text for text in texts):
            yield complain(source, 1, f"no test under tests/db names the migration {name}")
