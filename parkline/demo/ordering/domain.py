"""What ordering brings to the demo."""

from parkline.demo.ordering.data import LockerData
from parkline.demo.ordering.seed import check_places, seed_lockers
from parkline.demo.seeds import Seed

RANK = 30
BRINGS = (Seed(LockerData, seed_lockers, check_places),)
