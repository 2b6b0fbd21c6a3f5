operate-page-staff = 员工
