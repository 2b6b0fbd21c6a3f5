operate-page-lost = 失物招领
