"""Invoices, as people ask for them: "要发票", "开发票，抬头…，税号…", "I need an invoice". Pure."""

# ruff: noqa: E501 - patterns and word lists read better on one line

import json
import re
from dataclasses import dataclass

LONGEST_TITLE = 100
LONGEST = 200
"""Of a message that is about the invoice alone, in characters."""

_INVOICE = r"(?:发票|开票|普票|专票|fapiao|\binvoices?\b)"
_QUESTION = re.compile(
    r"怎么|如何|怎样|哪里|哪儿|在哪|什么|多久|几天|吗|么[?？]?$|能不能|可不可以|是否|[?？]\s*$|[不没冇唔]\s*$|\banot\s*$"
    r"|^\s*(?:how|where|when|what|which|who|can|could|do|does|is|are|will)\b",
    re.IGNORECASE,
)
_POLITE_REQUEST = re.compile(
    r"^\s*(?:can|could|may)\s+(?:i|we|you)\b.*\b(?:get|have|give|send|issue|add)\b"
    r"|(?:可以|能|能不能|可不可以)(?:帮我|给我|麻烦|帮忙)开(?:张|个|一张)?发票吗?",
    re.IGNORECASE,
)
_WANTED = re.compile(
    rf"(?:要|开|开具|需要|麻烦开|来)(?:一?[张个份])?(?:公司|个人|电子|增值税|普通|专用)*{_INVOICE}"
    rf"|{_INVOICE}(?:也)?(?:要|开一?下|开给|抬头)|^{_INVOICE}"
    rf"|\b(?:need|want|like|get|have|give|send|issue|with|add|require)\b[\w\s,']{{0,30}}?{_INVOICE}"
    rf"|\b(?:and|plus|also)\s+(?:an?|the|one)\s+{_INVOICE}"
    rf"|\b{_INVOICE}[\s,]*(?:please|pls|plz|to|for|under)\b",
    re.IGNORECASE,
)
_DECLINED = re.compile(
    rf"(?:不要|不用|不用开|不需要|别开|取消|算了)(?:开)?(?:了)?{_INVOICE}|{_INVOICE}(?:就)?(?:不要|不用|不开|算)了?"
    rf"|\b(?:no|without|don'?t (?:need|want)|cancel|drop|skip)\b[\w\s]{{0,12}}{_INVOICE}",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"(?:抬头|单位名称|公司名称|名称|title|made out to|billed? to|under(?: the name)?(?: of)?)"
    r"\s*(?:是|为|写|开|[:：])?\s*"
    r"(?P<title>.+?)\s*(?=[,，;；。\n]|\s*(?:的)?(?:税号|纳税人|统一社会信用代码|tax)|$)",
    re.IGNORECASE,
)
_MADE_OUT = re.compile(
    rf"{_INVOICE}\s*(?:开给|to|for)\s*(?P<title>[^,，;；。\n]{{2,}}?)\s*(?=[,，;；。\n]|(?:的)?税号|\btax\b|$)",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"(?:(?:纳税人)?(?:识别)?税号|纳税人识别号|统一社会信用代码|信用代码"
    r"|(?:tax|taxpayer|vat|credit)\s*(?:number|no\.?|id|code|identification number)?)"
    r"\s*(?:是|为|is|[:：#])?\s*(?P<no>[0-9A-Za-z][0-9A-Za-z\s-]{5,28}[0-9A-Za-z])",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?<![0-9A-Za-z])(?=[0-9A-Za-z]*\d{5})[0-9A-Za-z]{15,20}(?![0-9A-Za-z])")
_PERSONAL = re.compile(r"个人|私人|\bpersonal\b|\bindividual\b", re.IGNORECASE)
_COMPANY = re.compile(
    r"公司|有限|集团|中心|研究院|研究所|事务所|工作室|大学|医院|银行|厂$|店$"
    r"|\b(?:co|ltd|inc|llc|corp|company|limited|gmbh|group|labs?)\b",
    re.IGNORECASE,
)
_EDGES = " \t\n,，.。;；:：、!！吧的了呢"


@dataclass(frozen=True, slots=True)
class InvoiceWords:
    """What was said of an invoice. The number is as it was said, not yet checked."""

    declined: bool = False
    personal: bool = False
    title: str | None = None
    tax_no: str | None = None

    def command(self) -> str:
        """The command of a button that says the same."""
        said: dict[str, str] = {}
        if self.declined:
            said["invoice"] = "none"
        elif self.personal and self.title is None:
            said["invoice"] = "personal"
        if self.title is not None:
            said["invoice_title"] = self.title
        if self.tax_no is not None:
            said["tax_no"] = self.tax_no
        return "/request_invoice" + (json.dumps(said, ensure_ascii=False) if said else "")


def request(text: str) -> InvoiceWords | None:
    """What a message says of an invoice, among other things or alone. A question says nothing."""
    if _DECLINED.search(text):
        return InvoiceWords(declined=True)
    if not _WANTED.search(text) or _asks(text):
        return None
    return _details(text)


def alone(text: str) -> InvoiceWords | None:
    """The same, where the message is about nothing else."""
    found = request(text) if len(text) <= LONGEST else None
    if found is None:
        return None
    rest = text
    for pattern in (_TITLE, _MADE_OUT, _LABELLED, _BARE, _DECLINED, _WANTED, _PERSONAL):
        rest = pattern.sub(" ", rest)
    return found if not _LITTLE.sub("", rest) else None


_LITTLE = re.compile(
    r"[\s,，.。;；:：!！、~～()（）?？]|能不能|可以|请|麻烦|帮我|帮忙|给我|我要|我|报销|能|吗|还|也|再|对了|顺便|另外|一下|一张|张|个|的|吧|了|谢谢|哦|啊|哈|呢|开|要|需要|公司|抬头"
    r"|by the way|for (?:this|it|that|my order|the order)|thanks(?: you)?|thank(?: you)?|required|company|fapiao|please|needed|order|would|could|also|this|with|the|and|can|may|you|pls|plz|an|in|me|we|oh|'d|a|d|i",
    re.IGNORECASE,
)
"""Of two that begin alike the longer stands first: what one has taken is not tried another way."""


def answer(text: str) -> InvoiceWords | None:
    """What a message says to "which title and number?"; None if it is something else."""
    said = text.strip()
    if not said or len(said) > LONGEST:
        return None
    if _DECLINED.search(said) or said in {"不要了", "不用了", "不开了", "算了"}:
        return InvoiceWords(declined=True)
    if _asks(said):
        return None
    found = _details(said)
    if found.title or found.tax_no:
        return found if found.title else _titled_by_the_rest(said, found)
    if _PERSONAL.search(said):
        return InvoiceWords(personal=True)
    return InvoiceWords(title=_tidy(said)) if _COMPANY.search(said) else None


def _asks(text: str) -> bool:
    return _QUESTION.search(text) is not None and _POLITE_REQUEST.search(text) is None


def _details(text: str) -> InvoiceWords:
    number = _LABELLED.search(text)
    tax_no = number["no"] if number else (m.group() if (m := _BARE.search(text)) else None)
    titled = _TITLE.search(text) or _MADE_OUT.search(text)
    title = _tidy(_BARE.sub(" ", titled["title"])) if titled else None
    personal = title is None and tax_no is None and _PERSONAL.search(text) is not None
    if title and _PERSONAL.fullmatch(title):
        title, personal = None, True
    return InvoiceWords(personal=personal, title=title, tax_no=tax_no)


def _titled_by_the_rest(text: str, found: InvoiceWords) -> InvoiceWords:
    """A name before the number, or after it: "启明科技有限公司 9144…"."""
    rest = text
    for pattern in (_LABELLED, _BARE):
        rest = pattern.sub(" ", rest)
    title = _tidy(rest)
    named = title if title and _COMPANY.search(title) else None
    return InvoiceWords(title=named, tax_no=found.tax_no)


def _tidy(title: str) -> str | None:
    """Without what a command cannot carry, and not longer than a title is."""
    kept = re.sub(r"[{}\[\]\"\\/<>|\x00-\x1f]", "", title).strip(_EDGES)
    return kept[:LONGEST_TITLE] or None
