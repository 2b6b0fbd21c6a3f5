operate-page-rules = Rules
