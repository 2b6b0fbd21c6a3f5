"""The one area that the orders' modules share."""

from desk.routing import Area

area = Area("orders")
