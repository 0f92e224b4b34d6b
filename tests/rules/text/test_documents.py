"""Documents told with numbers that contradict each other, the year they were made in, or what is known of them."""

from collections.abc import Callable

import pytest

from rules.engine.context import CheckContext
from rules.text.documents import odd_documents

_OF_2022, _BEFORE = "写的是2023年的文件，文号的年份是2022年", "前面写的文号是“云水规〔2021〕4号”"
_SIGN, _SHORT = "发文代字“榕溪规”里没有本单位名称的字", "前面写的文号是“〔2023〕28号”"
_FEES = "这份文件的文号是“国办函〔2020〕109号”"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("没有文件。", []),
        ("印发《节水办法》（云水规〔2023〕4号）。", []),
        ("印发《节水办法》（云水规〔2022〕4号）。", [_OF_2022]),
        ("1月5日印发《节水办法》（云水规〔2022〕96号）。《节水办法》（云水规〔2022〕96号），1月印发。", []),
        ("《节水办法》（云水规〔2022〕4号），3月印发。", [_OF_2022]),
        ("《节水办法》（云水规〔2022〕4号），2022年3月印发。", []),
        ("废止《节水办法》（云水规〔2022〕4号）。", []),
        ("印发《甲办法》（云水规〔2023〕1号）、《乙办法》（云水规〔2022〕2号）。", [_OF_2022]),
        ("印发《甲办法》（云水规〔2023〕1号），《旧办法》（云水规〔2018〕1号）同时废止。", []),
        ("《节水办法》（云水规〔2021〕4号）。《节水办法》（云水规〔2020〕4号）。", [_BEFORE]),
        ("《通知》（云水规〔2021〕4号）。《通知》（云水规〔2020〕4号）。", []),
        ("《云岭节水办法》（云水规〔2021〕4号）。上述《办法》（云水规〔2020〕4号）。", [_BEFORE]),
        ("《关于印发〈节水办法〉的通知》（云水规〔2021〕4号）、《节水办法》（云水规〔2021〕4号）。", []),
        ("《甲办法》（云水规〔2021〕4号）、《乙细则》（云水规〔2021〕4号）。", ["前面《甲办法》写的也是这个文号"]),
        ("《2020年政务公开工作要点》（云水发〔2022〕4号）。", ["这份文件是2020年的，文号的年份是2022年"]),
        ("《政府信息公开信息处理费管理办法》（国办函〔2021〕109号）。", [_FEES]),
        ("《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）、（云政办发〔2021〕109号）。", []),
        ("印发《节水办法》（云水〔2023〕28号），38号文件要求公示，市里38号文件也要求。", [_SHORT]),
        ("印发《节水办法》（云水〔2023〕28号），28号文件、77号文件、128号文件都要求公示。", []),
        ("印发《甲办法》（云水规〔2023〕1号）、《乙办法》（榕溪规〔2023〕2号）。", [_SIGN]),
        ("印发《甲办法》（榕溪规〔2023〕1号）。", []),
    ],
)  # fmt: skip
def test_documents(context_of: Callable[..., CheckContext], text: str, told: list[str]) -> None:
    """In a report of 2023 by 云岭县水务局: what is wrong with each number."""
    assert [why for _, why in odd_documents(context_of(text), ("section.1",))] == told


def test_the_number_of_the_form_is_told_by_the_rule_on_the_basis(context_of: Callable[..., CheckContext]) -> None:
    """In the lead another rule speaks; in the first part this one."""
    text = "《政府信息公开工作年度报告格式》（国办公开办函〔2022〕30号）"
    context = context_of(text)
    assert [why for _, why in odd_documents(context, ("section.1",))] == ["这份文件的文号是“国办公开办函〔2021〕30号”"]
