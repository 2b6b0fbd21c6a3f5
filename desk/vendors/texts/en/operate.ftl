operate-page-vendors = Vendors
