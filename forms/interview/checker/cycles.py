"""Rows that wait for each other: a calculation that needs itself, by however many steps."""

from collections.abc import Iterable, Mapping

from forms.interview.checker.expressions import Written, calls_of, names_of
from forms.interview.checker.findings import Findings
from forms.interview.checker.questions import Asked, Questions

CODE = "cycle"
MOST_NAMED = 12
_WORKED_OUT = ("calculation", "relevant", "repeat_count")


def check_cycles(written: Iterable[Written], questions: Questions, findings: Findings) -> None:
    """Each ring is said once, at its first row."""
    waits = _waits(written, questions)
    for ring in _rings(waits):
        rows = sorted({id(asked): asked for name in ring for asked in questions.by_name[name]}.values(), key=_row)
        names = [asked.name for asked in rows]
        shown = names if len(names) <= MOST_NAMED else [*names[:MOST_NAMED], "…"]
        if len(names) == 1:
            ar, en = f"«{names[0]}» ينتظر حساب نفسه", f"“{names[0]}” waits for itself"
        else:
            ar, en = (
                f"هذه الأسئلة ينتظر بعضها حساب بعض: {'، '.join(shown)}",
                f"These wait for each other: {', '.join(shown)}",
            )
        findings.error(
            CODE,
            rows[0].row.place(_column(rows[0], set(ring))),
            ar=f"{ar}. اقطع الحلقة بتعديل عبارة واحد منها.",
            en=f"{en}. Break the ring by changing one expression.",
        )


def _row(asked: Asked) -> int:
    return asked.row.number


def _column(asked: Asked, ring: set[str]) -> str:
    for column in _WORKED_OUT:
        if any(f"${{{name}}}" in asked.row.get(column).replace(" ", "") for name in ring):
            return column
    return "name"


def _waits(written: Iterable[Written], questions: Questions) -> dict[str, set[str]]:
    """Which names each name waits for. A condition of a group is one of all that is in it."""
    waits: dict[str, set[str]] = {}
    for each in written:
        if each.asked is None or each.column not in _WORKED_OUT or not each.asked.name:
            continue
        # Another row of the same question may be read: the engine says whether that ends.
        if any(call.name == "indexed-repeat" for call in calls_of(each.tree)):
            continue
        read = {name for name in names_of(each.tree) if name in questions.by_name}
        waits.setdefault(each.asked.name, set()).update(read)
        if each.column == "relevant":
            for asked in each.asked.below():
                if asked.name:
                    waits.setdefault(asked.name, set()).add(each.asked.name)
    return waits


def _rings(waits: Mapping[str, set[str]]) -> list[tuple[str, ...]]:
    """The strongly connected parts that are rings (Tarjan, without recursion: a form may have thousands of rows)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    rings: list[tuple[str, ...]] = []
    for start in waits:
        if start in index:
            continue
        work = [(start, iter(sorted(waits.get(start, ()))))]
        index[start] = low[start] = len(index)
        stack.append(start)
        on_stack.add(start)
        while work:
            name, following = work[-1]
            after = next(following, None)
            if after is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[name])
                if low[name] == index[name]:
                    part = _popped(stack, on_stack, name)
                    if len(part) > 1 or name in waits.get(name, ()):
                        rings.append(tuple(part))
            elif after not in index:
                index[after] = low[after] = len(index)
                stack.append(after)
                on_stack.add(after)
                work.append((after, iter(sorted(waits.get(after, ())))))
            elif after in on_stack:
                low[name] = min(low[name], index[after])
    return rings


def _popped(stack: list[str], on_stack: set[str], name: str) -> list[str]:
    part: list[str] = []
    while not part or part[-1] != name:
        part.append(stack.pop())
        on_stack.discard(part[-1])
    return part
