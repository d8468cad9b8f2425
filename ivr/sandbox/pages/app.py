"""All pages under one roof."""

from urllib.parse import urlsplit

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from ivr.sandbox.config import Config
from ivr.sandbox.network import Network
from ivr.sandbox.pages.desk_demo import desk_demo
from ivr.sandbox.pages.fingers import fingers, readers
from ivr.sandbox.pages.home import home
from ivr.sandbox.pages.mail import mail
from ivr.sandbox.pages.phone import phone

POLICY = "default-src 'self'; media-src *; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'"


def pages(network: Network, config: Config) -> Blueprint:
    """Return the routes of all pages."""
    routes = Blueprint("pages", __name__)
    for part in (home, phone, mail, fingers, readers, desk_demo):
        routes.register_blueprint(part(network, config))

    @routes.before_request
    def use_one_name() -> AnyResponse | None:
        """Cookies of the desk belong to 127.0.0.1: `localhost` would not carry them."""
        address = urlsplit(request.url)
        if address.hostname != "localhost":
            return None
        return redirect(address._replace(netloc=f"127.0.0.1:{address.port}").geturl(), 307)

    @routes.after_request
    def protect(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response

    @routes.errorhandler(HTTPException)
    def refuse(error: HTTPException) -> tuple[str, int]:
        return render_template("refused.html", message=error.description), error.code or 500

    return routes
