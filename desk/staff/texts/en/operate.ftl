operate-page-staff = Staff
