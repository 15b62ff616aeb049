"""Taking down a complaint that came by another way than the desk."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent

from desktop.ui.actions import Actions, DeskInfo
from desktop.ui.kit.basic import Card, Page
from desktop.ui.language import said, said_of
from desktop.ui.pages.asking import Lanes
from desktop.ui.pages.complaint.deed_form import DeedForm
from desktop.ui.pages.complaint.deeds import Asked, Choices, Deed
from desktop.ui.pages.living import while_alive
from desktop.ui.pages.way_back import add_way_back
from desktop.usecases.know_complaint import ComplaintPage
from domain.complaint import NO, YES
from domain.complaint_rules import channels_of
from domain.errors import Expected
from domain.policy import Profile


class RegisterPage(Page):
    closed = Signal()
    registered = Signal(object)  # ComplaintPage

    def __init__(self, actions: Actions, lanes: Lanes, info: DeskInfo) -> None:
        super().__init__(
            said("تسجيل شكوى", "Register a complaint"),
            said(
                "ما ورد بخطاب أو بريد أو اتصال أو رابط؛ ومن حضر فمن «استقبال مراجع»",
                "What came by letter, e-mail, telephone or link; whoever comes goes to “Receive a visitor”",
            ),
        )
        self._actions, self._lane = actions.complaints, lanes.store
        self._is_busy = False
        card = Card()
        self.form = DeedForm(registering(info.profile), save=said("تسجيل الشكوى", "Register the complaint"))
        self.form.done.connect(self._save)
        self.form.dropped.connect(self.closed)
        card.body.addWidget(self.form)
        self.body.addWidget(card)
        self.body.addStretch(1)
        add_way_back(self, self.closed.emit)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.form.focus()

    def _save(self, _: str, typed: dict[str, str]) -> None:
        if self._is_busy:
            return
        self._is_busy = True
        self._lane.ask(
            partial(self._actions.register, typed), then=while_alive(self._saved), failed=while_alive(self._refused)
        )

    def _saved(self, page: ComplaintPage) -> None:
        self._is_busy = False
        self.registered.emit(page)

    def _refused(self, problem: Expected) -> None:
        self._is_busy = False
        self.form.show_said(problem.field or "", said_of(problem))
        self.form.focus(problem.field or "")


def registering(profile: Profile) -> Deed:
    """The fields of a new complaint."""
    channels = tuple((one.id, said_of(one.text)) for one in channels_of(profile))
    kinds: Choices = tuple((one.id, said_of(one.text)) for one in profile.party_kinds)
    yes_no: Choices = ((NO, said("لا", "No")), (YES, said("نعم", "Yes")))
    person = said_of(profile.person.definite)
    today = said("اليوم إن تُرك؛ هجري أو ميلادي", "Today if left out; Hijri or Gregorian")
    number = said("رقم سجله؛ يُترك لطرف آخر أو لمن لم يُعرف", "File number; left out for others, or if unknown")
    return Deed(
        "register",
        said("شكوى جديدة", "A new complaint"),
        "plus",
        (
            Asked("channel", said("كيف وردت؟", "How did it come?"), "choice", channels, channels[0][0]),
            Asked("received_on", said("يوم ورودها", "Received on"), "day", hint=today),
            Asked("subject", said("الموضوع", "Subject"), required=True),
            Asked("emergency", said("عاجلة يلزم تداركها الآن؟", "Must something be done now?"), "choice", yes_no, NO),
            Asked("told", said("نص الشكوى كما وردت", "The complaint as it came"), "text", required=True),
            Asked("wanted", said("ما يطلبه صاحبها", "What is asked"), "text"),
            Asked("person", said(f"ملف {person}", f"File of {person}"), hint=number),
            Asked("party_name", said("أو اسم طرف آخر", "Or another party's name")),
            Asked("party_kind", said("صفة الطرف", "Kind of party"), "choice", kinds, kinds[0][0]),
            Asked("party_reach", said("كيف يُتواصل معه", "How to reach the party")),
        ),
    )
