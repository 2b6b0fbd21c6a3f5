"""Icons that pages name are drawn: a name that nothing stands for leaves a gap."""

import re
from pathlib import Path

from vendor_desk.call import TABS

ROOT = Path(__file__).parents[2]
DRAWN = set(re.findall(r'id="([a-z-]+)"', (ROOT / "desk/frame/static/icons.svg").read_text()))
NAMED = re.compile(r'\bicon\("([a-z-]+)"')


def test_every_tab_of_the_vendors_desk_has_an_icon() -> None:
    assert {tab.icon for tab in TABS} <= DRAWN


def test_every_icon_that_a_template_names_is_drawn() -> None:
    templates = [
        *ROOT.glob("vendor_desk/templates/*.html"),
        *ROOT.glob("desk/*/templates/**/*.html"),
    ]
    named = {name for one in templates for name in NAMED.findall(one.read_text("utf-8"))}
    assert named - DRAWN == set()
