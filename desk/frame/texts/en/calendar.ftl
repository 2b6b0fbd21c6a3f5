calendar-saved = Saved; it holds from now on
