shell-area-readers = 第二读者
