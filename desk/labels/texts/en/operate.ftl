operate-page-labels = Labels
