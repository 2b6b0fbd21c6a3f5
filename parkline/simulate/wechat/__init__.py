"""The WeChat platform, simulated, strict as the real one.

`Simulator` serves the platform's API; `Simulator.phone` is a person in a test, who follows, writes
and presses. docs/simulating-wechat.md explains what it does.
"""

from parkline.simulate.wechat.app import Simulator
from parkline.simulate.wechat.config import App, Rules, Template
from parkline.simulate.wechat.phone import NotPossible, Phone
from parkline.simulate.wechat.world import World

__all__ = ["App", "NotPossible", "Phone", "Rules", "Simulator", "Template", "World"]
