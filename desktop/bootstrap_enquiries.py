"""What the window may do about enquiries, by the names of `desktop.ui.enquiry_actions`: of the composition root.

Each takes the desk first and runs on the store's lane."""

from collections.abc import Callable, Mapping
from typing import Any

from desktop.usecases.keep_frequent import (
    bring_back_frequent,
    drop_frequent,
    edit_frequent,
    keep_frequent,
    offer_frequent,
    search_frequent,
)
from desktop.usecases.keep_officials import add_official, bring_back_official, edit_official, remove_official
from desktop.usecases.list_enquiries import show_enquiries
from desktop.usecases.take_enquiry import (
    answer_enquiry,
    correct_enquiry,
    redo_enquiry,
    reopen_enquiry,
    take_enquiry,
    tell_enquiry,
    undo_enquiry,
    withdraw_enquiry,
)
from desktop.usecases.take_suggestion import (
    decide_suggestion,
    list_suggestions,
    take_suggestion,
    tell_suggestion,
    undo_suggestion,
)

OF_ENQUIRIES: Mapping[str, Callable[..., Any]] = {
    "show": show_enquiries,
    "take": take_enquiry,
    "answer": answer_enquiry,
    "tell": tell_enquiry,
    "correct": correct_enquiry,
    "withdraw": withdraw_enquiry,
    "reopen": reopen_enquiry,
    "undo": undo_enquiry,
    "redo": redo_enquiry,
    "search_frequent": search_frequent,
    "offer_frequent": offer_frequent,
    "keep_frequent": keep_frequent,
    "edit_frequent": edit_frequent,
    "drop_frequent": drop_frequent,
    "bring_back_frequent": bring_back_frequent,
    "list_suggestions": list_suggestions,
    "take_suggestion": take_suggestion,
    "decide_suggestion": decide_suggestion,
    "tell_suggestion": tell_suggestion,
    "undo_suggestion": undo_suggestion,
    "add_official": add_official,
    "edit_official": edit_official,
    "remove_official": remove_official,
    "bring_back_official": bring_back_official,
}
