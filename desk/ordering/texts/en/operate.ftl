operate-page-lockers = Lockers
