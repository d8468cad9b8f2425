"""Callbacks that nobody waits for: sent in order, one after the other, and their failures only logged."""

import threading
from collections import deque

from ivr.sandbox.webhook import Hook, Postman, WebhookFailed


class Courier:
    """Carries the callbacks of one call, room or message, in the background."""

    def __init__(self, postman: Postman) -> None:
        self._postman = postman
        self._waiting: deque[Hook] = deque()
        self._lock = threading.Lock()
        self._busy = False

    def send(self, hook: Hook) -> None:
        """Send a callback after those already waiting."""
        with self._lock:
            self._waiting.append(hook)
            self._postman.pending += 1
            if self._busy:
                return
            self._busy = True
        threading.Thread(target=self._work, daemon=True).start()

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._waiting:
                    self._busy = False
                    return
                hook = self._waiting.popleft()
            try:
                self._postman.deliver(hook)
            except WebhookFailed:
                continue  # the postman wrote it into the log; Twilio, too, does no more
            finally:
                self._postman.pending -= 1
