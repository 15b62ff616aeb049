"""`istiqbal profile list | check | show | adopt`"""

from dataclasses import asdict
from pathlib import Path

from desktop.commands.context import Context, Result
from desktop.usecases.choose_profile import Chosen, choose_profile, choose_profile_file
from desktop.usecases.desk import Desk
from desktop.usecases.find_form import get_form
from desktop.usecases.keep_profile import adopt_profile
from desktop.usecases.load_profile import profile_ids
from desktop.usecases.show_procedure import show_procedure
from domain.calendar import hijri_of
from domain.policy import Profile
from domain.procedure import Procedure


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
    data = {
        **_naming(chosen.profile, chosen.kept.sha256),
        "shipped": chosen.is_shipped,
        "forms": forms,
        **_paper(chosen),
    }
    lines = [f"{praise}: {_line(chosen.profile)}"]
    own = chosen.profile.letterhead
    if own is not None and own.logo:
        lines.append(f"الشعار  {own.logo}")
    for form in chosen.forms:
        lines.append(f"{form.id}  {form.version}  {form.file}")
        lines += [f"  تنبيه: {note.ar}" for note in form.notes]
    return Result(data, "\n".join(lines))


def _paper(chosen: Chosen) -> dict[str, object]:
    """What the association's papers bear."""
    own = chosen.profile.letterhead
    return {"logo": chosen.kept.logo or None, "clause": own.clause.ar if own and own.clause else None}


def _show(desk: Desk) -> Result:
    kept, profile = desk.store.profiles.find(), desk.profile
    forms = [get_form(desk, id) for id in profile.forms]
    procedure = show_procedure(desk)
    data = {
        **_naming(profile, kept.sha256 if kept else ""),
        "shipped": kept is None or kept.is_shipped,
        "file": kept.file if kept else "",
        "forms": [{"id": form.id, "version": form.version, "sha256": form.sha256} for form in forms],
        "signature": {"record": profile.attestation.record, "thumbprint": profile.attestation.thumbprint},
        "policy": asdict(profile),
        "procedure": _procedure(procedure),
    }
    lines = [
        _line(profile),
        profile.attestation.rule.text.ar,
        *(f"{form.id}  {form.version}  {form.called.ar}" for form in forms),
    ]
    return Result(data, "\n".join((*lines, *_told(procedure))))


def _procedure(procedure: Procedure) -> dict[str, object]:
    reply = procedure.reply
    return {
        "title": asdict(procedure.title),
        "reply": {
            "kind": reply.due.kind,
            "day": reply.due.day.isoformat(),
            "hijri": hijri_of(reply.due.day).iso(),
            "certain": reply.due.certain,
            "own_maximum": reply.own.day.isoformat() if reply.own else None,
            "clause": reply.clause,
            "source": reply.source,
        },
        "sections": [asdict(section) for section in procedure.sections],
    }


def _told(procedure: Procedure) -> list[str]:
    """As a person reads it: each section, each line with its clause."""
    lines = ["", procedure.title.ar]
    for section in procedure.sections:
        lines += ["", section.title.ar]
        for number, line in enumerate(section.lines, 1):
            before = f"{number}. " if section.id == "steps" else "- "
            lines.append(f"  {before}{line.text.ar}{f' [{line.source.ar}]' if line.source else ''}")
    return lines


def _naming(profile: Profile, sha256: str) -> dict[str, object]:
    return {"id": profile.id, "version": profile.version, "name": profile.name.ar, "sha256": sha256}


def _line(profile: Profile) -> str:
    return f"{profile.name.ar} ({profile.id})، الإصدار {profile.version}"
