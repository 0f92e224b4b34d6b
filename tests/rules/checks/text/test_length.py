"""How much stands in a part: sections, and the topics of section one."""

from collections.abc import Callable

import pytest

from rules.checks.text.length import Length
from rules.engine.results import Breach, Check, Result

Told = Callable[[Check, str], list[Result]]
ALL = Length(where=("section.1", "section.2", "section.3", "section.4", "section.5"), least=1)


def parts(results: list[Result]) -> list[object]:
    """What was found too short or too long, with its length."""
    return [(r.facts["part"], r.facts["count"]) for r in results if isinstance(r, Breach)]


def test_a_section_with_a_table_is_not_empty(told: Told) -> None:
    """Sections two to four hold tables, no text."""
    assert parts(told(ALL, "")) == []


@pytest.mark.parametrize(
    ("table", "part"), [("proactive", "第二部分"), ("applications", "第三部分"), ("review", "第四部分")]
)
def test_a_section_without_table_and_text_is_empty(table: str, part: str, told: Told) -> None:
    """Each table belongs to its own section."""
    assert parts(told(ALL, f'absent = ["{table}"]')) == [(part, 0)]


def test_a_missing_section_is_not_called_empty(told: Told) -> None:
    """Another rule tells that it is missing."""
    assert parts(told(ALL, "sections = []")) == []


def test_blanks_do_not_count(told: Told) -> None:
    """Only signs count, over all paragraphs."""
    check = Length(where=("section.5",), least=10)
    assert parts(told(check, 'section.5 = ["无　 ", " 无。"]')) == [("第五部分", 3)]
    assert parts(told(check, 'section.5 = ["更新不够及时，", "已改进。"]')) == [("第五部分", 11)] * 0


def test_the_upper_limit_holds_with_its_value(told: Told) -> None:
    """A text of exactly the limit is not too long."""
    check = Length(where=("section.1",), most=20)
    assert parts(told(check, f'section.1 = "{"长" * 20}"')) == []
    assert parts(told(check, f'section.1 = "{"长" * 21}"')) == [("第一部分", 21)]


@pytest.mark.parametrize(
    ("text", "short"),
    [
        (["（一）主动公开。", "（二）依申请公开。全年收到申请3件，都已答复。"], [("（一）主动公开", 0)]),
        (["（一）主动公开", "全年公开信息86条，按月公布。"], []),
        (["（一）主动公开情况：公开了。"], [("（一）主动公开情况", 4)]),
        (["一、主动公开", "二、依申请公开"], [("一、主动公开", 0), ("二、依申请公开", 0)]),
        (["没有小标题。"], []),
        (["（一）" + "把公开的要求写进每一个股室的工作责任书" * 3 + "。"], []),
    ],
)
def test_a_topic_needs_a_text(text: list[str], short: list[object], told: Told) -> None:
    """Of a topic, what follows its heading counts, on the same line or the next ones; a sentence is no heading."""
    given = "section.1 = [" + ",".join(f'"{one}"' for one in text) + "]"
    assert parts(told(Length(where=("topics",), least=10), given)) == short
