"""`istiqbal profile list | check | show | adopt`"""

from pathlib import Path

from desktop.commands.context import Context, Result
from desktop.usecases.choose_profile import Chosen, choose_profile, choose_profile_file
from desktop.usecases.desk import Desk
from desktop.usecases.find_form import get_form
from desktop.usecases.keep_profile import adopt_profile
from desktop.usecases.load_profile import profile_ids
from domain.policy import Profile


def run(context: Context) -> Result:
    match context.arguments.verb:
        case "list":
            return _list()
        case "check":
            return _described(choose_profile_file(Path(context.arguments.file)), "الملف سليم")
        case "show":
            with context.desk() as desk:
                return _show(desk)
        case "adopt":
            with context.desk() as desk:
                return _described(adopt_profile(desk, context.arguments.file), "اعتُمد الملف، ويعمل به من الدخول التالي")
    raise LookupError(context.arguments.verb)


def _list() -> Result:
    chosen = [choose_profile(id) for id in profile_ids()]
    text = "\n".join(f"{one.profile.id}  {one.profile.version}  {one.profile.name.ar}" for one in chosen)
    return Result({"profiles": [_naming(one.profile, one.kept.sha256) for one in chosen]}, text)


def _described(chosen: Chosen, praise: str) -> Result:
    forms = [
        {
            "id": form.id,
            "version": form.version,
            "sha256": form.sha256,
            "file": form.file,
            "notes": [{"ar": note.ar, "en": note.en} for note in form.notes],
        }
        for form in chosen.forms
    ]
    data = {**_naming(chosen.profile, chosen.kept.sha256), "shipped": chosen.is_shipped, "forms": forms}
    lines = [f"{praise}: {_line(chosen.profile)}"]
    for form in chosen.forms:
        lines.append(f"{form.id}  {form.version}  {form.file}")
        lines += [f"  تنبيه: {note.ar}" for note in form.notes]
    return Result(data, "\n".join(lines))


def _show(desk: Desk) -> Result:
    kept, profile = desk.store.profiles.find(), desk.profile
    forms = [get_form(desk, id) for id in profile.interviews]
    data = {
        **_naming(profile, kept.sha256 if kept else ""),
        "shipped": kept is None or kept.is_shipped,
        "file": kept.file if kept else "",
        "forms": [{"id": form.id, "version": form.version, "sha256": form.sha256} for form in forms],
    }
    lines = [_line(profile), *(f"{form.id}  {form.version}  {form.title}" for form in forms)]
    return Result(data, "\n".join(lines))


def _naming(profile: Profile, sha256: str) -> dict[str, object]:
    return {"id": profile.id, "version": profile.version, "name": profile.name.ar, "sha256": sha256}


def _line(profile: Profile) -> str:
    return f"{profile.name.ar} ({profile.id})، الإصدار {profile.version}"
