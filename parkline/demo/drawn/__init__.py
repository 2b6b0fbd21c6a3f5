"""Draws the pictures of the demo's dishes: `python -m parkline.demo.drawn`.

What it draws is kept in parkline/demo/pictures, so that seeding needs no drawing.
"""
