operate-page-visitors = Visitors
