"""The one area that the orders' modules share."""

from desk.frame.routing import Area

area = Area("orders")
