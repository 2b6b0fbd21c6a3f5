"""What outlets sell and when: menus, prices, stock, pictures, service windows."""
