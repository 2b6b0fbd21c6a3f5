"""What the desk brings to the demo."""

from parkline.demo.desk.data import DeskData
from parkline.demo.desk.seed import seed_desk
from parkline.demo.seeds import Seed

RANK = 50
BRINGS = (Seed(DeskData, seed_desk),)
