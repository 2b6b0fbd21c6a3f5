shell-area-visitors = Visitors
