shell-area-audit = 操作记录
