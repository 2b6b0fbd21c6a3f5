shell-area-lost = 失物招领
