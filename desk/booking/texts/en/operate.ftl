operate-page-booking = Rooms
