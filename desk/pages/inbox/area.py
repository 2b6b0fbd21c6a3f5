"""The one area that the inbox's modules share."""

from desk.routing import Area

area = Area("inbox")
