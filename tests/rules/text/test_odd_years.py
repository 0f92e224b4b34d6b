"""Years that no report of its year can mean, and the same words where they are right."""

from collections.abc import Callable

import pytest

from rules.engine.context import CheckContext
from rules.text.odd_years import odd_years


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("截至6月底，发布信息86条。", ["截至6月底，发布信息86条"]),
        ("截至2022年底，累计发布信息86条。", ["截至2022年底，累计发布信息86条"]),
        ("截至2022年12月31日发布信息86条，2023年增加9条。截至2023年12月31日发布信息86条。", []),
        ("1件诉讼截至2022年底尚未审结。", ["1件诉讼截至2022年底尚未审结"]),
        ("实施办法于2024年印发，计划于2024年印发。", ["2024年印发"]),
        ("公开2022年度预算、2023年度决算。", ["2022年度预算、2023年度决算"]),
        ("2020年是“十四五”开局之年，2025年是“十四五”规划收官之年。", ["2020年是“十四五”开局之年"]),
        ("203年，2203年度，20233年3月。2023年，1203年。", ["203年", "2203年", "20233年"]),
        ("按〔2026〕15号、〔2024〕2号、〔2008〕9号办理。", ["〔2026〕15号"]),
        ("较2023年的75条多11条。", ["较2023年的75条多11条"]),
        ("与2023年相比增加11条。", ["与2023年相比增加11条"]),
        ("较2023年6月增加11条，2024年较2023年增加9条，与2023年有关。", []),
        ("较2024年增加11条，比2024、2022两年都多。", ["较2024年增加11条"]),
        ("2022年公开86条，比2022年增加11条。2022年底86条，比2022年初增加11条。", ["比2022年增加11条"]),
        ("开展2025年至2021年、2021—2025年自查。", ["2025年至2021年"]),
        ("公开2026年泵站档案。", ["2026年泵站档案"]),
        ("到2026年建成，2021—2026年规划，《2026年方案》，（2026年）泵站，编号2026。", []),
    ],
)
def test_odd_years(context_of: Callable[..., CheckContext], text: str, told: list[str]) -> None:
    """In a report of 2023: each odd year with its words."""
    body = context_of(text).body
    found = sorted(odd_years(body, ("section.1",), 2023))
    assert [body.text[one.span.start : one.span.end] for one in found] == told
