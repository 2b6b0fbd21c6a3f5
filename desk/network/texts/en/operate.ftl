operate-page-network = Network
