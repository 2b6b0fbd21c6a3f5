"""The orders that the screen shows, and what survives a restart in one small JSON file."""

import asyncio
import json
import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

KEPT_ORDERS = 300
KEPT_IDS = 5000

Json = dict[str, Any]


class Board:
    """Orders by id, each as its newest event says. Events may come twice, late, or out of order."""

    def __init__(self, file: Path) -> None:
        self._file = file
        kept: Json = json.loads(file.read_text()) if file.exists() else {}
        self._seen: dict[str, None] = dict.fromkeys(kept.get("seen", []))
        self._orders: dict[str, Json] = kept.get("orders", {})
        self.cursors: dict[str, str] = kept.get("cursors", {})
        self._changed = asyncio.Condition()
        self._version = 0
        self._notices: set[asyncio.Task[None]] = set()

    def keep(self, event: Json, account: int) -> None:
        """Apply an event unless it was here before, and save."""
        if event["id"] in self._seen:
            return
        self._seen[event["id"]] = None
        order = event["data"]["order"]
        known = self._orders.get(str(order["id"]))
        if known is None or known["sequence"] < event["sequence"]:
            is_amended = event["type"] == "order.amended" or (
                known is not None and known.get("amended", False)
            )
            self._orders[str(order["id"])] = {
                "order": order,
                "account": account,
                "sequence": event["sequence"],
                "at": event["timestamp"],
                "asks_to_cancel": event["type"] == "order.cancel_requested",
                "amended": is_amended and order["status"] == "placed",
            }
        self.save()
        notice = asyncio.get_running_loop().create_task(self._notify())
        self._notices.add(notice)
        notice.add_done_callback(self._notices.discard)

    def account(self, order_id: str) -> int | None:
        """Whose order it is."""
        found = self._orders.get(order_id)
        return None if found is None else int(found["account"])

    def snapshot(self) -> list[Json]:
        """Every order, the newest event last."""
        return sorted(self._orders.values(), key=lambda row: str(row["at"]))

    async def changes(self) -> AsyncIterator[list[Json] | None]:
        """The board now and after each change; None every 15 seconds in which nothing changed."""
        seen = -1
        while True:
            if seen != self._version:
                seen = self._version
                yield self.snapshot()
            try:
                async with asyncio.timeout(15), self._changed:
                    await self._changed.wait_for(lambda: self._version != seen)  # noqa: B023 - awaited here
            except TimeoutError:
                yield None

    def save(self) -> None:
        for surplus in list(self._seen)[:-KEPT_IDS]:
            del self._seen[surplus]
        for row in self.snapshot()[:-KEPT_ORDERS]:
            del self._orders[str(row["order"]["id"])]
        kept = {"seen": list(self._seen), "orders": self._orders, "cursors": self.cursors}
        self._file.parent.mkdir(parents=True, exist_ok=True)
        new = self._file.with_suffix(".new")
        new.touch(mode=0o600)  # It holds who ordered, with their phones.
        new.write_text(json.dumps(kept, ensure_ascii=False))
        os.replace(new, self._file)

    async def _notify(self) -> None:
        async with self._changed:
            self._version += 1
            self._changed.notify_all()
