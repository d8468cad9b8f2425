"""The browser of the tests: Debian's headless shell, at half the cost, or all of Chromium where that one is missing.

Only the whole one asks people whether a page may use their microphone.
"""

import shutil

ALL_OF_CHROMIUM = "/usr/bin/chromium"
CHROMIUM = shutil.which("chromium-headless-shell") or ALL_OF_CHROMIUM
