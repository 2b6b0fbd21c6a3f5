"""What the settings bring: their beginning. Their pages are of the areas that they are about."""

from desk.frame.areas import Tab
from desk.settings import start

RANK = 90
BRINGS = (
    start.area,
    Tab("operate", "/operate", None),
)
