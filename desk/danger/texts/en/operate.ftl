operate-page-danger = Danger
