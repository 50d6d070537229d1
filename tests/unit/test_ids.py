"""Ids: unguessable in production, the same again for the same seed in tests, easy to read aloud."""

import re

from bot.ids import REFERENCE_LETTERS, seeded_ids, system_ids

REFERENCE = re.compile(rf"[{REFERENCE_LETTERS}]{{4}}-[{REFERENCE_LETTERS}]{{4}}")


def test_a_reference_is_two_groups_of_four() -> None:
    assert REFERENCE.fullmatch(system_ids.reference())


def test_no_two_letters_of_a_reference_look_alike() -> None:
    pairs_that_people_confuse = ("0O", "1I", "1L", "IL", "2Z", "5S", "8B", "UV")
    assert not [pair for pair in pairs_that_people_confuse if set(pair) <= set(REFERENCE_LETTERS)]


def test_a_thousand_references_are_all_different() -> None:
    assert len({system_ids.reference() for _ in range(1000)}) == 1000


def test_every_letter_of_the_alphabet_is_used() -> None:
    ids = seeded_ids(2)
    drawn = "".join(ids.reference() for _ in range(200))
    assert set(drawn) - {"-"} == set(REFERENCE_LETTERS)


def test_the_same_seed_gives_the_same_ids_in_the_same_order() -> None:
    one, other = seeded_ids(7), seeded_ids(7)
    assert [one.person(), one.reference(), one.salt()] == [other.person(), other.reference(), other.salt()]


def test_another_seed_gives_other_ids() -> None:
    assert seeded_ids(7).case() != seeded_ids(8).case()


def test_a_salt_has_at_least_sixteen_bytes() -> None:
    assert len(bytes.fromhex(system_ids.salt())) >= 16


def test_ids_are_hex_of_the_length_that_they_promise() -> None:
    lengths = [len(bytes.fromhex(i)) for i in (system_ids.person(), system_ids.case(), system_ids.delivery())]
    assert lengths == [16, 16, 16]
    assert len(system_ids.event()) == 12
