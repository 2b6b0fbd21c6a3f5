shell-area-inbox = Inbox
