"""Rules are written, tried against last week, switched on and off, and removed."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from aiohttp import web
from multidict import MultiMapping

from desk.automation.pages import HERE, MAY, shown
from desk.frame.call import Call
from desk.frame.changes import by, change
from desk.frame.forms import InvalidForm, posted
from desk.frame.routing import Area
from edge.bodies import is_storable
from services.automation import kinds, rules, trying
from services.automation.rules import MOST_ACTIONS, MOST_CONDITIONS, Written
from services.kit.errors import Invalid, NotFound

area = Area("rules")


@change(area, HERE, allows=MAY)
async def add(call: Call) -> web.Response:
    sent = await posted(call.request)
    with _told(call):
        row = await rules.add(call.session, by(call), written(sent))
    call.toast("rules-saved")
    return call.redirect(f"{HERE}/{row.id}")


@change(area, HERE + "/{rule}", allows=MAY)
async def edit(call: Call) -> web.Response:
    sent = await posted(call.request)
    said = str(sent.get("seen", ""))
    seen = int(said) if said.isascii() and said.isdecimal() else 0
    with _told(call):
        row = await rules.edit(call.session, by(call), call.id("rule"), written(sent), seen=seen)
    call.toast("rules-saved")
    return call.redirect(f"{HERE}/{row.id}")


@area.post(HERE + "/{rule}/try", allows=MAY)
async def try_out(call: Call) -> web.Response:
    """What it would have done last week; from then on it may be switched on."""
    rule = await rules.find(call.session, call.park.id, call.id("rule"), lock=True)
    event = kinds.events().get(rule.event)
    if event is None:
        raise NotFound("its event is no more")
    trial = await trying.try_out(call.session, rule, now=call.now)
    await rules.tried(call.session, by(call), rule)
    show = call.fragment if call.is_htmx else call.render
    template = "rules/_trial.html" if call.is_htmx else "rules/rule.html"
    return show(template, **await shown(call, event, rule, trial))


@change(area, HERE + "/{rule}/on", allows=MAY)
async def switch_on(call: Call) -> web.Response:
    return await _switch(call, on=True)


@change(area, HERE + "/{rule}/off", allows=MAY)
async def switch_off(call: Call) -> web.Response:
    return await _switch(call, on=False)


@change(area, HERE + "/{rule}/remove", allows=MAY)
async def remove(call: Call) -> web.Response:
    await rules.remove(call.session, by(call), call.id("rule"))
    call.toast("rules-removed")
    return call.redirect(HERE)


async def _switch(call: Call, *, on: bool) -> web.Response:
    row = await rules.switch(call.session, by(call), call.id("rule"), on=on)
    call.toast("rules-on-now" if on else "rules-off-now")
    return call.redirect(f"{HERE}/{row.id}")


def written(sent: MultiMapping[Any]) -> Written:
    """Rows are fields field-0, op-0, value-0 (several of a choice) and do-0 with its params; which
    numbers there are does not matter. Raises Invalid."""
    if not all(is_storable(value) for value in sent.values()):
        raise Invalid("no text", field="name")
    conditions = [
        {
            "field": str(sent[f"field-{n}"]),
            "op": str(sent.get(f"op-{n}", "")),
            "value": _value(sent, n),
        }
        for n in range(2 * MOST_CONDITIONS)
        if sent.get(f"field-{n}")
    ]
    actions = [_action(sent, n) for n in range(2 * MOST_ACTIONS) if sent.get(f"do-{n}")]
    name, event = str(sent.get("name", "")), str(sent.get("event", ""))
    return Written(name, event, conditions, actions)


def _value(sent: MultiMapping[Any], n: int) -> Any:
    given = [str(one) for one in sent.getall(f"value-{n}", ())]
    return given if len(given) != 1 or sent.get(f"many-{n}") else given[0]


def _action(sent: MultiMapping[Any], n: int) -> Mapping[str, str]:
    do = str(sent[f"do-{n}"])
    params = [it.params for (_, what), it in kinds.actions().items() if what == do]
    named = sorted({one.name for those in params for one in those})
    return {"do": do, **{name: str(sent.get(f"{name}-{n}", "")) for name in named}}


@contextmanager
def _told(call: Call) -> Iterator[None]:
    """A row's field is asked for in words."""
    try:
        yield
    except Invalid as wrong:
        field = str(wrong.details.get("field", ""))
        if not field.rpartition("-")[2].isdecimal():
            raise
        raise InvalidForm({field: call.text("rules-needed")}) from None
