"""The person draws his name on the screen: with a pad's pen, a finger or the mouse. It supports the ink on paper."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Signal
from PySide6.QtGui import QInputDevice, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout

from desktop.ui.actions import Actions
from desktop.ui.ink_pad import SHEET, InkPad
from desktop.ui.kit.basic import Button, Card, Page, label
from desktop.ui.kit.theme import theme
from desktop.ui.language import listed, said, said_of
from desktop.ui.pages.asking import Asks
from desktop.ui.pages.sign.signing_page import SigningPage
from desktop.ui.pages.way_back import add_way_back
from desktop.usecases.attest import AttestationPage
from domain.arabic import isolate
from domain.drawn_signature import Drawing, read_drawing
from domain.errors import Expected
from domain.shown import moment_text
from domain.signing import DEVICES, SCREEN

_NARROWEST, _WIDEST = 360, 900


def _worth(attestation: AttestationPage) -> str:
    if attestation.rule.record == SCREEN:
        return said("تعتمده الجمعية توقيعًا على الإقرار.", "The association takes it for the signature.")
    if attestation.state == "unsigned":
        return said(
            "يعضد التوقيع بالحبر ولا يغني عنه: يبقى الإقرار بانتظار توقيعه على الورق.",
            "It supports the signature in ink and does not replace it: the paper is still to be signed.",
        )
    return said("يعضد التوقيع بالحبر ولا يغني عنه.", "It supports the signature in ink and does not replace it.")


def _in_the_middle(pad: InkPad) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(pad, 100)
    row.addStretch(1)
    return row


class DrawnWith(QObject):
    """What the last stroke on a sheet was drawn with: `domain.signing.DEVICES`."""

    def __init__(self, pad: InkPad) -> None:
        super().__init__(pad)
        self.device = "mouse"
        pad.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.TabletPress:
                self.device = "pen"
            case QEvent.Type.TouchBegin:
                self.device = "touch"
            case QEvent.Type.MouseButtonPress:
                self.device = _of_mouse(event)
        return False


def _of_mouse(event: QEvent) -> str:
    """Many a pad and screen says it is a mouse, but not where the stroke came from."""
    kinds = QInputDevice.DeviceType
    if isinstance(event, QMouseEvent):
        match event.pointingDevice().type():
            case kinds.TouchScreen:
                return "touch"
            case kinds.Stylus:
                return "pen"
    return "mouse"


class PadPage(SigningPage):
    """`kept` once the drawing is on record."""

    def __init__(self, actions: Actions, store: Asks, attestation: AttestationPage) -> None:
        super().__init__(
            store,
            attestation,
            title=said("توقيع على الشاشة", "Sign on the screen"),
            save=said("احفظ التوقيع", "Keep the signature"),
            glyph="signature",
        )
        self._draw_signature = actions.draw_signature
        self._make_sheet()
        self.body.addStretch(1)
        self._show_drawn()

    def _make_sheet(self) -> None:
        card = Card(spacing=12)
        card.body.addWidget(
            label(
                said(
                    "اقرأ عليه الإقرار، ثم ليوقّع هنا بيده. يُحفظ التوقيع مرتبطًا ببيانات هذا الإقرار وحده، مع الوقت "
                    "والأداة ومن حضره.",
                    "Read the attestation to the person, then let him sign here himself. It is kept with the data of "
                    "this attestation alone, the time, the device and who was there.",
                ),
                "body",
                wrap=True,
            )
        )
        card.body.addWidget(label(_worth(self.attestation), "small", wrap=True))
        self.pad = InkPad(sheet=SHEET, guide=True)
        self.pad.setAccessibleName(said("مربع التوقيع", "The box to sign in"))
        self.pad.setMaximumWidth(_WIDEST)
        self.pad.changed.connect(self._show_drawn)
        self._drawn_with = DrawnWith(self.pad)
        self.pad.setMinimumWidth(_NARROWEST)
        card.body.addLayout(_in_the_middle(self.pad))
        card.body.addLayout(self._make_tools())
        self.body.addWidget(card)

    def _make_tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        self.undo = Button(
            said("تراجع عن خط", "Undo a line"),
            "text",
            glyph="arrow-back-up",
            name=said("تراجع عن خط (Ctrl+Z)", "Undo a line (Ctrl+Z)"),
        )
        self.undo.clicked.connect(self.pad.undo)
        self.clear = Button(said("امسح", "Clear"), "text", glyph="trash")
        self.clear.clicked.connect(self.pad.clear)
        row.addStretch(1)
        row.addWidget(self.undo)
        row.addWidget(self.clear)
        row.addStretch(1)
        return row

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.pad.setFocus()

    def _show_drawn(self) -> None:
        has_ink = bool(self.pad.strokes())
        self.save.setEnabled(has_ink and not self.is_busy)
        self.clear.setEnabled(has_ink)
        self.undo.setEnabled(self.pad.can_undo())

    def keep(self) -> None:
        if not self.pad.strokes():
            return
        sheet, device = self.pad.sheet(), self._drawn_with.device
        drawing = Drawing(sheet.width(), sheet.height(), self.pad.strokes())
        self.keep_once(partial(self._draw_signature, self.attestation.id, drawing, device))
        self._show_drawn()

    def show_problem(self, problem: Expected) -> None:
        super().show_problem(problem)
        self._show_drawn()


class DrawnPage(Page):
    """A drawing that is kept, to be looked at. Raises ValueError for what is none."""

    closed = Signal()

    def __init__(self, content: bytes) -> None:
        bound = read_drawing(content)
        super().__init__(said("التوقيع على الشاشة", "The signature on the screen"))
        self.header.set_detail(theme().number(isolate(bound.number)))
        add_way_back(self, self.closed.emit)
        card = Card(spacing=12)
        sheet = QSize(bound.drawing.width, bound.drawing.height)
        pad = InkPad(sheet=sheet)
        pad.put(bound.drawing.strokes)
        pad.setAccessibleName(said("التوقيع كما رُسم", "The signature as it was drawn"))
        pad.setEnabled(False)
        pad.setMinimumWidth(_NARROWEST)
        pad.setMaximumWidth(_WIDEST)
        card.body.addLayout(_in_the_middle(pad))
        device = said_of(DEVICES[bound.device]) if bound.device in DEVICES else ""
        told = listed(filter(None, (said_of(moment_text(bound.at)), device)))
        card.body.addWidget(label(theme().number(told), "small", wrap=True))
        mark = isolate(" ".join(bound.sha256[at : at + 4].upper() for at in range(0, 16, 4)))
        card.body.addWidget(
            label(said(f"مرتبط ببصمة البيانات {mark}", f"Bound to the data {mark}"), "small", wrap=True)
        )
        self.body.addWidget(card)
        self.body.addStretch(1)
