audit-kind-retention = 保存期限
audit-action-retention-edit = 修改了保存期限
audit-field-days = 天数
