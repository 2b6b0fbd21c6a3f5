shell-area-inbox = 会话
