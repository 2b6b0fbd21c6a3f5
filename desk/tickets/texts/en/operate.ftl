operate-page-sla = Service levels
