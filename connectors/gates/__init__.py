"""The park's gates: their API, and the page that a pass is shown on."""
