"""Which editor a question gets, and how much room it takes."""

from collections.abc import Callable

from desktop.ui.pages.interview.choice_editors import AcknowledgeEditor, ListEditor, ReadOnly, TilesEditor
from desktop.ui.pages.interview.day_editors import DayEditor, MomentEditor
from desktop.ui.pages.interview.drawing_editor import DrawingEditor
from desktop.ui.pages.interview.editors import AreaEditor, Editor, LineEditor, NumberEditor
from desktop.ui.pages.interview.file_editor import FileEditor
from desktop.ui.pages.interview.grid_editors import GridHead, GridRow, is_grid, is_grid_head
from desktop.ui.pages.interview.measure_editors import (
    MOST_STEPS_SHOWN,
    FewStepsEditor,
    PeriodEditor,
    PlaceEditor,
    RangeEditor,
    RankEditor,
    TimeEditor,
    steps_of,
)
from desktop.ui.pages.interview.media_editor import MediaEditor
from desktop.ui.pages.interview.picture_editor import PictureEditor
from desktop.ui.pages.interview.reading import MEDIA
from desktop.ui.pages.interview.search_editor import SearchEditor
from desktop.ui.pages.interview.state import Cell
from desktop.ui.pages.interview.typed_text import PERIODS

MOST_TILES = 8
MOST_LISTED = 40
SEARCHED = ("autocomplete", "search")
FEW, SHORT_WORDS = 2, 9
ALWAYS_WIDE = ("acknowledge", "rank", "image", "file", *MEDIA)
DRAWN = ("signature", "draw")
CHOICES = ("select_one", "select_multiple")


def is_searched(cell: Cell) -> bool:
    """So many choices that one types a part of the name, or a form that asks for it."""
    wants = any(name in cell.question.appearance for name in SEARCHED)
    return cell.question.type == "select_one" and (wants or len(cell.options) > MOST_LISTED)


def is_list(cell: Cell) -> bool:
    """Many choices, or a form that asks for a small list."""
    appearance = cell.question.appearance
    return cell.question.type == "select_one" and (
        "minimal" in appearance or is_searched(cell) or len(cell.options) > MOST_TILES
    )


def is_wide(cell: Cell) -> bool:
    """Whether it takes both columns: choices that need room, text on several lines, words to read."""
    question = cell.question
    if question.type == "note" or "multiline" in question.appearance or question.type in ALWAYS_WIDE:
        return True
    if question.limits is not None or is_grid(cell):
        return True
    if question.type not in CHOICES or is_list(cell) or question.readonly:
        return False
    is_short = len(cell.options) <= FEW and all(len(option.label) <= SHORT_WORDS for option in cell.options)
    return not (is_short and question.type == "select_one")


def make_editor(cell: Cell) -> Editor:
    """The editor for a question of this kind."""
    question = cell.question
    if question.readonly or question.type == "note":
        return ReadOnly(cell)
    if is_grid(cell):
        return GridHead(cell) if is_grid_head(cell) else GridRow(cell)
    if is_list(cell):
        return SearchEditor(cell) if is_searched(cell) else ListEditor(cell)
    if question.limits is not None:
        few = 0 < len(steps_of(question.limits)) <= MOST_STEPS_SHOWN and "picker" not in question.appearance
        return FewStepsEditor(cell) if few else RangeEditor(cell)
    if question.type == "date" and any(name in question.appearance for name in PERIODS):
        return PeriodEditor(cell)
    kinds: dict[str, Callable[[Cell], Editor]] = {
        "select_one": TilesEditor,
        "select_multiple": TilesEditor,
        "acknowledge": AcknowledgeEditor,
        "integer": NumberEditor,
        "date": DayEditor,
        "dateTime": MomentEditor,
        "time": TimeEditor,
        "rank": RankEditor,
        "geopoint": PlaceEditor,
        "image": DrawingEditor if any(name in question.appearance for name in DRAWN) else PictureEditor,
        "file": FileEditor,
        **dict.fromkeys(MEDIA, MediaEditor),
    }
    if question.type == "text" and "multiline" in question.appearance:
        return AreaEditor(cell)
    return kinds.get(question.type, LineEditor)(cell)


def kind_of(cell: Cell) -> tuple[object, ...]:
    """What a field must be made anew for."""
    question = cell.question
    return question.type, question.readonly, question.appearance, is_wide(cell), is_list(cell), is_searched(cell)
