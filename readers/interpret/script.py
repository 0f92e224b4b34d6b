"""Traditional characters: a report written in them shares no heading and hardly a label with the form."""

from collections.abc import Iterable

from filings.patterns import pattern

_OLD = pattern(
    "[開報務縣標題與請數關處機資訊無條類辦實總審統計時間單頒監書動規範圍經費問電話聯繫區當長門內業組織團體個國產會議應責紙復訴訟結維舊糾給號東]"
)
_NEW = pattern(
    "[开报务县标题与请数关处机资讯无条类办实总审统计时间单颁监书动规范围经费问电话联系区当长门内业组织团体个国产会议应责纸复诉讼结维旧纠给号东]"
)
_LEAST = 20  # a name, a quotation or a stamp in traditional characters is no report in them


def is_traditional(texts: Iterable[str]) -> bool:
    """Whether a document is written in traditional characters, most of those that tell being such."""
    text = "".join(texts)
    old = len(_OLD.findall(text))
    return old >= _LEAST and old > len(_NEW.findall(text))
