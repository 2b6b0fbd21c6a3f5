operate-page-channels = 渠道账号
