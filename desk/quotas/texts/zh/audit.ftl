audit-action-park-quota = 修改了园区的用量上限
audit-field-quota_messages = 每分钟消息
audit-field-quota_turns = 同时处理的消息
audit-field-quota_webhooks = 每分钟商家通知
audit-field-quota_storage = 照片和文件（字节）
audit-field-share = 份额
