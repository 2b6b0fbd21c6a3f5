operate-page-danger = 危险
