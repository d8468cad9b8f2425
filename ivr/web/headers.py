"""What every page tells the browser to refuse: foreign scripts, frames, guesses, copies on disk."""

from flask import Response

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types desk"
)
SPEAKING = "camera=(), geolocation=(), microphone=(self)"
"""What a page with a telephone in it may ask for: see `ivr.web.desk.softphone`."""
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
OWN = ("Content-Security-Policy", "Cross-Origin-Resource-Policy", "Permissions-Policy")
"""What a route may say for itself."""


def add_headers(response: Response) -> Response:
    """Add the headers; nothing is kept by browsers or proxies unless the route has said otherwise.

    A page may have a policy of its own, made from ours: see `ivr.web.desk.softphone`; recordings may be played by
    other pages: see `ivr.web.recordings`.
    """
    own = {name: response.headers[name] for name in OWN if name in response.headers}
    response.headers.update(HEADERS | own)
    response.headers.setdefault("Cache-Control", "no-store")
    return response
