operate-page-canned = Canned replies
