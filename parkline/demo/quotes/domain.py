"""What quotes bring to the demo."""

from parkline.demo.quotes.data import QuotesData
from parkline.demo.quotes.seed import seed_quotes
from parkline.demo.seeds import Seed

RANK = 70
BRINGS = (Seed(QuotesData, seed_quotes),)
"""After the catalogue: what tests start from has the ids that it had."""
