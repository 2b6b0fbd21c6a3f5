"""What the park brings to the API: its first page, buildings, announcements."""

from api.park import routes

RANK = 20
BRINGS = (routes.area,)
