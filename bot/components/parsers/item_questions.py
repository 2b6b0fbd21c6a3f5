"""Questions about what is sold. A question is never an order, though it names a dish."""

# ruff: noqa: E501 - patterns and word lists read better on one line

from __future__ import annotations

import re
from dataclasses import replace

from .normalise import Normalised, normalise
from .spans import Span

ENTITY = "question"

_ASPECTS = {
    "fee": r"(?:配送|送餐|外送|送货|运|打包|包装|起送|跑腿|服务)费|(?:送|配送|外送|上楼|上来)[^,。!?]{0,6}(?:另外)?(?:收|加)(?:不收)?[^,。!?]{0,4}(?:费|钱)|满多少(?:免|包邮)|\b(?:deliver(?:y|ing)?|bring(?:ing)?|carry(?:ing)?|shipping)\b[^.!?]{0,40}\b(?:extra|free|cost(?:s|ing)?|charge[ds]?)\b|\b(?:charge|cost)\b[^.!?]{0,30}\b(?:for|to) (?:deliver|bring|carry|send)\w*|(?:送|配送|外送)(?:要|收)?(?:多少)?钱|\b(?:delivery|service|shipping|packaging) (?:fee|charge|cost)s?\b|\bcharge for delivery\b",
    "time": r"(?:还|现在还?|那)?(?:来得及|赶得上|能不能|能|可以)(?:再)?(?:订|点餐?|下单)(?:上|到)?[^,。!?]{0,4}(?:吗|么|嘛|不)(?=\W|$)|\b(?:can|could) (?:i|we) still (?:order|get)\b|\btoo late (?:to order|for (?:breakfast|lunch|dinner))\b|最[晚迟早快](?:是)?(?:几点|多久|什么时候|何时)|还(?:要|有)?多久|几点(?:截止|停|之前|前|关|还能)|截止(?:时间)?(?:是)?(?:几点|什么时候)|多久(?:能)?(?:到|送|好)|什么时候(?:能|会)?(?:到|送|好|来)|要等多久|\b(?:till|until|by) (?:what time|when)\b|\bwhat(?:'s| is) the (?:cut-?off|deadline|latest)\b|\bhow (?:long|soon) (?:will|does|do|until|before|can)\b|\buntil what (?:time|hour)\b|\bstill make it for (?:lunch|dinner|breakfast)\b|\blast order\b|\bwhen (?:will|does) (?:it|that|my|the)\b",
    "price": r"(?:要|另外?|需要|还要)(?:另外?)?(?:加|收)(?:不加|不收)?[^,。!?]{0,2}钱(?:吗|么|不|的)|\b(?:is|are|does|do)\b[^.!?]{0,30}\b(?:extra|included|free|more expensive|cost more)\s*\?|多少钱|差多少|要多少(?=[吗呢啊呀,。?]|$)|什么价|价格|怎么卖|几块(?:钱)?|贵不贵|多贵|\bhow much(?! (?:time|longer))\b|\bwhat(?:'s| is| does) .{0,30}\b(?:price|cost)\b|\bprice of\b|\bcosts? how\b|\bwhich (?:one )?(?:is|costs?|of \w+ is) (?:the )?(?:cheap\w*|less|more|costing)\b",
    "allergen": r"(?:有没有|含不含|含有?|有|放了?|加了?|带)(?:没有)?[^,。!?]{0,4}(?:花生|坚果|麸质|乳糖|牛奶|奶制品|鸡蛋|海鲜|虾|大豆|芝麻|过敏原|味精|猪肉|酒精?)[^,。!?]{0,4}(?:吗|么|嘛|没|不|\?)|过敏[^,。!?]{0,8}(?:吗|么|能不能|可以)|\b(?:does|do|is|are|has|any)\b[^,.!?]{0,40}\b(?:contain(?:s)?|nuts?|peanuts?|gluten|dairy|lactose|eggs?|shellfish|shrimp|soy|sesame|allergens?|msg|pork|alcohol|halal|vegan|vegetarian)\b[^,.!]{0,20}(?:\?|$)",
    "spice": r"辣不辣|[哪谁](?:个|种|一个)?(?:更|比较|最)?辣|(?:大概|是|到底)?多辣(?=[^放加点要]|$)|(?:能不能|可不可以|能否|可以)(?:做|弄|做成)[^,。!?]{0,4}不辣|辣吗|辣么|辣嘛|有多辣|会不会(?:很|太)?辣|(?:会|很|太)辣(?:吗|么|嘛)|是辣的(?:吗|么)|\b(?:is|are) (?:it|they|that|the [\w ]{1,30}) (?:very |too |really )?(?:spicy|hot)\b\W|\bhow (?:spicy|hot)\b|\bwhich (?:one )?(?:is )?(?:spicier|hotter|less spicy|more spicy)\b",
    "contents": r"里面?(?:有|是|放)(?:什么|些什么|啥)|是(?:什么|啥)(?:做的|口味|馅|味道)|什么馅|分量(?:多|大)|多大(?:一)?[份杯碗]|\bwhat(?:'s| is)(?: \w+)? (?:in|inside)\b|\bwhat\b[^.!?]{0,20}\b(?:goes|go|comes?|is there) (?:in|into|inside|with)\b|\binside (?:is|has|got) what\b|\bwhat (?:does|do) .{0,30}come with\b|\bhow big\b|\bmade of\b",
    "options": r"(?:可以|能|能不能|可不可以|能否)[^,。!?]{0,10}(?:少|不放|不要|加|换|选|做成)[^,。!?]{0,8}(?:吗|么|嘛)(?=[^\u4e00-\u9fff]|$)|(?:能不能|可不可以|能否)[^,。!?]{0,4}(?:选|换|挑)|有(?:几种|哪些|什么)(?:口味|做法|规格|大小|选择|杯型)|\bwhat (?:sizes?|flavou?rs?|options?|kinds?)\b|\b(?:does|do) (?:it|they|that) come (?:in|with)\b|\bwhat\b[^.!?]{0,20}\bcustomi[sz]e\b|\bcan (?:it|they|you|the [\w ]{1,20}) (?:be|do|have|come|get)\b[^.!?]{0,30}\?",
    "stock": r"还?(?:剩|有)(?:几|多少)[^,。!?]{0,2}(?=[^\w]|[吗呢啊呀]|$)|现货|(?:有没有|还有没有|卖不卖|有卖|还有|有)[^,。!?]{0,14}?(?:吗|么|嘛|没有?)(?=\W|$)|(?:有没有|有无|卖不卖)|[^,。!?]{1,10}(?:还有|有)(?:吗|么|嘛|没有?)(?=\W|$)|\b(?:do|does|have) (?:you|u|ya) (?:have|sell|stock|carry|still have|got)\b|\bis there (?:any|a|an|still)\b|\bare there (?:any|still)\b|\b(?:any|still) (?:have )?[\w ]{1,24}(?:left|available|in stock)\b|\bhave you got\b|\bgot any\b|\b(?:sold out|in stock)\W*\?",
}
_AFTERWARDS = {
    "refund": r"退(?:我|一下|了|回)?(?:款|钱)|把钱退|退回?(?:来|给我)?(?:款|钱)|赔(?:我|钱|付)|\b(?:refund(?:s|ed)?|reimburse\w*|(?:my|the) money back|money[- ]back|get (?:it|this) refunded)\b",
    "amiss": r"漏(?:送|发|给|装|配|上)|(?:少|错)(?:送|发|给|装|上)了|(?:送|发|给|装|拿|上)(?:少|漏|错)了|没(?:有)?(?:送|给)(?:全|齐)|(?:吃|喝)出[^,。!?]{0,4}(?:头发|虫|苍蝇|异物|塑料|玻璃|石头|钢丝)|里面?有[^,。!?]{0,3}(?:头发|虫子?|苍蝇|异物)(?!吗|么)|馊了|变质|发霉|(?:汤|菜|饭|面|咖啡|餐)[^,。!?]{0,4}(?:洒|撒|漏|凉|冷)了|\b(?:(?:is|was|were|are|'s) missing|missing from (?:my|the|our)|(?:got|received|sent|delivered|gave|brought)(?: me| us)? the wrong|hair in|(?:food|soup|rice|noodles|meal|lunch|dinner|coffee) (?:is|was|were|are) (?:stone |ice )?cold|gone off|spoil(?:ed|t)|mould\w*|not (?:all )?in the bag)\b",
}
"""What is said of what was brought, whatever it was: money back, missing, wrong, not fit to eat."""
_PATTERNS = {
    name: re.compile(pattern, re.ASCII) for name, pattern in (_ASPECTS | _AFTERWARDS).items()
}
_ASKED_FOR = re.compile(
    r"(?:有没有|还有没有|卖不卖|有卖|还有|有)(?P<zh>(?!的|就|什么|啥|哪|多少|几|人|会|位|没|卖|免|空)[\u4e00-\u9fff]{2,6}?)(?:卖)?(?:吗|么|嘛|没有?|不|呀|啊)?[?？]?\s*$"
    r"|\b(?:do|does) (?:you|u|ya|the [a-z]+) (?:have|sell|do|carry)(?: any| some)? (?P<en>(?!anything|something|a menu|food|drinks?)[a-z][a-z ]{2,24}?)[?？]?\s*$",
    re.ASCII,
)
"""A question whether there is something, and what that is called."""
_WISHED = re.compile(r"没有的话|有的话|如果有|要是有|\bif (?:you|there|it)\b", re.ASCII)


def find_item_questions(text: str | Normalised) -> list[Span]:
    """Entity `question`, value what is asked of an item, at most one of each:

    price, allergen, spice, stock, options, contents; `fee` and `time` are of the whole order,
    `refund` and `amiss` of what was brought.
    """
    message = normalise(text)
    found = {
        name: message.span(ENTITY, *match.span(), name)
        for name, pattern in _PATTERNS.items()
        if (match := pattern.search(message.text)) is not None
        and _WISHED.search(message.text, max(0, match.start() - 4), match.end()) is None
    }
    asked_for = _ASKED_FOR.search(message.text)
    if "stock" in found and asked_for is not None:
        extra = {"of": (asked_for["zh"] or asked_for["en"]).strip()}
        found["stock"] = replace(found["stock"], extra=extra)
    if "price" in found:
        found.pop("allergen", None)  # "Is oat milk extra?" asks what it costs.
    return list(found.values())
