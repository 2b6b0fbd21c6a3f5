"""WeChat Pay v3 for tests and demos: what it refuses there, it refuses here.

A third party: it imports nothing of Parkline, has keys of its own, and is itself called by other
people's clients (tests/peers).
"""

from parkline.simulate.wechatpay.app import Simulator
from parkline.simulate.wechatpay.demo import demo_simulator
from parkline.simulate.wechatpay.keys import Identity, new_identity

__all__ = ["Identity", "Simulator", "demo_simulator", "new_identity"]
