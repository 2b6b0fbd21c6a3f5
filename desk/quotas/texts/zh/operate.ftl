operate-page-quotas = 用量
