"""At 150 % everything holds as it does at 100 %."""

from tests.support.sharp_pages import look


def test_nothing_is_cut_squeezed_or_unnamed_on_a_sharp_screen() -> None:
    found = look()
    assert found.pop("scale") == ["1.5"]
    assert {name.split(" ")[0] for name in found} == {"home", "counter", "tasks", "settings", "sign_in"}
    assert {name: faults for name, faults in found.items() if faults} == {}
