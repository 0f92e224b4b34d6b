"""About five thousand characters of running text as a county department writes them, invented for the benches."""

from collections.abc import Mapping

_DUTIES = (
    "农村供水保障", "河道管理", "水库除险加固", "节约用水", "水土保持", "取水许可", "防汛抗旱", "农田灌溉",
    "移民后期扶持", "水利工程质量监督", "水资源费征收", "饮用水水源保护",
)  # fmt: skip
_WAYS = (
    "在门户网站{duty}栏目公开实施方案、资金安排和验收结果{n}条，群众可以按乡镇和年份查询",
    "把{duty}的办事条件、办理时限和监督电话做成一张表，张贴在{n}个村的公开栏里",
    "围绕{duty}召开座谈会，听取群众代表的意见{n}条，会后逐条答复并在网站公布采纳情况",
    "将{duty}的常见问题整理成问答{n}篇，配上示意图，由各站所送到用水户手中",
    "对{duty}方面拟公开的信息先由经办人初审、再由股室负责人复核，全年退回修改{n}条",
    "请县融媒体中心采访{duty}的一线职工，播出短片{n}个，说明钱花在哪里、事办到哪一步",
)
_MEETINGS = (
    "三月，召开全局工作会议，把年度任务分到八个股室和五个基层站所，明确完成时限和责任人。",
    "六月，组织业务培训，请县政务公开办公室讲解申请的登记、补正、延期和答复，六十余人参加。",
    "九月，对照目录逐项自查，补发缺漏的附件，更正失效的链接，清理过期的联系方式。",
    "十一月，邀请群众代表走进水厂和泵站，现场看水质检测的过程，听取对信息公开的意见。",
)
_PROBLEMS = (
    "一是政策解读形式还比较单一，文字多、图表少，群众看一遍不容易明白",
    "二是个别基层站所报送信息不够及时，存在月底集中补报的情况",
    "三是依申请公开的答复口径还需要统一，说理部分有时写得太简略",
    "四是公开栏的内容更新与网站不同步，同一件事两处说法不完全一样",
)
_REMEDIES = (
    "一是与县融媒体中心合作，把重点政策做成短片和一图读懂，先在城关镇试用，再推到各乡镇",
    "二是建立信息报送台账，每月五日前通报上月情况，连续两个月迟报的由分管负责同志约谈",
    "三是编写答复书示例，收入历年办理的典型情形，新到岗人员先学习后上岗",
    "四是公开栏与网站由同一人审核、同日更新，每季度抽查一次，抽查结果在局务会上通报",
)


def texts(new: int, carried: int, out: int, length: int = 5000) -> Mapping[int, tuple[str, ...]]:
    """The paragraphs of sections one, five and six; section one is filled up to ``length`` characters in all.

    ``new``, ``carried``, ``out``: the applications of the year, brought forward and left over, as table three says.
    """
    own = new + carried - out
    first = [
        "本年度，本局坚持以公开为常态、不公开为例外，围绕中心工作和群众关切，扎实做好信息公开各项工作，现将有关情况报告如下。",
        "（一）主动公开。全年通过门户网站公开各类信息386条，其中工作动态152条、公示公告96条、财政资金38条、其他100条。",
        f"（二）依申请公开。本年度新收政府信息公开申请{new}件，上年结转{carried}件，全年办结{own}件，结转下年度继续办理{out}件。",
        "（三）政府信息管理。严格执行先审查、后公开，未发生泄密问题；对全部文件逐件标注公开属性。",
        "（四）政府信息公开平台建设。优化栏目设置，方便群众查找，在政务服务大厅设置查阅点，配备电脑和打印设备。",
        "（五）监督保障。局长任组长，办公室负责日常事务，年内专题研究信息公开工作4次，开展业务培训2次。",
        *_MEETINGS,
    ]
    fifth = ("存在的主要问题：" + "；".join(_PROBLEMS) + "。", "改进情况：" + "；".join(_REMEDIES) + "。")
    sixth = ("本年度未收取信息处理费，没有其他需要报告的事项。",)
    room = length - sum(map(len, (*first, *fifth, *sixth)))
    return {1: (*first, *_filling(room)), 5: fifth, 6: sixth}


def _filling(room: int) -> list[str]:
    """Paragraphs about one duty each, two ways of making it public in each, until the room is filled."""
    paragraphs: list[str] = []
    for number in range(len(_DUTIES) * len(_WAYS)):
        if room <= 0:
            break
        duty = _DUTIES[number % len(_DUTIES)]
        ways = (_WAYS[(number + step + number // len(_DUTIES)) % len(_WAYS)] for step in (0, 1))
        told = "；".join(way.format(duty=duty, n=number * 3 + step + 5) for step, way in enumerate(ways))
        paragraphs.append(f"{told}。")
        room -= len(paragraphs[-1])
    return paragraphs
