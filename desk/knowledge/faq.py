"""Standing answers: what is saved here is what the next question is answered with."""

from typing import Annotated

from aiohttp import web
from pydantic import AfterValidator, BaseModel, Field

from desk.frame.call import Call
from desk.frame.changes import Lines, Version, by, change, plain_lines
from desk.frame.routing import Area
from services.kit.snapshots import snapshot, version
from services.knowledge import faq
from services.knowledge.faq import COLUMNS, LONGEST_ANSWER, Answered
from services.texts import LANGUAGES

area = Area("faq")

HERE, MAY = "/operate/faq", "operate.faq"


Answer = Annotated[str, AfterValidator(plain_lines), Field(max_length=LONGEST_ANSWER)]


class Search(BaseModel):
    q: str = Field("", max_length=100)


class Entered(BaseModel):
    questions_zh: Lines = ""
    questions_en: Lines = ""
    answer_zh: Answer
    answer_en: Answer
    active: bool = False
    anyway: bool = False
    version: Version = ""

    def answered(self) -> Answered:
        questions = (*self.questions_zh.splitlines(), *self.questions_en.splitlines())
        return Answered(questions, self.answer_zh, self.answer_en, self.active)


@area.get(HERE, allows=MAY)
async def entries(call: Call) -> web.Response:
    wanted = call.query(Search)
    found = await faq.listing(call.session, call.park.id, wanted.q)
    rows = [(row, faq.title(row, call.language)) for row in found]
    if call.is_htmx:
        return call.fragment("faq/_rows.html", rows=rows, q=wanted.q)
    return call.render("faq/list.html", rows=rows, q=wanted.q)


@area.get(HERE + "/new", allows=MAY)
async def new(call: Call) -> web.Response:
    return call.render("faq/entry.html", row=None, questions={"zh": "", "en": ""}, version="")


@area.get(HERE + "/{faq}", allows=MAY)
async def entry(call: Call) -> web.Response:
    row = await faq.find(call.session, call.park.id, call.id("faq"))
    questions = {one: "\n".join(faq.questions_in(row, one)) for one in LANGUAGES}
    seen = version(snapshot(row, COLUMNS))
    return call.render("faq/entry.html", row=row, questions=questions, version=seen)


@change(area, HERE, allows=MAY)
async def add(call: Call) -> web.Response:
    entered = await call.form(Entered)
    await faq.add(call.session, by(call), entered.answered(), anyway=entered.anyway)
    call.toast("faq-saved")
    return call.redirect(HERE)


@change(area, HERE + "/{faq}", allows=MAY)
async def edit(call: Call) -> web.Response:
    entered = await call.form(Entered)
    row = await faq.find(call.session, call.park.id, call.id("faq"))
    await faq.edit(
        call.session,
        by(call),
        row,
        entered.answered(),
        seen=entered.version,
        anyway=entered.anyway,
    )
    call.toast("faq-saved")
    return call.redirect(f"{HERE}/{row.id}")
