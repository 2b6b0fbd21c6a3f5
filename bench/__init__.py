"""What Parkline costs and bears, measured: `python -m bench [names]`. See docs/performance.md."""
