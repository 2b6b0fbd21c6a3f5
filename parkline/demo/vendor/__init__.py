"""A vendor's kitchen screen, written as a third party would: it knows the contract, not our code.

Run it with `python -m parkline.demo.vendor`. docs/guides/adding-a-vendor.md explains what it does.
"""
