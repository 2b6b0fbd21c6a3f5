"""What alerts bring."""

from desk.alerts import bell, pushes
from desk.frame.areas import EVERYBODY, Everywhere, Heard

RANK = 45
BRINGS = (
    bell.area,
    pushes.area,
    Heard({"alert": EVERYBODY}, only="staff_ids"),
    Everywhere(
        styles=("alerts/alerts.css",),
        scripts=("alerts/alerts.js",),
        template="alerts/_place.html",
        rail="alerts/_bell.html",
    ),
)
