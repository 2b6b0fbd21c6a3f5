inbox-intent-search_network = 查其他园区
inbox-intent-introduce = 请求牵线
