"""Networks of parks at the desk: what is published, and who would like to be introduced."""
