"""The one area that the inbox's modules share."""

from desk.frame.routing import Area

area = Area("inbox")
