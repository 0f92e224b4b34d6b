"""Options that several commands share, each spelled once."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import click

from filings.days import day


class _Day(click.ParamType[datetime]):
    """A day in any form that people write, as midnight of it."""

    name = "日期"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            return datetime.combine(day(str(value)), datetime.min.time())
        except ValueError as error:
            self.fail(f"{error}。", param, ctx)


class _Moment(_Day):
    """A day in any form, or a day and time as 2026-01-31T16:30:00."""

    name = "日期"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, str) and "T" in value:
            try:
                return datetime.fromisoformat(value)
            except ValueError:
                self.fail(f"“{value}”不是时刻，请写成 2026-01-31T16:30:00 的样子，只写日期也可以。", param, ctx)
        return super().convert(value, param, ctx)


class Worded(click.ParamType[str]):
    """One of a few, by its word or as programs name it. ``words``: name -> word; help and refusals show the words."""

    name = "一种"

    def __init__(self, words: Mapping[Any, str]) -> None:
        self._words = {str(name): word for name, word in words.items()}

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """All words, as click shows what may be chosen."""
        del param, ctx
        return f"[{'|'.join(self._words.values())}]"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name of what was written."""
        text = str(value).strip()
        found = next((name for name, word in self._words.items() if text in (name, word)), None)
        if found is None:
            self.fail(
                f"没有“{text}”这一种，可写：{'、'.join(f'“{word}”' for word in self._words.values())}。", param, ctx
            )
        return found


DAY = _Day()
MOMENT = _Moment()
YEAR = click.IntRange(2008, 2999)

county = click.option("--county", default="", help="哪个县（代码或名称）；只有一个县时不用写。")
by = click.option("--by", default="", help="经办人，默认取本机登录名。")
year = click.option("--year", required=True, type=YEAR, help="报告年度（数据所属年份）。")
as_of = click.option("--as-of", type=DAY, help="按哪一天看，默认今天。")


def civil(moment: datetime | None) -> date | None:
    """The day that an option names, None if it was not given."""
    return moment.date() if moment else None
