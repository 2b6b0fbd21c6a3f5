shell-area-operate = Settings
