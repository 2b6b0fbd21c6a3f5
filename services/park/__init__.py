"""The park itself: its buildings, its calendar and hours, its announcements."""
