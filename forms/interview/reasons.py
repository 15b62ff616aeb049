"""Why a question is shown or hidden, in a sentence the clerk can follow back."""

from forms.interview.cells import Cell, ref_of
from forms.interview.engine import Engine
from forms.interview.model import Control
from forms.interview.nodes import LEAF, REPEAT
from forms.interview.rows import cell_above
from forms.interview.views import Why
from forms.interview.wording import answer_text, said, wording

_ALWAYS = {"ar": "يظهر هذا السؤال دائمًا.", "en": "This question is always shown."}
_SHOWN = {"ar": "ظهر هذا السؤال بسبب: {reads}.", "en": "This question is shown because of: {reads}."}
_HIDDEN = {"ar": "لا يظهر هذا السؤال بسبب: {reads}.", "en": "This question is hidden because of: {reads}."}
_FEWER = {
    "ar": "هذا الصف زائد عن العدد المذكور الآن؛ بياناته محفوظة وتعود إذا زاد العدد.",
    "en": "This row is beyond the number given now; its data are kept and come back when the number rises.",
}
_BLANK = {"ar": "بلا إجابة", "en": "not answered"}


def reason(engine: Engine, cell: Cell, language: str) -> Why:
    carrier = _carrier(engine, cell)
    if carrier is None:
        return Why(cell.relevant, "", "", (), said(_ALWAYS, language))
    if carrier.node.kind == REPEAT and not carrier.scope.shown:
        return Why(False, ref_of(carrier), "", (), said(_FEWER, language))
    relevant = engine.form.rules_of(carrier.node).relevant
    reads = _reads(engine, carrier, language)
    named = "؛ ".join(f"{label} ({value or said(_BLANK, language)})" for _, label, value in reads)
    sentence = said(_SHOWN if cell.relevant else _HIDDEN, language).format(reads=named or "—")
    return Why(cell.relevant, ref_of(carrier), relevant.source if relevant is not None else "", reads, sentence)


def _carrier(engine: Engine, cell: Cell) -> Cell | None:
    """The cell whose condition decides: the outermost that hides, or the nearest that shows."""
    line: list[Cell] = []
    each: Cell | None = cell
    while each is not None:
        line.append(each)
        each = cell_above(each)
    for above in reversed(line):
        if not above.own or (above.node.kind == REPEAT and not above.scope.shown):
            return above
    return next((each for each in line if engine.form.rules_of(each.node).relevant is not None), None)


def _reads(engine: Engine, carrier: Cell, language: str) -> tuple[tuple[str, str, str], ...]:
    relevant = engine.form.rules_of(carrier.node).relevant
    found: list[tuple[str, str, str]] = []
    for read in relevant.reads if relevant is not None else ():
        scope = carrier.scope.at_depth(read.shared)
        if read.node.kind != LEAF or read.node.id not in scope.cells:
            continue
        cell = scope.cells[read.node.id]
        control = engine.form.control_of.get(read.node.id) or Control(cell.node, "text", (), None, None, None, ())
        label = wording(control.label, language, cell, engine.world) or cell.node.name
        value = answer_text(control, language, cell, engine.world) if cell.relevant else ""
        found.append((ref_of(cell), label, value))
    return tuple(found)
