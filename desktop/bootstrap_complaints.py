"""What the window may do about complaints, by the names of `desktop.ui.complaint_actions`: of the composition root.

Each takes the desk first and runs on the store's lane; `bootstrap_front` puts the desk of the moment before it.
"""

from collections.abc import Callable, Mapping
from typing import Any

from desktop.usecases.do_to_complaint import do_to_complaint, register_typed
from desktop.usecases.know_complaint import list_complaints, show_complaint
from desktop.usecases.register_complaint import undo_registration
from desktop.usecases.review_complaints import review_complaints

OF_COMPLAINTS: Mapping[str, Callable[..., Any]] = {
    "list": list_complaints,
    "show": show_complaint,
    "register": register_typed,
    "undo": undo_registration,
    "do": do_to_complaint,
    "review": review_complaints,
}
