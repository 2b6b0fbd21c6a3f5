"""python -m parkline"""

from parkline.cli import app

app()
