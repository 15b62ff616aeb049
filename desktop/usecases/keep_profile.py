"""The profile a store goes on with: the text it keeps, until the program or the association brings a later version.

What is kept is read by later programs too: a key that the program adds to profiles must be one that may be left out.
"""

import logging

from db.kept_profile import KeptProfile
from db.store import PROFILE, Store
from desktop.usecases.choose_profile import Chosen, choose_profile
from desktop.usecases.desk import Desk
from desktop.usecases.load_profile import profile_ids, shipped_text
from domain.errors import RuleBroken
from domain.policy import Profile
from domain.profile_file import parse_profile
from domain.profile_version import is_later_version

log = logging.getLogger(__name__)


def keep_profile(store: Store, chosen: Chosen) -> None:
    """With its forms and logo, whole or not at all."""
    store.profiles.keep(chosen.kept, (form.xform for form in chosen.forms), chosen.logo)


def profile_of(store: Store) -> Profile:
    """The association's profile. A shipped one gives way to a later version that came with the program, and to nothing
    else; so does a text that this program cannot read any more."""
    kept = store.profiles.find()
    if kept is None:
        # Set up by a program that kept no texts.
        chosen = choose_profile(store.settings.get(PROFILE))
        keep_profile(store, chosen)
        return chosen.profile
    later = _find_later(kept)
    if later is not None:
        keep_profile(store, later)
        log.info("profile %s: version %s adopted after %s", kept.id, later.profile.version, kept.version)
        return later.profile
    return parse_profile(kept.text, file=kept.file)


def _find_later(kept: KeptProfile) -> Chosen | None:
    if not kept.is_shipped or kept.id not in profile_ids() or shipped_text(kept.id) == kept.text:
        return None
    shipped = choose_profile(kept.id)
    return shipped if is_later_version(shipped.profile.version, kept.version) or not _is_readable(kept) else None


def _is_readable(kept: KeptProfile) -> bool:
    try:
        parse_profile(kept.text, file=kept.file)
    except RuleBroken:
        return False
    return True


def adopt_profile(desk: Desk, choice: str) -> Chosen:
    """A later version of the association's own profile, with its forms, in the place of the one that is kept. Shown
    from the next sign-in on. Only an administrator may. Raises RuleBroken and Unavailable, and changes nothing then."""
    if not desk.user.has_role("administrator"):
        raise RuleBroken(
            "profile.not_allowed",
            ar="تغيير ملف الجمعية لمدير النظام وحده.",
            en="Only the administrator may change the association's profile.",
        )
    return adopt_chosen(desk, choose_profile(choice))


def adopt_chosen(desk: Desk, chosen: Chosen) -> Chosen:
    """The same, whoever brings it."""
    if chosen.profile.id != desk.profile.id:
        raise RuleBroken(
            "profile.other",
            ar=f"هذا المكتب لجمعية أخرى ({desk.profile.id})، والملف لجمعية {chosen.profile.id}. اختر ملف جمعيتك.",
            en=f"This office is of {desk.profile.id}, and the file is of {chosen.profile.id}. Choose your "
            "association's.",
            field="id",
        )
    if not is_later_version(chosen.profile.version, desk.profile.version):
        raise RuleBroken(
            "profile.not_later",
            ar=f"في هذا المكتب الإصدار {desk.profile.version}، وفي الملف {chosen.profile.version}. ارفع رقم version.",
            en=f"This office has version {desk.profile.version}, the file {chosen.profile.version}. Raise its version.",
            field="version",
        )
    keep_profile(desk.store, chosen)
    log.info("profile %s: version %s adopted from a file", chosen.profile.id, chosen.profile.version)
    return chosen
