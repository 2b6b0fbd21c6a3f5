shell-area-reports = Reports
