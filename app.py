"""What gunicorn runs: `gunicorn app:app`."""

from ivr.assembly import build
from ivr.logs import log_to_stderr
from ivr.settings import Settings

settings = Settings.load()
log_to_stderr(settings.log_level)
app = build(settings).app
