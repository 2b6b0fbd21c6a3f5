audit-kind-misread = 理解错的话
audit-action-misread-accepted = 通过了
audit-action-misread-rejected = 驳回了
audit-field-state = 状态
