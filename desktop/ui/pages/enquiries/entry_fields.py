"""What is asked when an enquiry or a suggestion is taken down, and how wide each field stands."""

from PySide6.QtCore import QSize

from desktop.ui.kit.basic import Button, Field, TextField, set_text
from desktop.ui.kit.theme import theme
from desktop.ui.language import said
from desktop.ui.pages.enquiries.choices import choices
from desktop.ui.pages.enquiries.state import Offer, Officer, PersonFound
from domain.arabic import isolate
from domain.enquiry import EnquiryDraft, categories_of, fields_of, kinds_of, sources_of
from domain.policy import Profile

AT_ONCE, LATER, SUGGESTION = "at_once", "later", "suggestion"
OFFER_HEIGHT = 60
# Of twelve columns: wide, narrow.
SPANS = {
    "subject": (6, 12),
    "channel": (3, 6),
    "kind": (3, 6),
    "answer": (6, 12),
    "source": (3, 6),
    "clause": (3, 6),
    "department": (6, 12),
    "agreed_means": (3, 6),
    "agreed_day": (3, 6),
    "name": (4, 6),
    "address": (2, 6),
    "field": (3, 6),
    "category": (3, 6),
}


class OfferButton(Button):
    """Two lines: a question, and its answer below it."""

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), OFFER_HEIGHT)


class EntryFields:
    """The editors, and each in its field."""

    def __init__(self, profile: Profile) -> None:
        self.subject = TextField()
        self.channel = choices([(one.id, one.text) for one in profile.channels])
        self.kind = choices(kinds_of(profile).items())
        self.answer = TextField()
        self.source = choices(sources_of(profile).items(), empty=said("اختر المصدر", "Choose"))
        self.clause = TextField(said("المادة أو الفقرة", "Article or clause"))
        self.department = TextField(said("القسم أو المسؤول", "Department or official"))
        self.agreed_means, self.agreed_day = TextField(), TextField("2026-12-31", left_to_right=True)
        self.name = TextField(said("اسم أو هوية أو جوال، أو يُترك", "Name, identity or mobile, or leave it"))
        self.address = TextField(left_to_right=True)
        self.field = choices(fields_of(profile).items(), empty=said("غير محدّد", "Not stated"))
        self.category = choices(categories_of(profile).items(), empty=said("غير محدّدة", "Not stated"))
        self.fields = {
            "subject": Field("", self.subject, required=True),
            "channel": Field(said("القناة", "Channel"), self.channel),
            "kind": Field(said("النوع", "Kind"), self.kind),
            "answer": Field(said("الجواب", "Answer"), self.answer, required=True),
            "source": Field(said("مصدره", "It rests on"), self.source, required=True),
            "clause": Field(said("موضعه", "Clause"), self.clause),
            "department": Field(said("جهة الاختصاص", "Competent department"), self.department, required=True),
            "agreed_means": Field(said("كيف يُبلَّغ؟", "How to tell him"), self.agreed_means),
            "agreed_day": Field(said("في موعد أقصاه", "Not later than"), self.agreed_day),
            "name": Field("", self.name),
            "address": Field(said("رقمه أو بريده", "Number or e-mail"), self.address),
            "field": Field(said("المجال", "Field of work"), self.field),
            "category": Field(said("فئته", "Category"), self.category),
        }
        self.call_it(is_suggestion=False)

    def call_it(self, *, is_suggestion: bool) -> None:
        """The same fields ask for an enquiry and for a suggestion, in other words."""
        about = said("المقترح أو الرأي", "Suggestion") if is_suggestion else said("عمّ يسأل؟", "What about?")
        who = said("صاحبه، إن ذكر اسمه", "Who gives it, if he says") if is_suggestion else said("السائل", "Who asks")
        for editor, name, title in ((self.subject, "subject", about), (self.name, "name", who)):
            set_text(self.fields[name].title, title)
            editor.setAccessibleName(title)
        hint = (
            said("مثل: مقاعد أكثر للانتظار", "Such as: more seats for those who wait")
            if is_suggestion
            else said("مثل: متى يُفتح باب الدعم؟", "Such as: when does support open?")
        )
        self.subject.setPlaceholderText(hint)

    def asked(self, mode: str, *, is_known: bool) -> list[str]:
        """The fields in their order, of what is asked now; of somebody known, nothing about himself."""
        asker = [] if is_known else ["name", "address"]
        if mode == SUGGESTION:
            return ["subject", "channel", *asker]
        middle = ["answer", "source", "clause"] if mode == AT_ONCE else ["department", "agreed_means", "agreed_day"]
        about = [name for name, box in (("field", self.field), ("category", self.category)) if box.count() > 1]
        kind = ["kind"] if self.kind.count() > 1 else []
        head = ["subject", "channel", *kind]
        return [*head, *middle, *asker, *about] if mode == AT_ONCE else [*head, *asker, *about, *middle]

    def draft(self, person: str, visit: str, officer: Officer, *, is_left_open: bool) -> EnquiryDraft:
        """What is typed, of this person in this visit; the officer's it is where nobody else's name was put."""
        typed = self.department.text()
        return EnquiryDraft(
            subject=self.subject.text(),
            channel=self.channel.currentData() or "",
            kind=self.kind.currentData() or "",
            person=person,
            name=self.name.text(),
            address=self.address.text(),
            visit=visit,
            field=self.field.currentData() or "",
            category=self.category.currentData() or "",
            official=officer.id if typed and typed == officer.department else "",
            department=typed if is_left_open else "",
            agreed_means=self.agreed_means.text(),
            agreed_day=self.agreed_day.text(),
        )


def keys_said() -> str:
    """What the keyboard does there."""
    enter, later, down = map(isolate, ("Enter", "Ctrl+E", "↓"))
    return said(
        f"{down} إلى الأجوبة المقترحة، و{enter} يحفظ، و{later} يتركه مفتوحًا أو يعيده",
        f"{down} goes to the offered answers, {enter} keeps, {later} leaves it open or back",
    )


def offer_button(offer: Offer) -> Button:
    words = theme().number(f"{offer.subject}\n{offer.answer}")
    return OfferButton(words, "choice", glyph="message-question", name=f"{offer.subject}: {offer.answer}")


def person_button(person: PersonFound) -> Button:
    words = theme().number(f"{person.name} · {person.tail}")
    name = said(f"السائل: {person.name}", f"Who asks: {person.name}")
    return Button(words, "choice", glyph="user", name=name)
