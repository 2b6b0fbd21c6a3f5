audit-command-line = 命令行
