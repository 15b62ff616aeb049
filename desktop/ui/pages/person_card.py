"""Who sits at the desk, beside the interview."""

from PySide6.QtWidgets import QWidget

from desktop.ui.kit.basic import Card, label
from domain.person import Person

WIDTH = 248


def person_card(person: Person, person_word: str, *, below: QWidget) -> Card:
    """What is known of the person, and `below` at its foot. Identifiers stand left to right."""
    card = Card(f"بيانات {person_word}", padding=16)
    card.setFixedWidth(WIDTH)
    born = person.born
    for name, value in (
        ("رقم الملف", person.number),
        ("رقم الهوية", person.id_number),
        ("الجوال", person.mobile),
        ("تاريخ الميلاد", (born.hijri or born.gregorian) if born else None),
        ("مكان الإقامة", person.town),
    ):
        if value:
            card.body.addWidget(label(name, "small"))
            shown = value if value == person.town else f"\u2066{value}\u2069"
            card.body.addWidget(label(shown, "label", wrap=True))
    card.body.addSpacing(8)
    card.body.addWidget(below)
    card.body.addStretch(1)
    return card
