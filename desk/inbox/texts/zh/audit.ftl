audit-kind-conversation = 对话
audit-kind-conversations = 对话搜索
audit-action-conversation-look = 查看了
audit-action-conversation-search = 搜索了
audit-field-conversations = 找到的对话
audit-field-conversation = 所属对话
