operate-page-catalogue = 菜单与库存
