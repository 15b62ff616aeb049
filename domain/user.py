"""Who works at the desk. A user's keys are rows of their own: a password reset makes a new one."""

from dataclasses import dataclass

ROLES = ("clerk", "researcher", "supervisor", "secretary", "manager", "administrator")


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
    "clerk": "موظف الاستقبال",
    "researcher": "الباحث الاجتماعي",
    "supervisor": "المشرف",
    "secretary": "أمين اللجنة",
    "manager": "المدير العام",
    "administrator": "مدير النظام",
}
