"""Marks without their other half, document numbers, things said or listed twice, and numbering that jumps."""

from collections.abc import Callable

import pytest

from rules.engine.context import CheckContext
from rules.text.marks import document_faults, unpaired
from rules.text.numbering import misnumbered
from rules.text.repeated import listed_twice, said_twice

Make = Callable[..., CheckContext]
_S1 = ("section.1",)


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (["甲（乙）。", "丙“丁”。"], []),
        (["其中（指南3条、公示2条。", "（二）另一段。"], ["其中（指南3条、公示2条。 括号没有配对"]),
        (["《条例》以下简称条例）。"], ["《条例》以下简称条例）。 括号没有配对"]),
        (["1）公开（主动）信息。", "一）平台。"], []),
        (["可以下载（）。"], ["可以下载（）。 括号里是空的"]),
        (["用好甲乙”公众号。"], ["用好甲乙”公众号。 引号没有配对"]),
        (["用好“甲乙公众号。"], ["用好“甲乙公众号。 引号没有配对"]),
        (["“一网“通办”平台”。"], []),
        (['用好"甲乙”公众号。'], []),
        (["用好“甲乙“公众号。"], ["用好“甲乙“公众号。 引号的方向反了"]),
        (["印发《甲（试行）》《关于〈乙〉的通知》【丙】〔2023〕3号。"], []),
        (["印发《甲（试行》）办法。"], ["印发《甲（试行》）办法。 书名号和括号交叉了"]),
        (["印发《甲办法，共3条。"], ["印发《甲办法， 书名号没有配对"]),
        (["印发《关于〈甲的通知》。"], ["印发《关于〈甲的通知》。 书名号没有配对"]),
        (["印发甲〔2023 3号。"], ["印发甲〔20233号。 括号〔〕没有配对"]),
        (["印发甲（2023〕3号。"], []),
    ],
)
def test_marks_without_their_other_half(context_of: Make, texts: list[str], told: list[str]) -> None:
    """A bracket, quotation mark or empty bracket is quoted with its words; numbering is no fault."""
    context = context_of(*texts)
    assert [f"{context.body.text[span.start : span.end]} {fault}" for span, fault in unpaired(context, _S1)] == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("（国办公开办函〔2021〕30号）", []),
        ("（国办公开办函202130 号）", ["国办公开办函202130号"]),
        ("（国办函2021年30号）", ["国办函2021年30号"]),
        ("（过办公开办函〔2021〕30号）", ["过办公开办函〔2021〕30号"]),
        ("（县政务公开办〔2021〕30号）", []),
        ("（国务院令第711条）", ["（国务院令第711条）"]),
        ("（国务院令第711号）第二十条", []),
        ("《中华人民共和国政府信息公开条例》（国务院令第771号）", ["国务院令第771号"]),
        ("（国办公开办函〔2012〕30号）（国办公开办函〔2019〕60号）", ["国办公开办函〔2012〕30号"]),
        ("《年度报告格式》（国办公开办函〔2021〕31号）", ["报告格式》（国办公开办函〔2021〕31号"]),
        ("《年度报告格式》（国办公开办函〔2021〕30号）", []),
    ],
)
def test_document_numbers(context_of: Make, text: str, told: list[str]) -> None:
    """The year without its brackets, a decree counted in articles, one sign off the number of the format's notice."""
    context = context_of(text)
    assert [context.body.text[span.start : span.end] for span, _ in document_faults(context, _S1)] == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("公开的的重点，目的的实现，好的的确多。", ["“的的”重复了"]),
        ("甲，，乙。", ["“，，”重复了"]),
        ("甲，。乙；、丙。", ["“，”和“。”连着写了", "“；”和“、”连着写了"]),
        ("甲。。。乙……丙。", []),
        ("可通过可以通过网站查阅。", ["“可通过可以通过”重复了"]),
        ("群众满意意度高。", ["“意”重复了"]),
        ("可通过网站查阅，可以通过电话询问。", []),
        ("撤下近40余条，约40条左右。", ["大约的意思说了两次", "大约的意思说了两次"]),
        ("撤下40余条，近40条，40条左右。", []),
        ("加强组织领导，加强组织领导。", ["“加强组织领导”接连写了两次"]),
        ("会议研究2次，会议研究2，会议研究2。", []),
    ],
)
def test_what_is_said_twice(context_of: Make, text: str, told: list[str]) -> None:
    """Signs, verbs and roughness told twice; the same signs that are right where they stand are not."""
    assert [fault for _, fault in said_twice(context_of(text).body, _S1)] == told
    assert list(said_twice(context_of(text).body, ("section.5",))) == []  # another part is asked about by itself


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("涵盖机构职能、政策法规、工作动态、政策法规、公共服务等。", ["“政策法规”列了两次"]),
        ("教育、医疗、教育。", []),
        ("没有发生行政复议、行政复议案件。", ["“行政复议”列了两次"]),
        ("没有发生行政复议、行政诉讼案件。", []),
        ("引发行政诉讼、行政复议后诉讼案件。", []),
        ("通过政府网站、微信公众号、政府网站发布信息。", ["“政府网站”列了两次"]),
        ("通过政府网站、微信公众号、政府网站专栏发布信息。", []),
        ("机构职能、政策法规，政策法规、工作动态。", []),
        ("因公开被申请行政复议、因公开被申请行政复议和提起诉讼情况。", ["“因公开被申请行政复议”列了两次"]),
    ],
)
def test_what_is_listed_twice(context_of: Make, text: str, told: list[str]) -> None:
    """An item of four signs or more twice in one row; short ones and those of another row are left alone."""
    assert [fault for _, fault in listed_twice(context_of(text).body, _S1)] == told


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (["一是快；二是准；三是好。改进：一是改。"], []),
        (["一是快；三是准；三是好。"], ["前一项是“一是”，这一项是“三是”", "前一项也是“三是”，序号重复"]),
        (["一是快；三是准；二是好。"], ["前一项是“一是”，这一项是“三是”", "前一项是“三是”，这一项是“二是”"]),
        (["三是否则不准。"], []),
        (["首先，甲；其次，乙；其次，丙。"], ["前一项也是“其次”，序号重复"]),
        (["首先，甲；再次，乙。首先，丙；其次，丁。"], []),
        (["（一）甲。", "（二）乙。", "（二）丙。"], ["前一项也是“（二）”，序号重复"]),
        (["（一）甲。", "1.乙。", "2.丙。", "（二）丁。", "1.戊。", "3.己。"], ["前一项是“1.”，这一项是“3.”"]),
        (["（一）甲。", "1.乙。", "（二）丁。", "2.戊。"], []),
        (["1.甲。①乙；②丙；②丁。"], ["前一项也是“②”，序号重复"]),
        (["（一）甲。", "（九）乙。"], []),
        (["1. 甲。", "2. 13个乡镇各1张。", "3. 乙。"], []),
        (["1. 甲。", "2.5万人次。", "4. 乙。"], ["前一项是“2.”，这一项是“4.”"]),
        (["1. 甲。", "9.5万人次。", "2. 乙。"], []),
        (["9.5万人次。", "1. 甲。"], []),
        (["（一）甲。", "（二）乙。", "（一）丙。"], []),
    ],
)
def test_numbering(context_of: Make, texts: list[str], told: list[str]) -> None:
    """一是, 三是 and two headings with one number; a list that begins anew is none."""
    assert [fault for _, fault in misnumbered(context_of(*texts), _S1)] == told
