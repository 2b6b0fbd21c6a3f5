audit-action-account-link = 连上了另一园区的账号：
audit-action-account-unlink = 断开了另一园区的账号：
audit-field-proof = 凭什么
