"""The one area that the modules about danger share."""

from desk.routing import Area

area = Area("dangers")
