"""The process in which one foreign calendar is understood: a rule that never comes true keeps its
processor busy for minutes, and no one else's. It is given a line of JSON and the calendar."""

import json
import sys
from datetime import datetime
from zoneinfo import ZoneInfo

from services.booking.foreign import Unreadable, read


def main() -> None:
    asked = json.loads(sys.stdin.buffer.readline())
    text = sys.stdin.buffer.read().decode(errors="replace")
    start, end = (datetime.fromisoformat(asked[name]) for name in ("start", "end"))
    try:
        found = read(text, ZoneInfo(asked["zone"]), start, end)
        said = {"events": [[o.key, o.starts_at.isoformat(), o.ends_at.isoformat()] for o in found]}
        print(json.dumps(said))
    except Unreadable as problem:
        print(json.dumps({"problem": problem.code}))


if __name__ == "__main__":
    main()
