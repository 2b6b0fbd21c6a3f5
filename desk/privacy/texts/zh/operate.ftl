operate-page-retention = 保存期限
