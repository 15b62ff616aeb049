"""What the window says is said in both languages: read from its sources, complaint by complaint."""

import ast
import re
from collections.abc import Iterator

from tests.support.sources import Source, dotted_name

# Letters, marks and punctuation; digits and their separators are drawn, not said.
ARABIC = re.compile("[\u060c\u061b\u061f\u0610-\u061a\u0620-\u065f\u066e-\u06ef\ufb50-\ufdff\ufe70-\ufefe]")
CHOOSES = ("said", "said_of")
HOLDS_BOTH = ("said", "Text", "Counted")
# Refusals and the like: `ar=` and `en=` side by side.
BY_NAME = {"ar", "en"}


def one_language_only(source: Source) -> Iterator[str]:
    """Arabic outside `said(ar, en)`, `Text(ar, en)`, `Counted(…)` and `ar=…, en=…`; a text of which `.ar` alone is
    taken; and a choice made when the module is loaded, which no switch of the language reaches."""
    documentation, excused = source.docstrings(), _in_both(source.tree)
    functions = _inside_functions(source.tree)
    for node in ast.walk(source.tree):
        line = getattr(node, "lineno", 0)
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if node not in documentation and node not in excused and ARABIC.search(node.value):
                yield f"{source.module}:{line}: said in Arabic alone: {node.value}"
        elif isinstance(node, ast.Attribute) and node.attr in ("ar", "sentence_ar") and node not in excused:
            yield f"{source.module}:{line}: takes .ar alone; said_of chooses"
        elif isinstance(node, ast.Call) and dotted_name(node.func) in CHOOSES:
            if node not in functions:
                yield f"{source.module}:{line}: chosen once, when the module is loaded"
            yield from _wrong_side(source, node)


def _wrong_side(source: Source, call: ast.Call) -> Iterator[str]:
    if dotted_name(call.func) != "said":
        return
    if len(call.args) != 2:
        yield f"{source.module}:{call.lineno}: said() takes the Arabic and the English"
    elif any(ARABIC.search(text) for text in _own_texts(call.args[1])):
        yield f"{source.module}:{call.lineno}: the English is Arabic"


def _in_both(tree: ast.AST) -> set[ast.AST]:
    found: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            names = {keyword.arg for keyword in node.keywords}
            if dotted_name(node.func) in HOLDS_BOTH or names >= BY_NAME:
                found.update(ast.walk(node))
        elif isinstance(node, ast.JoinedStr):
            # One under the other, as at the terminal.
            inner = list(ast.walk(node))
            if {part.attr for part in inner if isinstance(part, ast.Attribute)} >= BY_NAME:
                found.update(inner)
    return found


def _inside_functions(tree: ast.AST) -> set[ast.AST]:
    return {
        inner
        for outer in ast.walk(tree)
        if isinstance(outer, ast.FunctionDef | ast.Lambda)
        for part in (outer.body if isinstance(outer.body, list) else [outer.body])
        for inner in ast.walk(part)
    }


def _own_texts(node: ast.AST) -> Iterator[str]:
    """Without those of a choice inside it."""
    if isinstance(node, ast.Call) and dotted_name(node.func) in HOLDS_BOTH:
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    for child in ast.iter_child_nodes(node):
        yield from _own_texts(child)
