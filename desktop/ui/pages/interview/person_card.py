"""Who is asked, beside his questions."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSizePolicy

from desktop.ui.kit.basic import Card
from desktop.ui.language import headed, listed, said, said_of
from desktop.ui.pages.people.facts import FactRows
from desktop.ui.pages.people.reading import Fact, short_facts
from desktop.ui.pages.wording import clock
from desktop.ui.shown import shown_gregorian
from domain.text import Text

if TYPE_CHECKING:
    from desktop.usecases.hold_interview import OpenInterview

TOP = 18


def person_card(*, opened: "OpenInterview", person: Text) -> Card:
    """`person` is what the association calls him."""
    card = Card(headed(said(f"بيانات {said_of(person)}", said_of(person))))
    card.body.setContentsMargins(16, TOP, 16, 16)
    facts = FactRows()
    day, _, time = opened.started_at[:16].partition("T")
    begun = Fact(said("بدأت", "Begun"), listed((shown_gregorian(day), clock(time))))
    facts.show_facts((*short_facts(opened.person), begun))
    card.body.addWidget(facts)
    card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
    return card
