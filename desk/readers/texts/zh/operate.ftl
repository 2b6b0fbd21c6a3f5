operate-page-reader = 第二读者
