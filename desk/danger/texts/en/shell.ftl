shell-area-dangers = Danger
