"""The one area that the tickets' modules share."""

from desk.frame.routing import Area

area = Area("tickets")
