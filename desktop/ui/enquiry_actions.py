"""What the window may ask for about enquiries (`desktop.ui.actions.Actions.enquiries`).

Each runs on the store's lane and raises RuleBroken or Unavailable with a sentence to show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Never imported when the program runs: the door would pay for names alone.
    from desktop.usecases.keep_frequent import KeptQuestion
    from desktop.usecases.keep_officials import KeptOfficial
    from desktop.usecases.list_enquiries import EnquiriesPage, EnquiryLine
    from desktop.usecases.take_enquiry import Enquired
    from desktop.usecases.take_suggestion import Suggested, SuggestionLine
    from domain.enquiry import AnswerDraft, EnquiryDraft
    from domain.frequent_question import FrequentDraft, FrequentQuestion
    from domain.official import OfficialDraft
    from domain.suggestion import SuggestionDraft
    from domain.sync.changes import Changes


@dataclass(frozen=True)
class EnquiryActions:
    show: Callable[[], EnquiriesPage]
    take: Callable[[EnquiryDraft, AnswerDraft | None], Enquired]
    answer: Callable[[str, AnswerDraft, EnquiryLine | None], Enquired]  # as it was shown
    tell: Callable[[str, str, EnquiryLine | None], Enquired]  # enquiry, means
    correct: Callable[[str, EnquiryDraft], Enquired]
    withdraw: Callable[[str], Enquired]
    reopen: Callable[[str], Enquired]
    undo: Callable[[str], Changes]  # it was taken down by mistake
    redo: Callable[[str], Changes]
    search_frequent: Callable[[str], tuple[FrequentQuestion, ...]]
    offer_frequent: Callable[[str], tuple[FrequentQuestion, ...]]  # the few, while the subject is typed
    keep_frequent: Callable[[FrequentDraft, str], KeptQuestion]  # the enquiry it comes from
    edit_frequent: Callable[[str, FrequentDraft], KeptQuestion]
    drop_frequent: Callable[[str, str], Changes]  # why
    bring_back_frequent: Callable[[str], Changes]
    list_suggestions: Callable[[], tuple[SuggestionLine, ...]]
    take_suggestion: Callable[[SuggestionDraft], Suggested]
    decide_suggestion: Callable[[str, str, str, SuggestionLine | None], Suggested]  # suggestion, verdict, why
    tell_suggestion: Callable[[str, str, SuggestionLine | None], Suggested]  # means
    undo_suggestion: Callable[[str], Changes]
    add_official: Callable[[OfficialDraft], KeptOfficial]
    edit_official: Callable[[str, OfficialDraft], KeptOfficial]
    remove_official: Callable[[str, str], Changes]  # why
    bring_back_official: Callable[[str], Changes]
