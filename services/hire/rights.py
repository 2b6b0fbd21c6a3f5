"""What each process may do to the tables of what hours cost."""

from services.kit.rights import WRITE, Rights, catalogue, work

RIGHTS = Rights({"hour_price": catalogue("riud"), "booking_charge": work(WRITE, WRITE)})
