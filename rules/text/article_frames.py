"""What a citation of the Regulation is plainly for, as the words beside it say: a yearly report, assessment, a limit.

根据《条例》第四十五条规定的内容，编制2020年度报告; 答复时限按照第二十三条执行; 涉及商业秘密的，依照第二十条慎重处理.
"""

from filings.patterns import pattern

# what a citation rests on, behind what it was done to: 反映纠纷的3件，依据《条例》第四十九条第一款告知
RESTS = (
    "(?:依据|依照|根据|按照|适用|[依按据])(?:[是为])?(?:(?:《[^《》\n]{2,20}》|条例)(?:（以下简称《?条例》?）)?的?)?$"
)
_X, _BACK = "[^，,。；;\n]", 60
# 和《…年度报告格式》的要求，: what is named with it
_NAMED_TOO = "(?:(?:和|及|以及)[^，,。；;\n第]{0,50}?(?:规定|要求|通知|格式|》))?"
_RULED = f"{_NAMED_TOO}(?:的?(?:有关|相关)?(?:规定|要求))?(?:的?内容)?"
_YEAR = "20[0-9]{2}年"
_ITSELF = (
    f"(?:信息公开(?:工作)?(?:年度报告|年报)|本(?:年度)?报告|{_YEAR}度?(?:工作)?(?:年度)?报告)(?=[，,。；;（(\n]|$)"
)
_MADE = (
    f"(?:结合{_X}{{0,24}}[，,])?(?!{_X}{{0,40}}(?:督|指导|检查|培训|审核|各|通过)){_X}{{0,20}}?"
    f"(?:编制|编写|撰写|编成|形成|现公布|现发布)[^，,。；;\n企南录、]{{0,30}}?{_ITSELF}"
)
_FOLLOWS = (
    f"{_X}{{0,20}}?现[将就](?={_X}{{0,40}}(?:{_YEAR}|年度|信息公开))(?!{_X}{{0,40}}(?:主动公开|申请|收费|考核))"
    f"{_X}{{6,50}}?(?:报告|公布|公开|通报)如下"
)
_ABOUT = "关于(?:政府信息公开(?:工作)?)?年度报告[^，,。；;\n的]{0,4}的?(?:规定|要求)"
_BY_DAY = (
    f"[，,]?(?={_X}{{0,60}}(?:年度报告|本报告|年报))(?!{_X}{{0,60}}(?:未|没|逾|企业|决算|预算))"
    f"{_X}{{0,30}}?[13]月31日[之以]?前{_X}{{0,24}}?(?:公布|公开|发布|提交|报送)"
)
_ASSESSED = (
    "[，,]?[^，,。；;\n的对]{0,10}?(?:对[^，,。；;\n的]{0,8}信息公开工作)?(?:建立|健全|建立健全|完善|落实|开展|组织|实行)"
    "[^，,。；;\n的对、和及审]{0,10}?(?:考核、(?:社会)?评议|考核制度|社会评议|责任追究制度)(?=[，,。；;\n、和及与并0-9（(]|$)"
)
_LIMITED, _SECRET = f"答复(?:期限|时限)(?:均|都|一律|严格)*(?:执行(?:《条例》)?$|{RESTS})", "(?:商业秘密|个人隐私)"
_HIDDEN = f"涉及{_X}{{0,8}}{_SECRET}{_X}{{0,4}}的(?:信息|内容|申请)?[，,]?(?:均|一律|都)?{RESTS}"
_KEPT = "[，,]?[^，,。；;\n公]{0,4}?(?:慎重|审慎|从严|不予公开|不公开|处理|办理|答复)"
_REPORT, _LIMIT = ("年度报告", "50、49、10、54、55、31、32"), ("答复期限", "33、30、31、32、34")
# (before the citation, behind it, what it is for, the articles that may be cited for it)
_FRAMES = tuple(
    (pattern(before), pattern(_RULED + behind), *told)
    for before, behind, told in (
        ("", f"(?:[，,]?(?:{_MADE}|{_FOLLOWS})|{_ABOUT})", _REPORT),
        ("", _BY_DAY, ("年度报告", "49、50、46、47、23、26、10、54、55")),
        (RESTS, _ASSESSED, ("考核、评议", "46、47、50")),
        (RESTS, "关于(?:工作)?考核、社会评议", ("考核、评议", "46、47、50")),
        (f"本(?:年度)?报告{_X}{{0,24}}{RESTS}", "(?:编制|编写|制作)(?=[，,。；;\n])", _REPORT),
        (RESTS, f"[，,]?{_X}{{0,8}}?提供了?(?:必要的?)?帮助", ("提供帮助", "43、25、28、29、30")),
        ("", "的?(?:答复|(?<=[的定求])办理)(?:期限|时限)", _LIMIT),
        (_LIMITED, "(?:执行|办理|掌握|计算)?(?=[，,。；;\n]|$)", _LIMIT),
        (_HIDDEN, _KEPT, ("商业秘密、个人隐私", "15、32、36、37、17、13、18")),
    )
)


def framed(text: str, start: int, end: int) -> tuple[str, str]:
    """What a citation is for, and the articles that may be cited for it; nothing where it is not plain."""
    near = max(0, start - _BACK)
    frames = ((name, sort) for before, behind, name, sort in _FRAMES
              if behind.match(text, end) and before.search(text, near, start))  # fmt: skip
    return next(frames, ("", ""))
