"""Checks of orders and tickets: each once, and what they take adds up."""

from collections import Counter, defaultdict

from bench.storm.history import History, Row

HOLDING = {"placed", "accepted", "preparing", "ready", "delivering", "completed"}
"""States in which an order has its goods, and its place in the slot."""
GIVEN_BACK = {"rejected", "cancelled", "expired"}


def orders_once(history: History) -> list[str]:
    """What was acknowledged is there once, and nothing else is there."""
    rows = {row["order_no"]: row for row in history.rows["order"] if row["placed_at"]}
    return _once(history, "order", rows, "person_id")


def tickets_once(history: History) -> list[str]:
    rows = {row["ticket_no"]: row for row in history.rows["ticket"] if row["kind"] == "repair"}
    return _once(history, "ticket", rows, "person_id")


def _once(history: History, what: str, rows: dict[str, Row], whose: str) -> list[str]:
    wrong = []
    settled = {one.key: one for one in history.settled}
    people = {row["external_id"]: row["person_id"] for row in history.rows["who"]}
    made: Counter[str] = Counter()
    open_questions: Counter[int] = Counter()
    for asked in history.asked:
        if asked.what != what:
            continue
        answer = settled.get(asked.key)
        person = people.get(asked.visitor, 0)
        if answer is None:
            open_questions[person] += 1
        elif answer.number is not None and not answer.joined:
            made[answer.number] += 1
            row = rows.get(answer.number)
            if row is None:
                wrong.append(f"{answer.number} was acknowledged ({asked.via}) and does not exist")
            elif row[whose] != person:
                wrong.append(f"{answer.number} is somebody else's")
    wrong += [f"{number} answered {n} requests" for number, n in made.items() if n > 1]
    for number in rows.keys() - made.keys():
        # The answer to a question that is still open may be this one.
        person = rows[number][whose]
        if open_questions[person] > 0:
            open_questions[person] -= 1
        else:
            wrong.append(f"{number} exists and answers no request: something was done twice")
    return wrong


def logs_lead(history: History) -> list[str]:
    """Events of an order are numbered without a gap, and the last one says what the row says."""
    wrong = []
    logs: dict[str, list[Row]] = defaultdict(list)
    for event in history.rows["event"]:
        logs[event["subject"]].append(event)
    for subject, log in logs.items():
        if sorted(event["sequence"] for event in log) != list(range(1, len(log) + 1)):
            wrong.append(f"{subject}: its events are not numbered without a gap")
    for order in history.rows["order"]:
        log = sorted(logs[f"order:{order['id']}"], key=lambda event: event["sequence"])
        told = [event["status"] for event in log if event["status"]]
        if order["placed_at"] and (not told or told[-1] != order["status"]):
            wrong.append(f"{order['order_no']} is {order['status']}, its log ends with {told[-1:]}")
    return wrong


def stock(history: History) -> list[str]:
    """What is left and what orders hold is together what there was: nothing sold that was not."""
    left = {row["id"]: row["stock"] for row in history.rows["item"] if row["stock"] is not None}
    held: Counter[int] = Counter()
    status = {row["id"]: row["status"] for row in history.rows["order"]}
    for line in history.rows["order_line"]:
        if status[line["order_id"]] in HOLDING:
            held[line["item_id"]] += line["quantity"]
    wrong = [f"item {id_} has {n} left" for id_, n in left.items() if n < 0]
    for id_, before in history.stock.items():
        now = left[int(id_)] + held[int(id_)]
        if now != before:
            wrong.append(f"item {id_}: there were {before}, held and left are {now}")
    return wrong


def slots(history: History) -> list[str]:
    wrong = []
    held: Counter[tuple[int, str]] = Counter(
        (row["outlet_id"], row["slot_start"])
        for row in history.rows["order"]
        if row["status"] in HOLDING and row["slot_start"]
    )
    taken = {(row["outlet_id"], row["slot_start"]): row for row in history.rows["slot_load"]}
    for key in held.keys() | taken.keys():
        row = taken.get(key)
        counted = row["taken"] if row else 0
        if counted != held[key]:
            wrong.append(f"slot {key}: {counted} counted, {held[key]} orders hold it")
        if row and row["capacity"] is not None and held[key] > row["capacity"]:
            wrong.append(f"slot {key}: {held[key]} orders where {row['capacity']} may be")
    return wrong


def money(history: History) -> list[str]:
    """Totals are the sum of their lines; what is charged, given back and booked is the same."""
    orders = {row["id"]: row for row in history.rows["order"]}
    return [
        *_totals(history, orders),
        *_payments(history, orders),
        *_accounts(history),
    ]


def _totals(history: History, orders: dict[int, Row]) -> list[str]:
    sums: Counter[int] = Counter()
    for line in history.rows["order_line"]:
        sums[line["order_id"]] += line["quantity"] * line["unit_price"]
    return [
        f"{row['order_no']} costs {row['total']}, its lines {sums[id_]}"
        for id_, row in orders.items()
        if row["total"] != sums[id_]
    ]


def _payments(history: History, orders: dict[int, Row]) -> list[str]:
    wrong = []
    paid = {row["order_id"]: row for row in history.rows["payment"]}
    if len(paid) != len(history.rows["payment"]):
        wrong.append("an order was paid twice")
    back: Counter[int] = Counter()
    for refund in history.rows["refund"]:
        back[refund["payment_id"]] += refund["amount"]
    for id_, row in orders.items():
        payment = paid.get(id_)
        charged = row["payment"] == "company_account" and bool(row["placed_at"])
        due = charged or (row["payment"] == "on_pickup" and row["status"] == "completed")
        if due != (payment is not None):
            wrong.append(f"{row['order_no']} ({row['payment']}, {row['status']}): paid {payment}")
        if payment is None:
            continue
        owed_back = row["total"] if row["status"] in GIVEN_BACK else 0
        if payment["amount"] != row["total"]:
            wrong.append(f"{row['order_no']} costs {row['total']}, paid {payment['amount']}")
        if not payment["refunded"] == back[payment["id"]] == owed_back:
            wrong.append(f"{row['order_no']}: {owed_back} should have been given back")
    return wrong


def _accounts(history: History) -> list[str]:
    entries: Counter[tuple[int, str]] = Counter()
    for entry in history.rows["account_entry"]:
        entries[entry["account_id"], entry["month"]] += entry["amount"]
    spent = {
        (row["account_id"], row["month"]): row["spent"] for row in history.rows["account_month"]
    }
    wrong = [
        f"account {key}: {spent.get(key, 0)} counted, {entries[key]} booked"
        for key in entries.keys() | spent.keys()
        if entries[key] != spent.get(key, 0)
    ]
    net = sum(row["amount"] - row["refunded"] for row in history.rows["payment"]
              if row["method"] == "company_account")  # fmt: skip
    if net != sum(entries.values()):
        wrong.append(f"companies paid {net}, their ledgers say {sum(entries.values())}")
    limits = {row["id"]: row["monthly_limit"] for row in history.rows["company_account"]}
    wrong += [
        f"account {account} spent {n} of {limits[account]}"
        for (account, _), n in spent.items()
        if n > limits[account]
    ]
    return wrong
