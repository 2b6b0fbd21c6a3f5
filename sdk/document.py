"""Write the OpenAPI document of the API, of which the clients are made: document.py FILE"""

import json
import sys
from pathlib import Path

from api.frame.app import document

Path(sys.argv[1]).write_text(json.dumps(document(), ensure_ascii=False), "utf-8")
