operate-page-channels = Channels
