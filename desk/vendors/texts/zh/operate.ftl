operate-page-vendors = 商家与接口
