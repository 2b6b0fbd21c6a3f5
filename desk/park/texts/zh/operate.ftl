operate-page-calendar = 时间与日历
operate-page-announcements = 公告
