operate-page-retention = Retention
