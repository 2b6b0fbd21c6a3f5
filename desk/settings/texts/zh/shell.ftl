shell-area-operate = 设置
