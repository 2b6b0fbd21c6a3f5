operate-page-maintenance = Maintenance
