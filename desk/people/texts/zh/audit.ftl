audit-action-person-edit = 修改了资料：
audit-field-changed = 改动
