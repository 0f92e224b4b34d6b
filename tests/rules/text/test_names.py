"""Names of bodies: their place, their own part, and when two are one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.text.names import body_name, is_body, same_body, same_place


@pytest.mark.parametrize(
    ("name", "place", "core"),
    [
        ("云岭县水务局", "云岭县", "水务局"),
        ("临江市云岭区城市管理局", "临江市云岭区", "城市管理局"),
        ("广西壮族自治区云岭县水务局", "广西壮族自治区云岭县", "水务局"),
        ("大理白族自治州云岭县教育局", "大理白族自治州云岭县", "教育局"),
        ("云岭土家族自治县教育局", "云岭土家族自治县", "教育局"),
        ("云岭县城关镇人民政府", "云岭县", "城关镇"),
        ("云岭县城关街道办事处", "云岭县", "城关街道"),
        ("云岭县人民政府", "云岭县", ""),
        ("云岭县人民政府办公室", "云岭县", "人民政府办公室"),
        ("云岭县市场监督管理局", "云岭县", "市场监督管理局"),
        ("云岭县经济开发区管理委员会", "云岭县", "经济开发区管委会"),
        ("云岭区人民政府河口街道办事处", "云岭区", "河口街道"),
        ("云岭县卫生健康委员会", "云岭县", "卫生健康委"),
        ("城市管理局", "", "城市管理局"),
        ("县水务局", "", "水务局"),
        ("水务局", "", "水务局"),
        ("", "", ""),
    ],
)
def test_a_name_is_taken_apart(name: str, place: str, core: str) -> None:
    """The place ends at the county or district; towns belong to the body."""
    found = body_name(name)
    assert (found.place, found.core) == (place, core)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("云岭县水务局", "县水务局", True),
        ("云岭县水务局", "临江市云岭县水务局", True),
        ("云岭县卫生健康局", "县卫健局", True),
        ("云岭县发展和改革局", "云岭县发展改革局", True),
        ("云岭县城关镇人民政府", "城关镇", True),
        ("云岭县人民政府", "云岭县", True),
        ("云岭县经济开发区管理委员会", "云岭县经济开发区管委会", True),
        ("云岭区人民政府河口街道办事处", "河口街道", True),
        ("云岭县卫生健康委员会", "县卫健委", True),
        ("云岭县发展和改革委员会", "云岭县发展改革委", True),
        ("云岭区人民政府河口街道办事处", "云岭区人民政府", False),
        ("云岭县卫生健康委员会", "云岭县发展改革委", False),
        ("云岭县水务局", "云岭县税务局", False),
        ("云岭县水务局", "青河县水务局", False),
        ("云岭县人民政府", "云岭县人民政府办公室", False),
        ("云岭县城关镇人民政府", "云岭县河口镇人民政府", False),
        ("云岭县教育局", "云岭县人民政府", False),
    ],
)
def test_two_names_mean_one_body_or_not(one: str, other: str, same: bool) -> None:  # noqa: FBT001 - a table of cases
    """Short forms and left-out places are the same body, whichever comes first."""
    assert same_body(one, other) is same_body(other, one) is same


@given(st.text(alphabet="云岭县市区镇乡省人民政府水务局办公室", max_size=20))
def test_every_name_means_itself(name: str) -> None:
    """Taking apart loses nothing, and a name is its own."""
    found = body_name(name)
    assert found.place + found.own == name
    assert same_body(name, name)
    assert same_place(found.place, found.place)


@pytest.mark.parametrize(
    ("short", "same"), [("云岭县", True), ("云岭州", False), ("云山县", False), ("县", True), ("云县", False)]
)
def test_an_autonomous_county_leaves_out_its_people(short: str, same: bool) -> None:  # noqa: FBT001 - a table of cases
    """云岭县 is 云岭土家族自治县; another name or another kind of area is not."""
    assert same_place("云岭土家族自治县", short) is same_place(short, "云岭土家族自治县") is same


@pytest.mark.parametrize(
    ("name", "township"), [("云岭县城关镇人民政府", True), ("云岭县城关街道办事处", True), ("云岭县水务局", False)]
)
def test_townships_are_told(name: str, township: bool) -> None:  # noqa: FBT001 - a table of cases
    """By what the name ends with."""
    assert body_name(name).township is township


@pytest.mark.parametrize(("name", "full"), [("县水务局", True), ("局", False), ("云岭县", False), ("关于做好", False)])
def test_a_body_is_told_by_its_end(name: str, full: bool) -> None:  # noqa: FBT001 - a table of cases
    """Words that end like a body, more than the bare kind."""
    assert is_body(name) is full
