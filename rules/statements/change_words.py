"""The words in which a change is told: by how much, from what, to what, and against which year."""

import re

from filings.patterns import pattern

_UP = "增长|延长|拉长|增加|净增|上升|提高|提升|增至|增为|增到|升至|升到|扩大|扩至|多|增|升|涨|增幅|涨幅"
_DOWN = (
    "下降|减少|净减|降低|降幅|减幅|下滑|压减|压缩|缩减|缩短|回落|(?<!最)短|降至|降为|降到|减至|减为|减到|缩至|缩为|"
    "节约|少|减|降"
)
_WORD = f"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:幅度)?(?:率)?(?:了|出|为|达到?|是|收|发布?|公开|推送|受理|办理?)?"
ARRIVED = ("至", "为", "到", "达")  # 降为31件 tells what it is now, no difference
_YEARS = "(?:上年度?|去年|(?:上|前|头|此前)一年度?|(?P<year>[2２][0０][0-9０-９]{2})年度?|二〇(?P<spelt>..)年)"
BASE = pattern(
    f"(?:[比较与]|相比|相较|同比|由|从|[（(，,；;。]|^)[^，,。；;（）]{{0,8}}{_YEARS}"
    "(?:同期)?[的有为是]*[（(]?[^0-9，,。；;（）末底初]{0,10}$"
)
# …418项；行政处罚事项上一年187项: what stands before is of another item
ITEM = pattern("[；;][^，,。；;、0-9]{3,12}(?:上一年|上年|去年)(?:度|同期)?[有为是]?$")
FROM = pattern("[由从][^，,。；;]{0,12}$")
TO = pattern(
    "^[^，,。；;]{0,6}?(?:增|升|涨|跌|降|减|上|下|扩|缩|压|变|调|并|精简|整合|归并|优化|清理|提高|增长|增加|减少|拓展|扩展|缩减)[^，,。；;0-9]{0,4}?[为至到成](?:年[末底]|目前|现在|今年|本年|20[0-9]{2}年度?|第?[一二三四]季度)?的?$"
)
# 14个栏目并成10个, where no word says that the first was before
MERGED = pattern(
    "^[\u4e00-\u9fff“”]{0,8}?(?:归并|合并|整合|精简|压减|压缩|优化|调整|缩减|并|增|扩|减|降)(?:调整|优化)?[成为至到]$"
)
# 同比-5.0%
SIGNS = ("+", "＋", "-", "－", "−")
BY_SIGN = pattern(
    "^[）)]?[，,、（(]?(?:同比|环比|[比较]上年|[比较]去年|增长|增幅|增速|变化)(?:增长|变化|增幅)?[为是：:]?(?:(?P<up>[+＋])|[-－−])$"
)
# nothing came this year, told right before it is compared
NONE = pattern(
    "(?:未|没有|没|无)(?:再|有)?(?:收到|接到|受理|发生|产生|出现|制发|制定|印发|出台|召开|举办|新收|作出|提起|引发)"
    "[^，,。；;]{0,18}[，,](?:[比较与同])[^，,。；;]{0,12}$"
)
LEGAL = pattern("[比较](?:法定|承诺|规定)[^，,。；;0-9]{0,6}$")
NOW = pattern(
    "^[，,](?:年[末底]|目前|现|今年|本年|现有)?(?:为|达到?|降[至为到]|增[至为]|升至|有|剩|余|保留|共|合计)?(?<=[^，,])$"
)
# the number of the year's beginning, or before something was set in order, with the word that compares
BEFORE = pattern(
    "(?:[由从比较与])(?:本年|今年)?(?:年初|上年[末底]|去年[末底]|期初|(?:修订|调整|改版|整合|改造|清理|优化|升级|整改|改革)[之以]?前)"
    "[^0-9，,。；;（）]{0,8}$"
)
BY = pattern(
    f"^(?:[）)]?(?:(?:相比|比)(?:[，,][^，,。；;0-9]{{0,8}}?)?)?[，,（(]?(?:本年度?|今年|全年|20[0-9]{2}年)?(?:(?:[比较]|同)(?:上年|去年|上一年|上年度)(?:同期)?)?(?:总量|总数|数量|件数|申请量)?(?:同比|净|实际)?"
    f"|[^，,；;。、：:（）()0-9]{{1,8}}){_WORD}$"
)
RATE = pattern(f"^[）)]?(?:相比)?[，,、（(]?(?:本年度?|今年|全年)?(?:同比|实际)?{_WORD}约?$")
SAID = re.compile(f"(?:同比|实际|净)?{_WORD}约?$")
SIGN = re.compile("[延拉增升提扩多涨降减低下滑压缩短回落节约少]")  # one of them stands in every word of change
# what came over is no number of the year before
BROUGHT = pattern("结转|转[来入]")
# nothing but all there was, so that it goes with all there is: 。上年总量960条
ALL_OF_IT = pattern(f"。(?:而)?{_YEARS}(?:同期|总量|总数|全年|总共|主动|公开|发布|推送|信息|共|数|为|是|的)*$")
BACK = pattern(f"^[（(，,](?:[比较与]|相比|相较)?{_YEARS}")
YEAR_BY_YEAR = pattern("(20[0-9]{2})年?(?:、|和|与)(20[0-9]{2})年[^，,。；;0-9]{0,16}$")
