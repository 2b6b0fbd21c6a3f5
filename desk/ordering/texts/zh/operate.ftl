operate-page-lockers = 快递柜
