"""What answers bring to the demo."""

from parkline.demo.knowledge.data import KnowledgeData
from parkline.demo.knowledge.seed import seed_knowledge
from parkline.demo.seeds import Seed

RANK = 40
BRINGS = (Seed(KnowledgeData, seed_knowledge),)
