"""What lost and found brings to the demo."""

from parkline.demo.lost.data import LostData
from parkline.demo.lost.seed import seed_lost
from parkline.demo.seeds import Seed

RANK = 60
BRINGS = (Seed(LostData, seed_lost),)
