"""The knowledge document of the demo park for training, out of its YAML: no database needed.

python -m parkline.bot.knowledge_export --out bot/data/knowledge.json
"""

import json
from pathlib import Path
from typing import Any

from models.catalogue import Item, ItemOption
from models.knowledge import Faq
from models.park import Building
from parkline.demo.catalogue.data import CatalogueData
from parkline.demo.catalogue.seed import item_row, option_row
from parkline.demo.knowledge.data import KnowledgeData
from parkline.demo.knowledge.seed import faq_row
from parkline.demo.park.data import ParkData
from parkline.demo.seeds import Demo, load_demo
from services.knowledge.live import Sold, document

TRAINING_VERSION = 0
"""Below that of any database, so that a running bot always fetches the live document."""


def training_knowledge(demo: Demo) -> dict[str, Any]:
    """The same document as a park's, its items numbered from 1."""
    places, faqs = demo.of(ParkData).park, demo.of(KnowledgeData).faqs
    catalogue = demo.of(CatalogueData)
    return document(
        version=TRAINING_VERSION,
        timezone=places.park.timezone,
        sold=_sold(catalogue),
        options=_options(catalogue),
        buildings=[Building(**one.model_dump()) for one in places.buildings],
        faqs=[Faq(**faq_row(one)) for one in sorted(faqs, key=lambda faq: faq.slug)],
    )


def _sold(catalogue: CatalogueData) -> list[Sold]:
    kinds = {outlet.code: outlet.kind for _, outlet in catalogue.outlets()}
    return [
        Sold(Item(id=number, **item_row(category, item, number)), kinds[menu.outlet])
        for number, (menu, category, item) in enumerate(catalogue.items(), start=1)
    ]


def _options(catalogue: CatalogueData) -> list[ItemOption]:
    return [
        ItemOption(**option_row(option))
        for _, category, item in catalogue.items()
        for option in catalogue.options_of(category, item)
    ]


def export(out: Path) -> None:
    """Write the document of the demo park to `out`; an unchanged file keeps its time."""
    text = json.dumps(training_knowledge(load_demo()), ensure_ascii=False, indent=1) + "\n"
    if not out.exists() or out.read_text("utf-8") != text:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(text, "utf-8")
