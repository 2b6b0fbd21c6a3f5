"""Checks of what vendors were told."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from bench.storm.history import History, Post, Row


def delivered(history: History) -> list[str]:
    """Every event of a vendor's orders is owed to its endpoints, and came at least once.

    An endpoint that was disabled for a while is not owed what happened meanwhile.
    """
    wrong = []
    came = {(post.endpoint, post.webhook_id) for post in history.posts if post.kept}
    rows = {(row["endpoint_id"], row["event_id"]): row for row in history.rows["delivery"]}
    for endpoint, event in _owed(history):
        row = rows.get((endpoint, event["id"]))
        told = f"{event['type']} of {event['subject']}"
        if row is None:
            if endpoint not in history.gone:
                wrong.append(f"{told} was never owed to endpoint {endpoint}")
        elif row["status"] != "delivered":
            wrong.append(f"{told} is {row['status']} at endpoint {endpoint}")
        elif (endpoint, event["webhook_id"]) not in came:
            wrong.append(f"{told} counts as delivered, endpoint {endpoint} never kept it")
    wrong += [f"endpoint {p.endpoint} could not verify {p.webhook_id}" for p in history.posts
              if not p.verified]  # fmt: skip
    return wrong


def _owed(history: History) -> Iterator[tuple[int, Row]]:
    vendor_of = {f"order:{row['id']}": row["vendor_id"] for row in history.rows["order"]}
    endpoints = defaultdict(list)
    for row in history.rows["endpoint"]:
        endpoints[row["vendor_id"]].append(row["id"])
    for event in history.rows["event"]:
        if event["to_vendors"]:
            for endpoint in endpoints[vendor_of.get(event["subject"])]:
                yield endpoint, event


def in_order(history: History) -> list[str]:
    """A vendor keeps nothing before it kept what happened to the same order earlier."""
    wrong = []
    first: dict[tuple[int, int], dict[int, Post]] = defaultdict(dict)
    for post in sorted(history.posts, key=lambda post: post.at):
        if post.kept:
            first[post.endpoint, post.order].setdefault(post.sequence, post)
    sequence_of = {row["id"]: (row["subject"], row["sequence"]) for row in history.rows["event"]}
    owed = defaultdict(list)
    for row in history.rows["delivery"]:
        subject, sequence = sequence_of[row["event_id"]]
        owed[row["endpoint_id"], int(subject.partition(":")[2])].append(sequence)
    for (endpoint, order), sequences in owed.items():
        came = first[endpoint, order]
        known = [came[sequence] for sequence in sorted(sequences) if sequence in came]
        wrong += [
            f"order {order} at endpoint {endpoint}: {later.sequence} came before {sooner.sequence}"
            for sooner, later in pairwise(known)
            if later.at < sooner.at
        ]
    return wrong


def deduped(history: History) -> list[str]:
    """One id is one event: the same order and sequence each time, and no other id has them."""
    wrong = []
    seen: dict[tuple[int, str], tuple[int, int, str]] = {}
    ids: dict[tuple[int, int, int], str] = {}
    for post in history.posts:
        said = (post.order, post.sequence, post.type)
        if seen.setdefault((post.endpoint, post.webhook_id), said) != said:
            wrong.append(f"{post.webhook_id} told two different things")
        key = (post.endpoint, post.order, post.sequence)
        if ids.setdefault(key, post.webhook_id) != post.webhook_id:
            wrong.append(f"order {post.order} event {post.sequence} came under two ids")
    return wrong


def same_story(history: History) -> list[str]:
    """The newest event of each order that a vendor has says the state and the sum of the row."""
    wrong = []
    newest: dict[tuple[int, int], Post] = {}
    for post in history.posts:
        key = (post.endpoint, post.order)
        if not post.kept:
            continue
        if key not in newest or newest[key].sequence < post.sequence:
            newest[key] = post
    vendors = {row["id"]: row["vendor_id"] for row in history.rows["endpoint"]}
    totals: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for order in history.rows["order"]:
        if not order["placed_at"]:
            continue
        for endpoint, vendor in vendors.items():
            if vendor != order["vendor_id"] or endpoint in history.gone:
                continue
            told = newest.get((endpoint, order["id"]))
            totals[endpoint][0] += order["total"]
            totals[endpoint][1] += told.total if told else 0
            if told and (told.status, told.total) != (order["status"], order["total"]):
                wrong.append(
                    f"{order['order_no']} is {order['status']} for {order['total']}; endpoint "
                    f"{endpoint} was told {told.status} for {told.total}"
                )
    wrong += [
        f"endpoint {endpoint}: orders cost {ours}, it was told {theirs}"
        for endpoint, (ours, theirs) in totals.items()
        if ours != theirs
    ]
    return wrong


def pulled(history: History) -> list[str]:
    """By the vendor API each vendor reads every event of its orders once, in order."""
    wrong = []
    vendor_of = {f"order:{row['id']}": row["vendor_id"] for row in history.rows["order"]}
    wanted = defaultdict(set)
    for event in history.rows["event"]:
        if event["to_vendors"] and event["subject"] in vendor_of:
            wanted[vendor_of[event["subject"]]].add(event["webhook_id"])
    read = defaultdict(list)
    last: dict[tuple[int, int], int] = defaultdict(int)
    for one in history.pulled:
        read[one.vendor].append(one.webhook_id)
        if one.sequence <= last[one.vendor, one.order]:
            wrong.append(f"vendor {one.vendor} read order {one.order} out of order")
        last[one.vendor, one.order] = one.sequence
    for vendor, ids in wanted.items():
        missing, more = len(ids - set(read[vendor])), len(read[vendor]) - len(set(read[vendor]))
        if missing or more:
            wrong.append(f"vendor {vendor} missed {missing} events and read {more} twice")
    return wrong
