"""What the park itself brings to the demo."""

from parkline.demo.park.data import ParkData
from parkline.demo.park.seed import seed_park
from parkline.demo.seeds import Seed

RANK = 10
BRINGS = (Seed(ParkData, seed_park),)
