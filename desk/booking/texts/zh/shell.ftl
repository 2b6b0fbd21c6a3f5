shell-area-booking = 房间
