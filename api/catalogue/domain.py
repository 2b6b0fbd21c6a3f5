"""What outlets bring to the API: menus and items."""

from api.catalogue import routes

RANK = 30
BRINGS = (routes.area,)
