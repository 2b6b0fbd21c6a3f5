operate-page-visitors = 访客
