"""The sample people: who they are does not change by accident, because the demo and many tests know them."""

from importlib.resources import files

from bot.people.model import Known
from bot.people.sample_people import DOMAIN, SITTERS, sample
from bot.people.staff_file import read_staff
from bot.policy import Packs


def test_the_sample_files_are_good_for_suffolk() -> None:
    pack = Packs().pack("suffolk").council
    folder = files("bot.people") / "sample"
    known = Known(frozenset(pack.roles), frozenset(pack.services))
    found = read_staff((folder / "staff.csv").read_bytes(), (folder / "codes.csv").read_bytes(), known)
    assert [str(f) for f in found.faults] == []
    assert found.extra_columns == ()


def test_everybody_the_demo_needs_is_there() -> None:
    people = {m.email.split("@")[0]: m for m in sample().members}
    assert people["nadia.rahman"].manager.startswith("gwen.prosser@")
    assert people["leonard.mbeki"].left
    assert people["darius.kowalski"].roles == ()
    assert people["bryony.teague"].service == "fire"
    assert {n for n, m in people.items() if ("communications", "") in m.roles} == {"mei.lin.hughes", "callum.fraser"}
    assert {c.code: c.holder.split("@")[0] for c in sample().codes} == {
        "LIB-2041": "tobias.okafor",
        "LIB-2099": "nadia.rahman",
        "LIB-1900": "leonard.mbeki",
        "LIB-3000": "",
    }


def test_six_of_them_sit_in_the_practice_room_and_are_on_the_staff() -> None:
    emails = {m.email for m in sample(frozenset()).members}
    assert len(SITTERS) == 6
    assert {f"{name}@{DOMAIN}" for _, name in SITTERS} <= emails


def test_a_council_without_services_has_no_firefighter_and_nobody_corporate() -> None:
    assert {m.service for m in sample(frozenset()).members} == {""}
    assert "bryony.teague" not in {m.email.split("@")[0] for m in sample(frozenset()).members}
