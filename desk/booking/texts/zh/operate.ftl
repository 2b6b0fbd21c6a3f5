operate-page-booking = 会议室与场地
