audit-kind-readers = 第二读者列表
audit-action-reader-list = 查看了
audit-action-park-reader = 修改了第二读者设置：
audit-field-reader_mode = 第二读者
audit-field-reader_daily_calls = 每天询问次数
audit-field-reader_agreed_at = 同意时间
