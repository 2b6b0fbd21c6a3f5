audit-command-line = 命令行
audit-field-starts_at = 开始
