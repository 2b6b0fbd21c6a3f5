"""What quotes bring to the API."""

from api.quotes import routes

RANK = 55
BRINGS = (routes.area,)
