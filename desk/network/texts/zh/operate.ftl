operate-page-network = 园区联盟
