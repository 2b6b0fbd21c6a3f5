### Hours of rooms and courts that are sold. The same keys as zh.ftl.

hire-item = { $pool }, an hour
hire-category = Facilities
hire-unit = h
hire-line = { $thing }, { $minutes } min
