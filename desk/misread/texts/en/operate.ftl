operate-page-misread = Misread messages
