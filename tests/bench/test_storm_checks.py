"""Each check of a storm finds nothing in a history that is right, and what is broken in one that
is not."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bench.storm.checks import CHECKS, check
from bench.storm.history import Acked, Asked, Fault, Heard, History, Post, Pulled, Settled

Break = Callable[[History], object]


def post(sequence: int, type_: str, status: str, **values: Any) -> Post:
    given: dict[str, Any] = {
        "endpoint": 5, "webhook_id": f"evt_{sequence}", "verified": True, "kept": True,
        "behaviour": "fine", "order": 1, "total": 4400, "at": 10.0 + sequence,
    }  # fmt: skip
    return Post(type=type_, sequence=sequence, status=status, **given | values)


@pytest.fixture
def history() -> History:
    """One order of two bowls by chat, on the company's account; one ticket by the API."""
    order: dict[str, Any] = {
        "id": 1, "order_no": "O-1", "person_id": 7, "status": "accepted", "total": 4400,
        "payment": "company_account", "outlet_id": 2, "vendor_id": 3, "placed_at": "today",
        "slot_start": "noon",
    }  # fmt: skip
    events = [
        {"id": n, "webhook_id": f"evt_{n}", "type": type_, "subject": "order:1", "sequence": n,
         "status": status, "to_vendors": True}
        for n, type_, status in [
            (1, "order.placed", "placed"), (2, "payment.succeeded", None),
            (3, "order.accepted", "accepted"),
        ]
    ]  # fmt: skip
    return History(
        seed=1,
        acked=[Acked("ann", "m1", 1, 1.0)],
        heard=[
            Heard("ann", 1, "in", "tenant", "两碗牛肉面", 1.0),
            Heard("ann", 2, "out", "bot", "下单成功", 2.0),
        ],
        asked=[Asked("ann", "chat", "order", "k1", 1.0), Asked("ann", "api", "ticket", "k2", 3.0)],
        settled=[Settled("k1", "O-1", None, 2.0), Settled("k2", "T-1", None, 4.0)],
        posts=[
            post(1, "order.placed", "placed", kept=False, behaviour="refuses", at=9.0),
            post(1, "order.placed", "placed"),
            post(2, "payment.succeeded", "placed"),
            post(3, "order.accepted", "accepted"),
            post(3, "order.accepted", "accepted", at=20.0),
        ],
        pulled=[Pulled(3, f"evt_{n}", 1, n) for n in (1, 2, 3)],
        faults=[Fault("worker", "SIGKILL to 1", 5.0)],
        stock={"9": 10},
        rows={
            "conversation": [{"id": 4, "owner": "bot", "last_seq": 2}],
            "handoff": [],
            "who": [{"external_id": "ann", "conversation_id": 4, "person_id": 7}],
            "message": [
                {"conversation_id": 4, "seq": 1, "direction": "in", "author": "tenant",
                 "external_id": "ann:m1", "text": "两碗牛肉面", "status": "handled"},
                {"conversation_id": 4, "seq": 2, "direction": "out", "author": "bot",
                 "external_id": None, "text": "下单成功", "status": "sent"},
            ],
            "order": [order],
            "order_line": [{"order_id": 1, "item_id": 9, "quantity": 2, "unit_price": 2200}],
            "item": [{"id": 9, "stock": 8}],
            "slot_load": [{"outlet_id": 2, "slot_start": "noon", "taken": 1, "capacity": 1}],
            "ticket": [{"ticket_no": "T-1", "kind": "repair", "person_id": 7}],
            "event": events,
            "endpoint": [{"id": 5, "vendor_id": 3, "status": "active"}],
            "delivery": [
                {"id": n, "event_id": n, "endpoint_id": 5, "status": "delivered", "attempts": 1}
                for n in (1, 2, 3)
            ],
            "payment": [{"id": 6, "order_id": 1, "method": "company_account", "amount": 4400,
                         "refunded": 0}],
            "refund": [],
            "account_entry": [{"account_id": 8, "month": "2026-12-01", "amount": 4400}],
            "account_month": [{"account_id": 8, "month": "2026-12-01", "spent": 4400}],
            "company_account": [{"id": 8, "monthly_limit": 5000}],
        },
    )  # fmt: skip


def row(table: str, number: int = 0, **values: Any) -> Break:
    """Another value in a row."""
    return lambda history: history.rows[table][number].update(values)


def without(table: str, number: int = 0) -> Break:
    return lambda history: history.rows[table].pop(number)


def more(table: str, **values: Any) -> Break:
    return lambda history: history.rows[table].append({**history.rows[table][0], **values})


def change(name: str, number: int, **values: Any) -> Break:
    """Another value in what was seen from outside."""

    def broken(history: History) -> None:
        seen = getattr(history, name)
        seen[number] = replace(seen[number], **values)

    return broken


def lose(name: str, number: int) -> Break:
    return lambda history: getattr(history, name).pop(number)


def all_of(*breaks: Break) -> Break:
    return lambda history: [one(history) for one in breaks]


ANSWERED = "every acknowledged message is answered or handed over"
SEEN = "every page saw the conversation whole and in order"
ORDERS = "every acknowledged order exists once"
TICKETS = "every acknowledged ticket exists once"
LOGS = "an order's log leads to its state"
STOCK, SLOTS, MONEY = "stock adds up", "no slot holds more than it may", "money adds up"
DELIVERED, IN_ORDER = "every event is delivered at least once", "an order's events come in order"
DEDUPED = "a vendor that dedupes by webhook-id has each once"
STORY = "vendors and we say the same of every order"
PULLED, STUCK = "a vendor that catches up misses nothing", "nothing is stuck"
BROKEN: list[tuple[str, str, Break]] = [
    ("a message is lost", ANSWERED, without("message", 0)),
    ("a message is stored twice", ANSWERED, more("message", seq=3)),
    ("a message still waits", ANSWERED, row("message", status="received")),
    ("a message has no answer", ANSWERED, without("message", 1)),
    ("a message was acknowledged as another", ANSWERED, row("message", seq=9)),
    ("a page missed a message", SEEN, lose("heard", 0)),
    ("a page was shown a message twice", SEEN, lambda h: h.heard.append(h.heard[1])),
    ("a page was shown another text", SEEN, change("heard", 1, text="？")),
    ("a page was shown what is not there", SEEN, row("conversation", last_seq=1)),
    ("an order is lost", ORDERS, without("order")),
    ("an order is somebody else's", ORDERS, row("order", person_id=8)),
    ("an order was placed twice", ORDERS, more("order", id=2, order_no="O-2")),
    ("two requests made one order", ORDERS, all_of(
        lambda h: h.asked.append(Asked("ann", "api", "order", "k3", 5.0)),
        lambda h: h.settled.append(Settled("k3", "O-1", None, 6.0)),
    )),
    ("a ticket is lost", TICKETS, without("ticket")),
    ("a ticket was opened twice", TICKETS, more("ticket", ticket_no="T-2")),
    ("an event is missing in the log", LOGS, without("event", 1)),
    ("an order's state was never told", LOGS, row("order", status="ready")),
    ("a piece was sold twice", STOCK, row("item", stock=9)),
    ("more was sold than there was", STOCK, row("item", stock=-1)),
    ("stock was not given back", STOCK, row("order", status="cancelled")),
    ("a slot is too full", SLOTS, row("slot_load", capacity=0)),
    ("a slot was not given back", SLOTS, row("slot_load", taken=2)),
    ("a slot was not taken", SLOTS, without("slot_load")),
    ("a total is not its lines", MONEY, row("order", total=4500)),
    ("an order was not charged", MONEY, without("payment")),
    ("an order was charged twice", MONEY, more("payment", id=7)),
    ("an order was charged otherwise", MONEY, row("payment", amount=4300)),
    ("a rejected order was not given back", MONEY, row("order", status="rejected")),
    ("the ledger lacks a line", MONEY, without("account_entry")),
    ("the month was not counted", MONEY, row("account_month", spent=0)),
    ("a company spent above its limit", MONEY, row("company_account", monthly_limit=4000)),
    ("an event was never owed", DELIVERED, without("delivery")),
    ("a delivery still waits", DELIVERED, row("delivery", status="pending")),
    ("a delivery never arrived", DELIVERED, lose("posts", 2)),
    ("a signature does not hold", DELIVERED, change("posts", 0, verified=False)),
    ("a later event came first", IN_ORDER, change("posts", 3, at=10.5)),
    ("one id told two things", DEDUPED, change("posts", 4, sequence=4)),
    ("one event came under two ids", DEDUPED, change("posts", 4, webhook_id="evt_9")),
    ("a vendor was told another state", STORY, all_of(
        change("posts", 3, status="placed"), change("posts", 4, status="placed"))),
    ("a vendor was told another sum", STORY, all_of(
        change("posts", 3, total=1), change("posts", 4, total=1))),
    ("a vendor never heard of an order", STORY, lambda h: h.posts.clear()),
    ("the vendor API left an event out", PULLED, lose("pulled", 1)),
    ("the vendor API gave an event twice", PULLED, lambda h: h.pulled.append(h.pulled[2])),
    ("the vendor API turned events round", PULLED, lambda h: h.pulled.reverse()),
    ("something waits for ever", STUCK, lambda h: h.stuck.append("jobs past due: 1")),
]  # fmt: skip


def test_a_history_that_is_right_has_nothing_found(history: History) -> None:
    assert not any(check(history).values()), check(history)


@pytest.mark.parametrize(("name", "broken"), [one[1:] for one in BROKEN],
                         ids=[one[0] for one in BROKEN])  # fmt: skip
def test_what_is_broken_is_found(history: History, name: str, broken: Break) -> None:
    history = deepcopy(history)
    broken(history)
    assert CHECKS[name](history)


def test_every_check_is_seen_to_fail() -> None:
    assert {name for _, name, _ in BROKEN} == set(CHECKS)


def test_staff_may_be_silent_and_an_open_question_may_have_its_order(history: History) -> None:
    history.rows["message"].pop(1)
    history.rows["conversation"][0]["owner"] = "staff"
    history.settled.pop(0)
    found = check(history)
    assert found[ANSWERED] == found[ORDERS] == []


def test_an_endpoint_that_was_gone_is_not_owed_what_happened_meanwhile(history: History) -> None:
    history.gone = [5]
    history.rows["delivery"].pop(2)
    assert not CHECKS[DELIVERED](history)


def test_a_history_that_is_kept_can_be_checked_again(history: History, tmp_path: Path) -> None:
    history.save(tmp_path / "history.json")
    assert History.load(tmp_path / "history.json") == history
