operate-page-labels = 标签
