"""How Streamlit is set up: nothing leaves this computer, and nothing needless is shown.

``.streamlit/config.toml`` at the project's root says the same for ``streamlit run``.
"""

from collections.abc import Mapping
from typing import Final

INK: Final = "#0b0c0c"
QUIET_INK: Final = "#505a5f"
PRIMARY: Final = "#1d70b8"
PAPER: Final = "#ffffff"
WARM_PAPER: Final = "#f7f4ef"
LINE: Final = "#cfc8bd"

SETTINGS: Final[Mapping[str, object]] = {
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.toolbarMode": "minimal",
    "server.enableCORS": True,
    "server.enableXsrfProtection": True,
    "server.fileWatcherType": "none",
    "server.headless": True,
    "server.showEmailPrompt": False,
    "theme.base": "light",
    "theme.primaryColor": PRIMARY,
    "theme.backgroundColor": PAPER,
    "theme.secondaryBackgroundColor": WARM_PAPER,
    "theme.textColor": INK,
    "theme.grayTextColor": QUIET_INK,
    "theme.redTextColor": "#7d1712",
    "theme.yellowTextColor": "#533f00",
    "theme.greenTextColor": "#004f2a",
    "theme.blueTextColor": "#144e81",
    "theme.linkColor": PRIMARY,
    "theme.linkUnderline": True,
    "theme.borderColor": LINE,
    "theme.showWidgetBorder": True,
    "theme.baseFontSize": 18,
    "theme.baseRadius": "6px",
    "theme.buttonRadius": "6px",
    "theme.headingFontSizes": ["2rem", "1.5rem", "1.2rem", "1.05rem", "1rem", "1rem"],
    "theme.headingFontWeights": [700, 700, 700, 600, 600, 600],
}
"""Streamlit options by dotted name; address and port are set by whoever serves."""
