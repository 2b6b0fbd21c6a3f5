"""The one area that the tickets' modules share."""

from desk.routing import Area

area = Area("tickets")
