operate-page-sla = 服务时限
