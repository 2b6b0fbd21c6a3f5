operate-page-lost = Lost and found
