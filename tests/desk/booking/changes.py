"""A change by every route of the settings of rooms, on the demo's meeting rooms."""

from io import BytesIO
from typing import Any

from tests.given.photo_files import encoded, picture

_P = "/operate/booking/{booking_pool}"
_HOURS = {"weekdays": "6", "starts": "19:00", "ends": "20:00"}
POOL = {
    "kind": "room", "name_zh": "录音棚", "name_en": "studio", "aliases": "录音室, booth",
    "step_min": "30", "shortest_min": "30", "longest_min": "120", "active": "true",
}  # fmt: skip
THING = {
    "name_zh": "一号棚", "name_en": "Studio 1", "building": "A", "floor": "2", "capacity": "3",
    "features": ["quiet", "sound"], "active": "true",
}  # fmt: skip

EXAMPLES: dict[str, dict[str, Any]] = {
    "/operate/booking": POOL | {"code": "studio"},
    _P: POOL | {"horizon_days": "33"},
    _P + "/openings": _HOURS,
    _P + "/openings/{opening}": _HOURS | {"starts": "18:00"},
    _P + "/openings/{opening}/remove": {},
    _P + "/allowances": {"scope": "person", "period": "day", "hours": "2", "beyond": "charge"},
    _P + "/allowances/{allowance}/remove": {},
    _P + "/price": {"price": "80", "outlet": "{facility}"},
    _P + "/price/remove": {},
    _P + "/things": THING | {"code": "studio_1"},
    _P + "/things/{booking_thing}": THING,
    _P + "/things/{booking_thing}/picture": {
        "picture": lambda: BytesIO(encoded(picture())),
        "alt_zh": "六个人的圆桌",
        "alt_en": "a round table for six",
    },
    _P + "/things/{booking_thing}/picture/remove": {},
}
