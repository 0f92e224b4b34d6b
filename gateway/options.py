"""Options that several commands share, each spelled once."""

from datetime import date, datetime

import click

DAY = click.DateTime(["%Y-%m-%d"])
YEAR = click.IntRange(2008, 2999)

county = click.option("--county", default="", help="哪个县（代码或名称）；只有一个县时不用写。")
by = click.option("--by", default="", help="经办人，默认取本机登录名。")
year = click.option("--year", required=True, type=YEAR, help="报告年度（数据所属年份）。")
as_of = click.option("--as-of", type=DAY, help="按哪一天看，默认今天。")


def civil(moment: datetime | None) -> date | None:
    """The day that an option names, None if it was not given."""
    return moment.date() if moment else None
