"""References to official publications: one notation, and the address of the publication."""

from __future__ import annotations

import pytest

from planner.domain.official_references import SITE, official_reference, one_notation

CASES = {
    "Kamerstukken II 2021-2022, 34 843, nr. 52": ("Kamerstukken II 2021/22, 34 843, nr. 52", "kst-34843-52"),
    "Kamerstukken II 2021/22, 34 843 / 31 015, nr. 60": (
        "Kamerstukken II 2021/22, 34 843 / 31 015, nr. 60",
        "kst-34843-60",
    ),
    "31 015, nr. 197": ("Kamerstukken II, 31 015, nr. 197", "kst-31015-197"),
    "34843-54": ("Kamerstukken II, 34 843, nr. 54", "kst-34843-54"),
    "34843/31015-55": ("Kamerstukken II, 34 843 / 31 015, nr. 55", "kst-34843-55"),
    "Kamerstukken I 2023/24, 36 222, B": ("Kamerstukken I 2023/24, 36 222, B", "kst-36222-B"),
    "36222, nr. 10 en nr. 12": ("Kamerstukken II, 36 222, nr. 10 en nr. 12", "kst-36222-10"),
    "Handelingen II 2019-20, nr. 53, item 3": ("Handelingen II 2019/20, nr. 53, item 3", "h-tk-20192020-53-3"),
    "Stb. 2024, 59": ("Stb. 2024, 59", "stb-2024-59"),
    "Staatscourant 2024, nr. 20756": ("Stcrt. 2024, 20756", "stcrt-2024-20756"),
}


@pytest.mark.parametrize(("text", "expected"), CASES.items())
def test_that_a_reference_has_one_notation_and_an_address(text: str, expected: tuple[str, str]):
    found = official_reference(text)
    assert found is not None
    assert (found.text, found.address) == (expected[0], f"{SITE}{expected[1]}.html")
    assert one_notation(found.text) == found.text


@pytest.mark.parametrize(
    "text", ["", "COM(2022) 209", "2022D25692", "ECLI:NL:GHDHA:2017:1539", "WODC 3412", "voetnoot 3"]
)
def test_that_other_references_stay_as_they_are(text: str):
    assert official_reference(text) is None
    assert one_notation(text) == text
