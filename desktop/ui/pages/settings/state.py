"""What the settings show, whole."""

from dataclasses import dataclass

from desktop.ui.pages.settings.appearance import Appearance
from domain.errors import Expected


@dataclass(frozen=True)
class SyncCard:
    """`tone` is ok, info or warn; `shown` says what head office lets this laptop read. `is_busy` while a code is tried
    or a round runs."""

    is_enrolled: bool
    address: str
    title: str
    detail: str
    tone: str
    is_busy: bool = False
    problem: Expected | None = None
    shown: str = ""


@dataclass(frozen=True)
class UserLine:
    name: str
    username: str
    roles: str
    is_me: bool


@dataclass(frozen=True)
class UsersCard:
    """`added` is the name of the user just added, or empty."""

    users: tuple[UserLine, ...]
    can_add: bool
    is_busy: bool = False
    added: str = ""
    problem: Expected | None = None


@dataclass(frozen=True)
class StoreCard:
    """`kind` is unknown, running, clean, damaged or failed."""

    kind: str = "unknown"
    sentence: str = ""
    findings: tuple[str, ...] = ()


@dataclass(frozen=True)
class SettingsState:
    appearance: Appearance
    sync: SyncCard
    users: UsersCard
    store: StoreCard
    problem: str = ""
