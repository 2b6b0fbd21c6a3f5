"""WeCom: members of the park's own company, people outside it, and staff in a group."""
