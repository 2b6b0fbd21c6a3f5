"""Comparing the rows with the model: a little after every step, everything when all is at rest."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from tests.properties.crashing import model
from tests.properties.crashing.model import Subject, need
from tests.properties.crashing.process import Died, Fate
from tests.properties.crashing.rows import Looked, Row

if TYPE_CHECKING:
    from tests.properties.crashing.machine import Crashing

ROUNDS = 40


def look(machine: Crashing) -> None:
    looked = machine.rows.look()
    for subject, sequences in looked.sequences.items():
        need(sequences == list(range(1, len(sequences) + 1)), subject, sequences)
    for subject in machine.subjects:
        _subject(machine, subject, looked)
    _nothing_else(machine, looked)
    _carts(machine, looked)
    _stock(machine, looked)
    for talk in machine.talks:
        for said in talk.said:
            said.failed = machine.world.failed[said.text]
        talk.seen(*machine.rows.talk(talk.id))
    _said_carts(machine, looked)
    need(not machine.world.vendor.wrong, machine.world.vendor.wrong)


def _subject(machine: Crashing, subject: Subject, looked: Looked) -> None:
    """Its one row is where its log leads, and the log is where the model is."""
    found = _rows_of(subject, looked)
    need(len(found) <= 1, f"{subject.name} is there {len(found)} times")
    ids = [row["id"] for row in found]
    log = looked.logs[subject.kind][ids[0]] if ids else []
    subject.seen(log, machine.world.now)
    if subject.status:
        need([row["status"] for row in found] == [subject.status], found, "of", subject)


def _rows_of(subject: Subject, looked: Looked) -> list[Row]:
    match subject.kind:
        case "order":
            return [row for row in looked.orders if row["order_no"] == subject.name]
        case "ticket":
            return [row for row in looked.tickets if row["description"] == subject.name]
        case _:
            return [row for row in looked.visits if row["names"] == [subject.name]]


def _nothing_else(machine: Crashing, looked: Looked) -> None:
    """Nothing is there that nobody asked for."""
    known = {one.name for one in machine.subjects}
    for row in looked.orders:
        need(row["status"] == "draft" or row["order_no"] in known, "whose is", row)
    for row in looked.tickets:
        need(row["order_id"] is not None or row["description"] in known, "whose is", row)
    for row in looked.visits:
        need(set(row["names"]) <= known, "whose is", row)


def _drafts(looked: Looked, person: int) -> dict[str, int]:
    ids = {
        row["id"]
        for row in looked.orders
        if row["person_id"] == person and row["status"] == "draft"
    }
    lines = Counter[str]()
    for line in looked.lines:
        if line["order_id"] in ids:
            lines[line["code"]] += line["quantity"]
    return dict(lines)


def _carts(machine: Crashing, looked: Looked) -> None:
    for tenant, cart in zip(machine.world.eaters, machine.carts, strict=True):
        if not cart.placing:
            cart.seen(_drafts(looked, tenant.person))


def _stock(machine: Crashing, looked: Looked) -> None:
    """What is left, and what orders hold, is what there was."""
    held = model.held(machine.of("order", free=False))
    wanted = Counter[str]()
    for one in held:
        wanted.update(one.about["lines"])
    left = {code: stock - wanted[code] for code, stock in model.STOCK.items()}
    need(looked.stock == left, f"{looked.stock} are left, not {left}")
    for hour, taken in looked.taken.items():
        mine = sum(one.about["hour"] == hour for one in held)
        need(taken == machine.taken_before[hour] + mine, f"{taken} at {hour} o'clock, not {mine}")


def _said_carts(machine: Crashing, looked: Looked) -> None:
    """The bot puts one dish into the cart for each message that asks, however often it is asked."""
    asked = {turn["text"] for turn in machine.world.bot.asked}
    for talk in machine.talks:
        count = sum(_drafts(looked, talk.person).values())
        wishes = [one for one in talk.said if one.orders and one.text in asked]
        sure = sum(one.handled and not (one.by_staff or one.failed) for one in wishes)
        need(sure <= count <= len(wishes), f"{count} in the cart of {talk}")


def settle(machine: Crashing) -> None:
    """The day ends, nothing dies any more, the vendor and the bot are well: all comes to rest."""
    world = machine.world
    world.vendor.moods, world.bot_moods, world.meanwhile = [], [], None
    for request in machine.unanswered:
        need(machine.answers(request, 0, Fate()), "no answer without a crash")
        look(machine)
    world.clock.moment = max(world.now, model.VISIT_ENDS) + timedelta(hours=2)
    for _ in range(ROUNDS):
        _work(machine)
        due = machine.rows.next_due(world.now)
        if due is None:
            break
        world.clock.moment = max(due, world.now + timedelta(seconds=3))
    look(machine)
    need(not (stuck := machine.rows.stuck(world.now)), stuck)
    _everything_is_acknowledged(machine)
    _the_vendor_knows(machine)


def _work(machine: Crashing) -> None:
    world, fate = machine.world, Fate()
    talks = [talk.id for talk in machine.talks]
    try:
        world.run(machine.ringing(fate))
        world.run(world.worker.handle(fate))
        world.run(world.worker.deliver(fate))
        world.run(world.gateways[0].sweep(talks, fate))
    except Died:
        raise AssertionError("a process died by itself") from None
    look(machine)


def _everything_is_acknowledged(machine: Crashing) -> None:
    for subject in machine.subjects:
        need(bool(subject.status), f"{subject.name} was acknowledged and is not there")
    for talk in machine.talks:
        for said in talk.said:
            need(said.acknowledged and said.handled, f"{said} waits")


def _the_vendor_knows(machine: Crashing) -> None:
    """Each event of each order, once after deduplication by id."""
    rows = machine.rows.all(
        "select e.subject, e.sequence, e.type, d.status from event e left join delivery d"
        " on d.event_id = e.id where e.subject like 'order:%%' order by e.id"
    )
    owed = {
        (int(row["subject"].partition(":")[2]), row["sequence"], row["type"])
        for row in rows
        if row["status"] != "failed"
    }
    for row in machine.rows.look().orders:
        known = machine.world.vendor.newest.get(row["id"])
        mine = next((one for one in machine.subjects if one.name == row["order_no"]), None)
        if known is not None and mine is not None:
            need(known[1] == mine.about["lines"], f"the vendor cooks {known}, not {mine.about}")
    taken = set(machine.world.vendor.taken.values())
    need(owed <= taken, f"the vendor was not told of {owed - taken}")
    everything = {
        (int(row["subject"].partition(":")[2]), row["sequence"], row["type"]) for row in rows
    }
    need(taken <= everything, f"the vendor was told of {taken - everything}")
