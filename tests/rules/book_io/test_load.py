"""Rule files that do not hold together are refused with file and line, in Chinese."""

from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from filings.errors import RulebookError
from filings.finding import Severity
from rules.book_io.kinds import check_kinds, kind_names
from rules.book_io.load import read_rule, read_rules

GOOD = """\
id       = "A99"
title    = "例"
says     = "每一列的新收不超过总计。"
severity = "must_fix"
basis    = ["实务"]
check    = "limit"
message  = "“{item}”是{amount}，多{excess}。"
fix      = "请核对这一列。"

[with]
each   = "applications.columns"
amount = ["applications.new.*"]
limit  = ["applications.total.*"]

[[example]]
title = "例子"
given = { }

[[example]]
title = "例子"
given = { }

[[example]]
title = "例子"
given = { }
"""


def _read(text: str = GOOD, lists: tuple[str, ...] = ()) -> object:
    return read_rule("group/A99.toml", text.replace('title    = "例"', 'title    = "例子"').encode(), lists)


def test_a_good_file_is_a_rule() -> None:
    """Defaults: all years, all forms, all agencies, switched on."""
    rule = read_rule("group/A99.toml", GOOD.replace('"例"', '"例子"').encode(), ())
    assert (rule.id, rule.severity, rule.since, rule.editions, rule.active) == (
        "A99",
        Severity.MUST_FIX,
        2019,
        (),
        True,
    )
    assert rule.examples[0].outcome == "passed"


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ('amount = ["applications.new.*"]', 'amuont = ["applications.new.*"]', 12, "没有“amuont”这个参数"),
        ('limit  = ["applications.total.*"]', "", 1, "缺少参数“limit”"),
        ("applications.new.*", "applications.nwe.*", 12, "没有“applications.nwe.natural”这个单元格"),
        ("applications.new.*", "proactive.services.decisions", 12, "版式2021没有"),
        ("applications.new.*", "applications.@nothing.total", 12, "没有“applications.nothing”这一组"),
        ('"applications.columns"', '"applications.cols"', 11, "没有“applications.cols”这一组"),
        ("{amount}", "{amuont}", 7, "“{amuont}”没有对应的数值"),
        ("请核对这一列。", "请核对{where}。", 8, "“{where}”没有对应的数值"),
        ('check    = "limit"', 'check    = "limits"', 6, "没有“limits”这种核查方式"),
        ('severity = "must_fix"', 'severity = "fatal"', 4, "只能是"),
        ('basis    = ["实务"]', 'basis    = ["实务"]\npattern = "(a+)+"', 6, "不认识的键"),
        ('amount = ["applications.new.*"]', 'amount = "applications.new.*"', 12, "应当是一个列表"),
        ('each   = "applications.columns"', "each   = 3", 11, "类型不对"),
        ('id       = "A99"', 'id       = "N99"', 4, "最高只能是 verify"),
        ('id       = "A99"', 'id       = "99"', 1, "写法不对"),
    ],
)
def test_a_bad_file_is_refused_with_file_and_line(old: str, new: str, line: int, says: str) -> None:
    """Unknown parameters, cells, groups, placeholders, kinds and keys; wrong types; running text that would return."""
    assert old in GOOD
    with pytest.raises(RulebookError) as refused:
        _read(GOOD.replace(old, new))
    assert str(refused.value).startswith(f"group/A99.toml:{line}：")
    assert says in str(refused.value)


def test_a_file_with_five_faults_gets_five_lines() -> None:
    """Whoever wrote the file sees everything at once, in the order of the file, each with its line."""
    bad = GOOD.replace('"applications.columns"', "3").replace("applications.total.*", "applications.totl.*")
    bad = bad.replace("{amount}", "{amuont}").replace("请核对这一列。", "请核对{where}。").replace('"A99"', '"N99"')
    with pytest.raises(RulebookError) as refused:
        _read(bad.replace("each   = 3\n", "").replace("[with]", 'editions = ["2021"]\n\n[with]\neahc = "x"'))
    lines = str(refused.value).splitlines()
    assert [line.split("：")[0] for line in lines] == [f"group/A99.toml:{n}" for n in (4, 7, 8, 13)]
    with pytest.raises(RulebookError) as refused:
        _read(bad.replace("each   = 3", 'each   = "applications.columns"').replace("new.*", "nwe.*"))
    lines = str(refused.value).splitlines()
    assert [line.split("：")[0] for line in lines] == [f"group/A99.toml:{n}" for n in (4, 7, 8, 12, 13)]


def test_fewer_than_three_examples_are_refused() -> None:
    """A rule is shown by a clean case, a broken one and one between them."""
    with pytest.raises(RulebookError, match="至少要有3项，现在是2项"):
        _read(GOOD.replace('\n[[example]]\ntitle = "例子"\ngiven = { }\n', "", 1))


def test_all_files_that_are_wrong_are_named_at_once(tmp_path: Path) -> None:
    """Two bad files are two lines, so that nobody mends them one start at a time."""
    for name in ("A98", "A99"):
        (tmp_path / f"{name}.toml").write_text(GOOD.replace("A99", name).replace("{amount}", "{x}"), encoding="utf-8")
    with pytest.raises(RulebookError) as refused:
        read_rules(tmp_path, ())
    assert [line.split(":")[0] for line in str(refused.value).splitlines()] == ["A98.toml", "A99.toml"]


def test_what_is_no_toml_is_refused() -> None:
    """With the parser's own line."""
    with pytest.raises(RulebookError, match="不是合格的 TOML"):
        _read('id = "A99')


def test_a_file_in_another_encoding_is_refused_at_its_line() -> None:
    """A file saved as GBK, as editors here still do, is told so, and not met with a crash."""
    with pytest.raises(RulebookError, match=r"^group/A99.toml:2：编码不是 UTF-8"):
        read_rule("group/A99.toml", GOOD.encode("gb18030"), ())


def test_braces_that_do_not_pair_are_refused() -> None:
    """A message with half a brace would fail only when the rule is first broken, before a clerk."""
    with pytest.raises(RulebookError, match=r"^group/A99.toml:7：句式里的花括号不成对"):
        _read(GOOD.replace("多{excess}", "多{excess"))


WORDING = """\
id       = "W99"
title    = "例子"
says     = "开头不应当有这些错字。"
severity = "verify"
basis    = ["实务"]
check    = "wording"
message  = "{quote}写错了。"
fix      = "请改正。"

[with]
where  = ["lead"]
terms  = "typos"

[[example]]
title = "例子"
given = { }

[[example]]
title = "例子"
given = { }

[[example]]
title = "例子"
given = { }
"""


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        (WORDING.replace('["lead"]', '["led"]'), 11, "没有“led”；可用的是：all、closing"),
        (WORDING.replace('"typos"', '"typoes"'), 12, "没有“typoes”；可用的是：scopes、typos"),
    ],
)
def test_unknown_parts_and_lists_and_parts_of_the_wrong_shape_are_refused(text: str, line: int, says: str) -> None:
    """A rule that listens in no part, or to no list, would pass every report in silence."""
    assert read_rule("group/W99.toml", WORDING.encode(), ("typos", "scopes"))
    with pytest.raises(RulebookError) as refused:
        read_rule("group/W99.toml", text.encode(), ("typos", "scopes"))
    assert str(refused.value).startswith(f"group/W99.toml:{line}：{says}")


def test_a_choice_lists_what_may_be_chosen() -> None:
    """A parameter of few values names them."""
    text = GOOD.replace('check    = "limit"', 'check    = "identical"')
    start = text.index("[with]")
    text = (
        text[:start] + '[with]\ncells = "all"\nagainst = "neighbours"\nleast = 1\n' + text[text.index("[[example]]") :]
    )
    with pytest.raises(RulebookError, match="只能是：last、rows"):
        _read(text.replace("{item}", "").replace("{amount}", "").replace("{excess}", ""))


def test_a_whole_number_is_no_truth_value() -> None:
    """``least = true`` is a slip, not 1."""
    text = (
        GOOD.replace('check    = "limit"', 'check    = "implies"')
        .replace("amount =", "given  =")
        .replace("limit  =", "by     =")
    )
    text = text.replace("{amount}，多{excess}", "{given}").replace("[with]", "[with]\nleast = true")
    with pytest.raises(RulebookError, match="“least”的值 True 类型不对"):
        _read(text)


def _book(folder: Path, **files: str) -> None:
    for name, text in files.items():
        (folder / "group").mkdir(exist_ok=True)
        (folder / "group" / f"{name}.toml").write_text(text.replace('"例"', '"例子"'), encoding="utf-8")
    (folder / "group" / "readme.txt").write_text("no rule", encoding="utf-8")


def test_rules_are_found_by_folder_in_order_of_their_ids(tmp_path: Path) -> None:
    """No registry: a file is a rule; other files are left alone."""
    _book(tmp_path, A99=GOOD, A98=GOOD.replace("A99", "A98"))
    rules, sources = read_rules(tmp_path, ())
    assert [rule.id for rule in rules] == ["A98", "A99"]
    assert set(sources) == {"group/A98.toml", "group/A99.toml"}


def test_an_id_used_twice_is_refused(tmp_path: Path) -> None:
    """The message names both files."""
    _book(tmp_path, A99=GOOD, A98=GOOD)
    with pytest.raises(RulebookError, match=r"group/A99.toml:1：编号 A99 已经用在 group/A98.toml"):
        read_rules(tmp_path, ())


@pytest.mark.parametrize(("after", "says"), [('["A97"]', "A97 不存在"), ('["A98"]', "绕回了")])
def test_after_must_lead_somewhere_and_never_back(tmp_path: Path, after: str, says: str) -> None:
    """An unknown rule or a ring is refused at the line of ``after``."""
    rule = GOOD.replace("check ", f"after    = {after}\ncheck ")
    _book(tmp_path, A99=rule, A98=GOOD.replace("A99", "A98").replace("check ", 'after    = ["A99"]\ncheck '))
    with pytest.raises(RulebookError, match=rf"toml:6：.*{says}"):
        read_rules(tmp_path, ())


def test_every_kind_is_a_frozen_class_that_says_what_it_asks() -> None:
    """Module ``balance`` holds ``BalanceCheck``, with a Chinese sentence for the handbook, facts and needs."""
    kinds = check_kinds()
    assert tuple(kinds) == kind_names()
    for name, kind in kinds.items():
        title = "".join(word.capitalize() for word in name.split("_"))
        assert kind.__name__ in {title, f"{title}Check"}
        assert kind.__doc__
        assert kind.__doc__.strip().endswith("。")
        assert isinstance(kind.facts, frozenset)
        with pytest.raises(FrozenInstanceError):
            object.__new__(kind).facts = frozenset()
