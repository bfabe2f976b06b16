"""Entry for ``streamlit run streamlit_app.py``: the dashboard over the area in TRANSIT_AREA."""

import os
from pathlib import Path

from transit.dashboard.serving import AREA_VARIABLE, make_app

_area = os.environ.get(AREA_VARIABLE, "")

app = make_app(Path(_area) if _area else None)
