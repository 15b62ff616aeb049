"""The close of a paper that is signed: nobody signs a page that shows nothing of what is signed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from forms.paper.blocks import Boxed, Together
from forms.paper.layout import Block, Frame, paginate

_CLAUSE = 200.0
"""Points; of a longer clause only the end is held beside the signatures, its beginning flows like the data."""
_CLAUSE_END = 90.0
_COMPANY = 300.0
"""Points of data that a close takes along to its page; a longer section is cut before its last rows."""
_LEAST_COMPANY = 45.0


def closed(
    data: Sequence[Block], beside: Sequence[Block], clause: Boxed | None, signing: Sequence[Block], frame: Frame
) -> list[Block]:
    """`data`, `beside` (what others state), then `clause` and `signing` on one page. When nothing of the data would
    stand there, the end of it is taken along with `beside`; names so long that no page holds all that are the
    exception, and have the clause."""
    beginning, end = _clause_parts(clause)
    between, inside = [*beside, *beginning], [*end, *signing]
    close = Together(tuple(inside), most=_room(frame))
    if not data or len(paginate([*data, *between, close], frame)[-1]) > 1 + len(between):
        return [*data, *between, close]
    kept, company = _company(list(data), min(_COMPANY, close.most - _height([*between, close])))
    if not company:
        return [*data, *between, close]
    return [*kept, replace(close, inside=(*company, *between, *inside))]


def _clause_parts(clause: Boxed | None) -> tuple[list[Block], list[Block]]:
    if clause is None:
        return [], []
    return _cut(clause, _CLAUSE_END) if clause.height > _CLAUSE else ([], [clause])


def _room(frame: Frame) -> float:
    return frame.bottom() - frame.top(2)


def _company(flow: list[Block], most: float) -> tuple[list[Block], list[Block]]:
    """What stays, and the end of the data, no taller than `most`: whole sections while they are short, else the last
    rows of the last one."""
    company: list[Block] = []
    height = 0.0
    while flow and height < _LEAST_COMPANY:
        start = _start_of_last(flow)
        tall = _height(flow[start:])
        if start == 0 or height + tall > most:  # the head of the paper stays where it is
            break
        company, height, flow = [*flow[start:], *company], height + tall, flow[:start]
    if height >= _LEAST_COMPANY or not flow:
        return flow, company
    first, rest = _cut(flow[-1], _LEAST_COMPANY)
    if not first or height + _height(rest) > most:
        return flow, company
    return [*flow[:-1], *first], [*rest, *company]


def _height(blocks: Sequence[Block]) -> float:
    return sum(block.before + block.height for block in blocks)


def _start_of_last(flow: Sequence[Block]) -> int:
    """Where the last block begins, with all headings that cling to it."""
    start = len(flow) - 1
    while start > 0 and flow[start - 1].clings:
        start -= 1
    return start


def _cut(block: Block, end: float) -> tuple[list[Block], list[Block]]:
    """A block and its last part, about `end` points tall; whole in the second place when it cannot be cut."""
    room = block.height - end
    parts = block.split(room, forced=False) or block.split(room, forced=True)
    return (list(parts[0]), list(parts[1])) if parts else ([], [block])
