"""What a person is told of his data before it is written down, and that he agreed to it.

The Personal Data Protection Law (royal decree M/19 of 1443 AH, articles 5 and 13) asks that he knows why the data is
taken, who sees it, how long it is kept and what his rights are, and that he may take his word back. Which text he was
told is kept by its version and its hash: a later text is told anew.
"""

import hashlib
from dataclasses import dataclass

from domain.policy import Profile
from domain.text import Text

NOTICE_VERSION = "1"
_NOTICE = Text(
    "تحفظ {association} ما تعطيه من بيانات لخدمتك ودراسة طلبك فقط. يطّلع عليها من يعمل على طلبك، وتبقى ما دامت الحاجة "
    "إليها قائمة أو أوجب النظام حفظها. لا تُنسخ هويتك، بل يُرى أصلها وتُنقل أرقامها. ولك أن تعرف ما نحفظه عنك، وأن "
    "تطلب تصحيحه أو محوه، وأن تسحب موافقتك متى شئت.",
    "{association} keeps the data you give in order to serve you and study your request, and for nothing else. Whoever "
    "works on your request sees it; it is kept as long as it is needed or the law asks. Your identity document is "
    "looked at and not copied. You may learn what is kept about you, have it corrected or erased, and withdraw your "
    "agreement at any time.",
)


@dataclass(frozen=True)
class PrivacyNotice:
    """`sha256` is that of the Arabic text as it was shown."""

    version: str
    text: Text

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.ar.encode()).hexdigest()


@dataclass(frozen=True)
class Consent:
    """`agreed_at` is local time with offset; `told_by` the user who told him; `void_reason` once it is withdrawn."""

    id: str
    person: str
    notice_version: str
    notice_sha256: str
    agreed_at: str
    told_by: str
    void_reason: str | None = None

    @property
    def stands(self) -> bool:
        return self.void_reason is None


def notice_of(profile: Profile) -> PrivacyNotice:
    name = profile.name
    text = Text(_NOTICE.ar.replace("{association}", name.ar), _NOTICE.en.replace("{association}", name.en))
    return PrivacyNotice(NOTICE_VERSION, text)


def agreed_to(notice: PrivacyNotice, consents: tuple[Consent, ...]) -> bool:
    """Whether this very text was agreed to and the word still stands."""
    return any(one.stands and one.notice_sha256 == notice.sha256 for one in consents)
