"""Who comes, as people name them."""

import re
from collections.abc import Collection

from actions.kit.said import Entity, Said

_NAME_LENGTH = 40
_UNIT_OF_PEOPLE = re.compile(r"队|方|公司|人员|师傅|团")
"""施工队: what is called by its work is called by all of its name."""
_INTRODUCES = re.compile(
    r"^(?:就?是|他|她|他们|客人|访客|对方|名字|姓名|叫做?|[:：\s])+"
    r"|^(?:(?:it'?s|his|her|their|the|names?|is|are|called|guest|visitor|they'?re)\b|[:\s])+",
    re.IGNORECASE,
)
_BETWEEN_NAMES = re.compile(
    r"[、,，;；/&\n]|(?<=[\u4e00-\u9fff])[和与跟](?=[\u4e00-\u9fff])|\band\b", re.IGNORECASE
)
_SURNAME = (
    "(?:欧阳|司马|上官|诸葛|[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘"
    "蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛阎段雷侯龙史陶贺顾毛郝"
    "龚邵万钱严覃武戴莫孔向汤])"
)
_SECOND = r"(?:(?![来到要会过等从])[\u4e00-\u9fff])?"
_FULL = rf"(?!周[一二三四五六日天末]){_SURNAME}[\u4e00-\u9fff]{_SECOND}"
_GOES_ON = r"(?=[今明后]天|大后天|[下本这]?周|星期|[上下中]午|早上|晚上|[来到要会过等从]|[\W\d]|$)"
_LISTED = re.compile(rf"{_FULL}(?:\s*[和与跟、,，]\s*{_FULL})+{_GOES_ON}")
"""张三和李四: where one full name stands beside another, both are names."""


def names_in(said: Said) -> list[str]:
    """Names that the bot found, with what belongs to them (施工队, not 施工), and those that are
    listed with others; in the order of the text."""
    found = {
        entity.get("start", 0): f"{entity['value']}{_rest_of_name(entity, said.text)}"
        for entity in said.entities
        if entity["entity"] == "visitor_name"
    }
    for listed in _LISTED.finditer(said.text):
        for name in re.finditer(r"[\u4e00-\u9fff]+", re.sub("[和与跟]", "、", listed[0])):
            if not any(name[0] in one or one in name[0] for one in found.values()):
                found[listed.start() + name.start()] = name[0]
    return [found[start][:_NAME_LENGTH] for start in sorted(found)]


def _rest_of_name(entity: Entity, text: str) -> str:
    rest = _UNIT_OF_PEOPLE.match(text, entity.get("end", len(text)))
    return rest[0] if rest else ""


def said_as_names(said: Said, about: Collection[str]) -> list[str]:
    """The words of an answer that stand for nothing else (`about`: entities), as names."""
    words = list(said.text)
    for entity in said.entities:
        if entity["entity"] in {*about, "quantity"} and "end" in entity:
            length = entity["end"] - entity["start"]
            words[entity["start"] : entity["end"]] = "," * length
    parts = _BETWEEN_NAMES.split("".join(words))
    names = (_INTRODUCES.sub("", part.strip(" 。.!！~“”\"'")).strip() for part in parts)
    return [name[:_NAME_LENGTH] for name in names if any(sign.isalpha() for sign in name)]
