operate-page-canned = 常用语
