operate-page-reader = Second reader
