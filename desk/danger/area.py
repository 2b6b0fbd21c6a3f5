"""The one area that the modules about danger share."""

from desk.frame.routing import Area

area = Area("dangers")
