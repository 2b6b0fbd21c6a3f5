"""The WeChat platform, simulated: strict as the real one, with a phone for each person.

`Simulator` serves the platform's API and the phones; `Simulator.phone` is a person in a test.
Run it with `parkline simulate wechat`. docs/guides/simulating-wechat.md explains what it does.
"""

from parkline.simulate.wechat.app import Simulator
from parkline.simulate.wechat.config import App, Rules, Template
from parkline.simulate.wechat.phone import NotPossible, Phone
from parkline.simulate.wechat.world import World

__all__ = ["App", "NotPossible", "Phone", "Rules", "Simulator", "Template", "World"]
