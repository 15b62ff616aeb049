"""What goes with the questions: why one is asked, the clerk's own note about an answer, the language. Knows no Qt."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.ui.language import said_of
from desktop.ui.pages.interview.reading import Marks
from domain.errors import RuleBroken

if TYPE_CHECKING:
    from desktop.usecases.hold_interview import OpenInterview


class Remarks:
    """`done` hears of each, and whether there is something to save; `refused` gets the sentence."""

    def __init__(
        self,
        opened: "OpenInterview",
        marks: Marks,
        done: Callable[[bool], None],
        refused: Callable[[str], None],
    ) -> None:
        self._session, self._marks, self._done, self._refused = opened.session, marks, done, refused

    def explain(self, ref: str) -> None:
        """Says, or stops saying, why a question is asked."""
        self._marks.toggle_why(ref)
        self._done(False)

    def open_note(self, ref: str) -> None:
        """A place to write below the question; closed again it still shows what was written."""
        self._marks.toggle_note(ref)
        self._done(False)

    def write_note(self, ref: str, text: str) -> None:
        try:
            is_new = bool(self._session.remark(ref, text))
        except RuleBroken as problem:
            self._refused(said_of(problem))
            return
        self._done(is_new)

    def speak(self, language: str) -> None:
        """The questions in another of the form's languages; answers stay as they are."""
        self._session.set_language(language)
        self._done(True)

    def speak_next(self) -> None:
        """Round all of the form's languages."""
        languages = self._session.form.languages
        if len(languages) > 1:
            here = languages.index(self._session.language) if self._session.language in languages else -1
            self.speak(languages[(here + 1) % len(languages)])
