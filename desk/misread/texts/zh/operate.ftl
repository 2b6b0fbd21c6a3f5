operate-page-misread = 理解错的话
