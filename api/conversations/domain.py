"""What the conversation brings to the API."""

from api.conversations import routes
from api.frame.shortcuts import Shortcut

RANK = 70
BRINGS = (routes.area, Shortcut("ask"))
