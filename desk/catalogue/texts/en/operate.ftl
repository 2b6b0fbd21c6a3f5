operate-page-catalogue = Menus and stock
