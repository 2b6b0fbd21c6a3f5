"""What vendors and their menus bring to the demo."""

from parkline.demo.catalogue.data import CatalogueData
from parkline.demo.catalogue.seed import seed_catalogue
from parkline.demo.seeds import Seed

RANK = 20
BRINGS = (Seed(CatalogueData, seed_catalogue),)
