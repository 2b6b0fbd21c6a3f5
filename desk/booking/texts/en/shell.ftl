shell-area-booking = Rooms
