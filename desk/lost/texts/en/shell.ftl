shell-area-lost = Lost and found
