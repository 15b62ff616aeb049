"""The fields of a person's form: what each is called, what it is typed or chosen in, how its state shows."""

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QWidget

from desktop.ui.kit.basic import Field, Segments, TextField
from desktop.ui.kit.theme import theme
from desktop.ui.language import headed, said, said_of
from desktop.ui.pages.people.state import FieldState
from desktop.ui.pages.people.typed_fields import Line, NoteArea
from domain.person import ID_TYPE_NAMES, SEX_NAMES
from domain.policy import Profile
from domain.text import Text

TITLES = {
    "name": Text("الاسم كما في الهوية", "Name as on the identity card"),
    "given": Text("الاسم الأول", "Given name"),
    "father": Text("اسم الأب", "Father's name"),
    "grandfather": Text("اسم الجد", "Grandfather's name"),
    "family": Text("العائلة", "Family name"),
    "id_type": Text("نوع الهوية", "Type of identity"),
    "id_number": Text("رقم الهوية", "Identity number"),
    "id_override": Text("سبب قبول الرقم كما هو", "Reason for accepting the number as it is"),
    "born": Text("تاريخ الميلاد كما في البطاقة", "Birth date as on the card"),
    "born_other": Text("التاريخ الميلادي في البطاقة نفسها", "Gregorian date on the same card"),
    "sex": Text("الجنس", "Sex"),
    "mobile": Text("رقم الجوال", "Mobile"),
    "town": Text("مكان الإقامة", "Place of residence"),
    "party_kind": Text("الصفة", "Kind"),
    "member_number": Text("رقم العضوية", "Membership number"),
    "iban": Text("الآيبان", "IBAN"),
    "note": Text("ملاحظات", "Notes"),
}


def field_of(name: str, profile: Profile, *, choose_sex: Callable[[str], None]) -> Field:
    return Field(said_of(TITLES[name]), _editor(name, profile, choose_sex), required=name == "name")


def _editor(name: str, profile: Profile, choose_sex: Callable[[str], None]) -> QWidget:
    match name:
        case "sex":
            sexes = [(id, headed(said_of(text))) for id, text in SEX_NAMES.items()]
            return Segments(sexes, choose_sex, name=said_of(TITLES[name]))
        case "id_type":
            types = [(id, headed(said_of(text))) for id, text in ID_TYPE_NAMES.items()]
            return _list(name, [("", said("يُعرف من الرقم", "Known from the number")), *types])
        case "party_kind":
            kinds = [(kind.id, headed(said_of(kind.text))) for kind in profile.party_kinds]
            return _list(name, [("", said("غير محددة", "Not given")), *kinds])
        case "note":
            return NoteArea(name)
    return Line(name)


def _list(name: str, choices: list[tuple[str, str]]) -> QComboBox:
    box = QComboBox()
    box.setProperty("field", name)
    for value, text in choices:
        box.addItem(text, value)
    return box


def show_in(field: Field, state: FieldState) -> None:
    editor = field.editor
    if isinstance(editor, TextField) and editor.text() != state.text:
        editor.setText(state.text)
    elif isinstance(editor, NoteArea):
        editor.show_text(state.text)
    elif isinstance(editor, QComboBox):
        editor.setCurrentIndex(max(0, editor.findData(state.text)))
    elif isinstance(editor, Segments):
        editor.choose(state.text)
    if state.tone == "bad":
        field.show_error(theme().number(state.message))
    elif state.message:
        field.show_note(theme().number(state.message), state.tone)
    else:
        field.clear()
