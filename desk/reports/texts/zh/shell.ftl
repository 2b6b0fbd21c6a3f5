shell-area-reports = 报表
