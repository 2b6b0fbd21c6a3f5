### Hours of rooms and courts that are sold. The same keys as zh.ftl.

hire-item = { $pool }, an hour
hire-unit = h
hire-line = { $thing }, { $minutes } min
