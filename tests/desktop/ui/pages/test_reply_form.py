"""How a person was told of a decision: no word is cut, and the agreed way comes first."""

import pytest

from desktop.ui.language import LANGUAGE_NAMES, choose_language
from desktop.ui.pages.request.reply_form import ReplyForm
from desktop.ui.pages.request.view import SIDE_WIDTH
from domain.reply import CALL, LETTER, MESSAGE, likely_proof
from tests.support.seen_pages import Stage, cut_texts

PADDING = 40
"""Of a card, both sides."""


@pytest.mark.parametrize("language", list(LANGUAGE_NAMES))
def test_no_way_of_telling_is_cut_beside_the_path(stage: Stage, language: str) -> None:
    choose_language("en" if language == "en" else "ar")
    try:
        form = ReplyForm("")
    finally:
        choose_language("ar")
    stage.show(form, SIDE_WIDTH - PADDING, 500)
    form.proof.setFixedWidth(SIDE_WIDTH - PADDING)
    stage.settle(lambda: form.proof.width() == SIDE_WIDTH - PADDING)
    assert cut_texts(form) == []


@pytest.mark.parametrize(
    ("agreed", "way"),
    [("رسالة نصية", MESSAGE), ("بريد إلكتروني", MESSAGE), ("اتصال هاتفي", CALL), ("خطاب باليد", LETTER), ("", CALL)],
)
def test_telling_begins_with_the_agreed_way(stage: Stage, agreed: str, way: str) -> None:
    form = ReplyForm(agreed)
    stage.show(form, SIDE_WIDTH, 500)
    assert form.proof.current == likely_proof(agreed) == way
