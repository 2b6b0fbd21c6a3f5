calendar-saved = 已保存，现在就生效
