"""Papers that are signed, come back, are filled in by hand, or wait for a printer."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.actions import Actions
from desktop.ui.application import OnStore
from desktop.ui.camera import Camera
from desktop.ui.desk_window import DeskWindow
from desktop.ui.gallery.scene import Scene
from desktop.ui.ink_pad import InkPad
from desktop.ui.pages.check.view import CheckPage
from desktop.ui.pages.forms.view import FormsPage
from desktop.ui.pages.paper.signing_bar import SigningBar
from desktop.ui.pages.scan.view import ScanPage
from desktop.ui.pages.sign.pad_page import PadPage
from desktop.ui.pages.sign.thumb_page import ThumbPage
from desktop.usecases.queue_print import PaperToPrint
from domain.text import Text

W = TypeVar("W", bound=QWidget)
BLANKS = ("satisfaction", "field_survey", "minutes", "policy_register")


@dataclass(frozen=True)
class PaperTour:
    """`unsigned` is an interview whose attestation waits for its signature; the files are photographs of that paper
    signed, as it was printed, and of another person's. `form` has a blank sheet, `jobs` wait for a printer, and
    `witnesses` is what is typed into the fields of theirs, with a wrong digit at the end."""

    unsigned: str
    signed_photo: str
    bare_photo: str
    foreign_photo: str
    form: str
    witnesses: Mapping[str, str]
    jobs: Sequence[tuple[PaperToPrint, Text]]


def paper_scenes(
    desk: DeskWindow, camera: Camera, actions: Actions, on_store: OnStore, tour: PaperTour
) -> Iterator[Scene]:
    """Nothing of it is kept, so that every look shows the same."""
    open_paper = partial(desk.ways.open_attestation, tour.unsigned)
    yield Scene("unsigned", open_paper)
    yield Scene("scan", partial(_scan, desk, camera, tour.signed_photo))
    open_paper()
    yield Scene("scan-bare", partial(_scan, desk, camera, tour.bare_photo))
    open_paper()
    yield Scene("scan-foreign", partial(_scan, desk, camera, tour.foreign_photo))
    yield Scene("scan-checked", partial(_check, desk, camera, tour.signed_photo))
    open_paper()
    yield Scene("sign-pad", partial(_sign_on_screen, desk, camera))
    open_paper()
    yield Scene("sign-thumb", partial(_sign_by_thumb, desk, camera, tour.witnesses))
    yield Scene("blank", partial(_open_blank, desk, camera, tour.form))
    for sheet in BLANKS:
        yield Scene(f"blank-{sheet.replace('_', '-')}", partial(desk.search.sheet_asked.emit, sheet))
    yield from _waiting_prints(desk, camera, actions, on_store, tour)


def _waiting_prints(
    desk: DeskWindow, camera: Camera, actions: Actions, on_store: OnStore, tour: PaperTour
) -> Iterator[Scene]:
    """The sentence over every page, the list behind it, and how it stands once all is gone."""
    for paper, reason in tour.jobs:
        job = on_store(partial(actions.queue_print, paper))
        on_store(partial(actions.note_failed, job.id, reason))
    desk.show_page("home")
    desk.prints.refresh()
    yield Scene("prints-banner", camera.settle)
    yield Scene("prints", desk.prints.open)
    for job in on_store(actions.list_prints):
        on_store(partial(actions.drop_print, job.id))
    desk.prints.refresh()
    yield Scene("prints-none", camera.settle)
    desk.show_page("home")


def _scan(desk: DeskWindow, camera: Camera, photo: str) -> None:
    """Brought in for the paper that is open."""
    _find(desk, camera, SigningBar).bring((photo,))
    _find(desk, camera, ScanPage)


def _check(desk: DeskWindow, camera: Camera, photo: str) -> None:
    """Whose paper is it?"""
    desk.ways.open_check()
    _find(desk, camera, CheckPage).presenter.check_file(photo)


def _sign_on_screen(desk: DeskWindow, camera: Camera) -> None:
    _find(desk, camera, SigningBar).pad.click()
    draw_name(_find(desk, camera, PadPage).pad)


def _sign_by_thumb(desk: DeskWindow, camera: Camera, witnesses: Mapping[str, str]) -> None:
    _find(desk, camera, SigningBar).thumb.click()
    page = _find(desk, camera, ThumbPage)
    for name, text in witnesses.items():
        page.field(name).setText(text)
    page.save.click()


def _open_blank(desk: DeskWindow, camera: Camera, form: str) -> None:
    desk.ways.open_forms()
    _find(desk, camera, FormsPage).blank_requested.emit(form)


def _find(desk: DeskWindow, camera: Camera, kind: type[W]) -> W:
    """The page that is shown, or what stands on it, once it is there."""

    def find() -> W | None:
        page = desk.current
        if page is None or isinstance(page, kind):
            return page
        return page.findChild(kind)

    camera.settle()
    return camera.wait_for(find)


def draw_name(pad: InkPad) -> None:
    """By mouse, as a hand does it: small strokes up and down from right to left, and one below them."""
    wide, high = pad.width(), pad.height()
    name = [QPointF(wide * (0.7 - 0.004 * n), high * (0.5 + 0.14 * ((n * 7) % 11 / 10 - 0.5))) for n in range(100)]
    below = [QPointF(wide * (0.34 + 0.004 * n), high * (0.72 - 0.0004 * n)) for n in range(60)]
    for stroke in (name, below):
        _send(pad, QEvent.Type.MouseButtonPress, stroke[0])
        for point in stroke[1:]:
            _send(pad, QEvent.Type.MouseMove, point)
        _send(pad, QEvent.Type.MouseButtonRelease, stroke[-1])


def _send(pad: InkPad, kind: QEvent.Type, point: QPointF) -> None:
    left, no_keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    button = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseMove else left
    QApplication.sendEvent(pad, QMouseEvent(kind, point, pad.mapToGlobal(point), button, left, no_keys))
