shell-area-readers = Second reader
