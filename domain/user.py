"""Who works at the desk. A user's keys are rows of their own: a password reset makes a new one."""

from dataclasses import dataclass

from domain.text import Text

ROLES = ("clerk", "researcher", "supervisor", "secretary", "manager", "administrator")
MAY_EXPORT = ("supervisor", "manager", "administrator")
"""Who may take answers out of the office as files."""
COPY_ROLES = ("supervisor", "manager", "administrator")
"""Who may record on what legal basis a document was copied."""
OVERSEERS = ("supervisor", "manager", "administrator")
"""Who sees every complaint of the office, and may work on it."""
REVIEWERS = ("manager",)
"""Top management: who stamps that the register of complaints was reviewed."""


@dataclass(frozen=True)
class User:
    """`roles` are of `ROLES`."""

    id: str
    username: str
    name: str
    roles: tuple[str, ...]

    def has_role(self, role: str) -> bool:
        return role in self.roles


ROLE_NAMES = {
    "clerk": Text("موظف الاستقبال", "Reception clerk"),
    "researcher": Text("الباحث الاجتماعي", "Social researcher"),
    "supervisor": Text("المشرف", "Supervisor"),
    "secretary": Text("أمين اللجنة", "Committee secretary"),
    "manager": Text("المدير العام", "General manager"),
    "administrator": Text("مدير النظام", "Administrator"),
}
