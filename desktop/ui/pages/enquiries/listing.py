"""What the list below holds: its parts, which of them is shown, what is searched in it. Knows no Qt."""

from dataclasses import dataclass, field

from desktop.ui.language import said_of
from desktop.ui.pages.enquiries.reading import enquiry_row, frequent_row, official_row, suggestion_row
from desktop.ui.pages.enquiries.state import FREQUENT, OFFICIALS, RECENT, SUGGESTIONS, WAITING, Part, Row
from desktop.usecases.list_enquiries import EnquiriesPage, EnquiryLine
from desktop.usecases.take_suggestion import SuggestionLine
from domain.arabic import search_key
from domain.frequent_question import FrequentQuestion
from domain.official import Official
from domain.policy import Profile
from domain.suggestion import MAY_DECIDE
from domain.text import Text
from domain.user import User

AT_ONCE = 30
TITLES = {
    WAITING: Text("تنتظر", "Waiting"),
    RECENT: Text("الأخيرة", "Recent"),
    FREQUENT: Text("المتكررة", "Frequent"),
    SUGGESTIONS: Text("المقترحات", "Suggestions"),
    OFFICIALS: Text("من يجيب", "Who answers"),
}


@dataclass
class Listing:
    """Filled as the answers come; `page` is None until the first has."""

    profile: Profile
    user: User
    page: EnquiriesPage | None = None
    frequent: tuple[FrequentQuestion, ...] = ()
    suggestions: tuple[SuggestionLine, ...] = ()
    part: str = WAITING
    text: str = ""
    most: int = field(default=AT_ONCE)

    @property
    def may_enter_officials(self) -> bool:
        return self.user.has_role("administrator")

    @property
    def officials(self) -> tuple[Official, ...]:
        return self.page.officials if self.page else ()

    @property
    def parts(self) -> tuple[Part, ...]:
        """What may be shown, with how many there are."""
        return tuple(Part(key, said_of(title), len(self._rows(key))) for key, title in TITLES.items())

    def found(self) -> list[Row]:
        """Of the part that is shown, what was searched."""
        wanted = search_key(self.text).split()
        return [row for row in self._rows(self.part) if _has_words(row, wanted)]

    def find_enquiry(self, id: str) -> EnquiryLine | None:
        lines = (*self.page.waiting, *self.page.recent) if self.page else ()
        return next((line for line in lines if line.enquiry.id == id), None)

    def find_suggestion(self, id: str) -> SuggestionLine | None:
        return next((line for line in self.suggestions if line.suggestion.id == id), None)

    def find_frequent(self, id: str) -> FrequentQuestion | None:
        return next((one for one in self.frequent if one.id == id), None)

    def _rows(self, part: str) -> list[Row]:
        if self.page is None:
            return []
        match part:
            case "waiting":
                return [enquiry_row(line, self.profile) for line in self.page.waiting]
            case "recent":
                return [enquiry_row(line, self.profile) for line in self.page.recent]
            case "frequent":
                return [frequent_row(one, self.profile) for one in self.frequent]
            case "suggestions":
                may = bool(set(MAY_DECIDE) & set(self.user.roles))
                return [suggestion_row(line, self.profile, may_decide=may) for line in self.suggestions]
        may_change = self.may_enter_officials
        return [official_row(one, self.profile, may_change=may_change) for one in self.page.officials]


def _has_words(row: Row, wanted: list[str]) -> bool:
    words = search_key(f"{row.title} {row.detail} {row.body}")
    return all(word in words for word in wanted)
