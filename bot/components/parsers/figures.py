"""Words of danger that report none: denied, over, in the news, at work on it, figures of speech.

Each pattern asks for more than the word itself, for a report that is taken for a figure is worse than a figure that
alarms. What is left out here the learned detector still judges.
"""

# ruff: noqa: E501 - patterns and word lists read better on one line

from __future__ import annotations

import re

_NEAR = 24
"""Characters on each side of the word that may say what it stands for."""

#: Directly in front of the word, as far as punctuation.
_DENIED = re.compile(
    r"(?:不是|并不是|并非|没有?|不算|哪有)(?:什么|真的?|在)?$|\b(?:no one|nobody)(?: is| was|'s| got| gets) $|\b(?:no|not|nobody|no one|isn't|wasn't|never|than an?|without)(?: a| any| really| actually)?\W{0,2}$",
    re.ASCII,
)
#: "这不是着火了吗" says that it burns.
_RHETORICAL = re.compile(r"^了?[吗么嘛]|^了?.{0,4}[?？]")
_TAKEN_BACK = re.compile(
    r"误会|虚惊|看错了|搞错了|别派人|别跑一趟|\bfalse alarm\b|\bclose (?:the )?ticket\b|\b(?:ignore|disregard) (?:my|the|that) (?:(?:last|previous|earlier|first) )?(?:message|report|one|text)\b.{0,60}\b(?:was (?:just|only|an?)|it'?s out|all fine)\b"
)

_PAST = re.compile(
    r"上个?(?:月|周|礼拜|星期|次|回)|去年|前年|前天|昨[天晚]|刚才我报的|周[一二三四五六日]|早上.{0,6}(?:那[阵次]|闻到|看到|听到)|当年|\b(?:my predecessor|we had .{0,30}(?:at|in) our (?:old|previous|former)|last (?:year|week|month|summer|winter|time)|yesterday|back in|ago|on (?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.ASCII,
)
_OVER = re.compile(
    r"那[次回件阵]|的事(?![情儿]?还)|报告(?!厅)|解决|处理完|处理好|查清|清理完|换了?新的|已经换|泡坏|好了吗?|事故|归档|补签|投诉|全泡|出院|工伤|赔偿|补偿|理赔|保险(?![丝柜箱盒管])|来过.{0,4}修好|刷回|后来没事|第二天|后续|还能租|什么时候扔|很好用|\b(?:clean(?:ed|up)|report|still waiting|was stuck|were stuck|got stuck|i'm the one|fixed|all good|voucher|case study|umbrella|evacuation|insur(?:er|ance)|compensation|claims?|refund|we still laugh|predecessor|our (?:old|previous|former) (?:building|office|lab|place))\b",
    re.ASCII,
)
_STILL = re.compile(
    r"还在|又[着起冒漏闻有]|现在|正在|\b(?:still|again|now|right here|(?:is|are|it's|started|keeps?) (?:smoking|sparking|burning|on fire|flooding))\b",
    re.ASCII,
)

_TOLD = re.compile(
    r"新闻(?!发布|中心|大厅)|朋友圈|收音机|电视[里上]|刷到|短视频|热搜|剧情|电影(?!院)|游戏|密室逃脱|\b(?:in the news|on the news|news says|(?:saw|read|reading)(?: it| this)? in the (?:news)?papers?|radio says|(?:movie|film|video game|episode))\b",
    re.ASCII,
)
_STUDIED = re.compile(
    r"预案|模板|论文|仿真|讲座|考试(?!.{0,4}[时中间教])|答题|第.{1,3}题|火灾科学|火灾蔓延|防爆|光度计|打不着火|(?:发生|遇到|碰到).{0,10}(?:的时候|时).{0,8}(?:集合|往哪|去哪|找谁|联系谁|打给谁|怎么走)|海报上|特效|\b(?:what (?:would|should) (?:happen|you do|one do|people do) if|what happens if|risk register|school project|explosion[- ]proof|poster|quiz|exam|lecture|seminar|talk about|talk is|'s talk|flood model|hypothetically|photometer|flame[- ](?:grilled|retardant|photometer|test)|simulation)\b",
    re.ASCII,
)

#: Figures of speech around the word, by what they are said of.
_FIGURES = re.compile(
    r"[忙困累气][得到](?:[快要都我们]){0,4}(?:冒[火烟]|着火)|急得.{0,6}冒[火烟]|[头嗓].{0,6}(?:冒[火烟]|要?着火)|(?<![座箱机线板器池盒头灯])热得.{0,2}(?:冒烟|着火)|(?:老板|领导|甲方|客户|经理|主管)(?:看到|看了|看完|听到|听了|听完)[^的]{0,6}(?:当场|直接|原地)(?:爆炸|冒烟|着火)|(?:来|点|要)(?:一|两|个)?份.{0,12}滋滋冒烟|爆炸(?:效果|头)|原地爆炸|(?:快递|邮件|消息|工单|文件|工作).{0,6}淹了|被.{0,8}淹了.{0,6}(?:架子|求求)|(?:糊味|焦味)太?[重浓].{0,8}(?:厨师|厨子|菜)|[肉菜饭锅巴].{0,4}(?:糊味|焦味)|干冰|dry ice|状态 ?on fire"
    r"|(?:椅|轮胎|车胎|气垫|瑜伽球|篮球|气压杆).{0,8}漏气"
    r"|\b(?:prod|sales|numbers|inbox|mouth|tongue|team|hire|shop|q[1-4]|deploy)(?: is| are|'s|'re| was)? on fire|on fire (?:this (?:week|month|year|quarter|season)|lately|lol)|walk through (?:fire|flames)"
    r"|\b(?:bank card|card|coin|note|packet|snack|crisps|phone)(?: is| are|'s| got)? trapped|door trapped'|where .{0,12}smoking (?:is )?(?:allowed|permitted)|真.{0,3}着火的?话|flood of (?:mail|people|orders)",
    re.ASCII,
)


def is_real(words: str, start: int, end: int) -> bool:
    """Whether the word of danger at `words[start:end]` may report one. `words`: normalised text."""
    before, after = words[max(0, start - _NEAR) : start], words[end : end + _NEAR]
    if _DENIED.search(before) and not _RHETORICAL.search(after):
        return False
    if _TAKEN_BACK.search(words) and not _STILL.search(words):
        return False
    if _PAST.search(words) and _OVER.search(words) and not _STILL.search(words):
        return False
    if (_TOLD.search(words) or _STUDIED.search(words)) and not _STILL.search(words):
        return False
    return not any(m.start() < end and start < m.end() for m in _FIGURES.finditer(words))
