"""The sandbox as one web application: REST, control API and pages over one network."""

from flask import Flask

from ivr.sandbox.config import Config
from ivr.sandbox.control.app import control
from ivr.sandbox.lines import Line
from ivr.sandbox.network import Network
from ivr.sandbox.pages.app import pages
from ivr.sandbox.rest.app import rest


def create_app(network: Network, config: Config) -> Flask:
    """Return the application; the configuration's lines are connected at once."""
    app = Flask(__name__)
    app.json.sort_keys = False  # type: ignore[attr-defined] # the default provider has it
    for line in config.lines:
        network.lines[line.number] = Line(
            line.number,
            line.name,
            network.clock.now(),
            voice_url=line.voice_url,
            fallback_url=line.fallback_url,
            status_url=line.status_url,
        )
    app.register_blueprint(rest(network))
    app.register_blueprint(control(network))
    app.register_blueprint(pages(network, config))
    return app
