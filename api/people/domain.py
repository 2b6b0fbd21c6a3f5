"""What people bring to the API: signing in, and what is their own."""

from api.people import me, my_data, parks, pushes, session, tokens

RANK = 10
BRINGS = (session.login, session.area, me.area, my_data.area, parks.area, pushes.area, tokens.area)
