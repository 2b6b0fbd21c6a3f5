shell-area-visitors = 访客
