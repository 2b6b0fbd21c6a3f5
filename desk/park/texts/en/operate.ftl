operate-page-calendar = Hours and calendar
operate-page-announcements = Announcements
