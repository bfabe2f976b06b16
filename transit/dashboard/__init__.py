"""The dashboard: Streamlit pages over an area, served on this computer only.

The only package that imports Streamlit, so that everything else can be used without it.
"""

from transit.dashboard.serving import serve

__all__ = ["serve"]
