"""Reports of something broken or dangerous, and complaints."""
