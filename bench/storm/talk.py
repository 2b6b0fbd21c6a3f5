"""Checks of conversations."""

from collections import defaultdict

from bench.storm.history import History, Row


def answered(history: History) -> list[str]:
    """Each acknowledged message is a row once, handled, and something was said after it.

    In a conversation that people have or wait for, the bot may be silent.
    """
    wrong = []
    rows = _by_external_id(history)
    owners = {row["id"]: row["owner"] for row in history.rows["conversation"]}
    handed = {row["conversation_id"] for row in history.rows["handoff"]}
    last_answer: dict[int, int] = defaultdict(int)
    for row in history.rows["message"]:
        if row["direction"] == "out":
            where = row["conversation_id"]
            last_answer[where] = max(last_answer[where], row["seq"])
    for ack in history.acked:
        found = rows.get((ack.visitor, ack.message), [])
        if len(found) != 1:
            wrong.append(f"message {ack.message} was acknowledged and is {len(found)} rows")
            continue
        [row] = found
        where = row["conversation_id"]
        if row["seq"] != ack.seq:
            wrong.append(f"message {ack.message} was acknowledged as {ack.seq}, is {row['seq']}")
        if row["status"] != "handled":
            wrong.append(f"message {ack.message} is still {row['status']}")
        elif last_answer[where] < row["seq"] and owners[where] == "bot" and where not in handed:
            wrong.append(f"message {ack.message} was never answered")
    return wrong


def _by_external_id(history: History) -> dict[tuple[str, str], list[Row]]:
    found = defaultdict(list)
    for row in history.rows["message"]:
        visitor, _, message = (row["external_id"] or "").rpartition(":")
        if row["direction"] == "in":
            found[visitor, message].append(row)
    return found


def seen_in_order(history: History) -> list[str]:
    """A page that lost its socket many times was shown every message once, in order."""
    wrong = []
    conversation_of = {row["external_id"]: row["conversation_id"] for row in history.rows["who"]}
    texts = {(row["conversation_id"], row["seq"]): row["text"] for row in history.rows["message"]}
    lasts = {row["id"]: row["last_seq"] for row in history.rows["conversation"]}
    shown = defaultdict(list)
    for heard in history.heard:
        shown[heard.visitor].append(heard)
    for visitor, messages in shown.items():
        where = conversation_of.get(visitor)
        seqs = [one.seq for one in messages]
        if seqs != list(range(1, len(seqs) + 1)):
            wrong.append(f"visitor {visitor} saw {_first_gap(seqs)}")
        elif where is None or len(seqs) > lasts[where]:
            wrong.append(f"visitor {visitor} saw more than there is")
        wrong += [
            f"visitor {visitor} saw another text as message {one.seq}"
            for one in messages
            if texts.get((where or 0, one.seq)) != one.text
        ]
    return wrong


def _first_gap(seqs: list[int]) -> str:
    for wanted, seq in enumerate(seqs, 1):
        if seq != wanted:
            return f"message {seq} where {wanted} was next"
    return "nothing wrong"
