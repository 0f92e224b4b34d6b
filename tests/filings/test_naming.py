"""Names at every door: what a person writes leads to one agency, or the refusal names the nearest."""

from filings.agency import Agency, DatedName
from filings.mail_address import inside, is_address
from filings.naming import meant, near, told

_FINANCE = Agency(
    code="361125001", name="云岭县财政局", kind="department", names=(DatedName(name="县财政局", alias=True),)
)
_SCHOOLS = Agency(code="361125002", name="云岭县教育局", kind="department", names=(DatedName(name="云岭县教体局"),))
_ALL = (_FINANCE, _SCHOOLS)


def test_code_name_short_name_and_former_name_mean_the_same_agency() -> None:
    """With or without the county before it, blanks around it, or a name behind the code."""
    words = ("361125001", "云岭县财政局", "财政局", "县财政局", " 财政局 ", "361125001 财政局", "财政局 361125001")
    assert [meant(_ALL, word, "云岭县") for word in words] == [(_FINANCE,)] * len(words)
    assert meant(_ALL, "教体局", "云岭县") == (_SCHOOLS,)


def test_what_means_nobody_has_the_nearest_told() -> None:
    """A slip of the hand finds the agency that was meant; a word like none finds none."""
    assert meant(_ALL, "教玉局", "云岭县") == ()
    assert near(_ALL, "教玉局", "云岭县") == (_SCHOOLS,)
    assert near(_ALL, "甲乙丙丁", "云岭县") == ()
    assert told((_SCHOOLS,)) == "云岭县教育局（361125002）"


def test_addresses_inside_the_offices_own_domains() -> None:
    """A domain holds what lies below it; without any named, the government's domain counts; look-alikes do not."""
    assert inside("a@oa.yunling.gov.cn", ["yunling.gov.cn"])
    assert inside("a@YUNLING.gov.cn", ["@yunling.gov.cn"])
    assert not inside("a@notyunling.gov.cn", ["yunling.gov.cn"])
    assert not inside("a@other.gov.cn", ["yunling.gov.cn"])
    assert inside("a@other.gov.cn", [])
    assert not inside("a@163.com", [])
    assert not inside("a@gov.cn.example.com", [])


def test_what_is_one_plain_address() -> None:
    """Two in a cell, blanks and Chinese signs are no address."""
    assert is_address("zwgk@yunling.gov.cn")
    assert not any(is_address(text) for text in ("a@b.cn;c@d.cn", "a b@c.cn", "张@c.cn", "a@", ""))
