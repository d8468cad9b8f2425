"""Hashing a key keeps no other call waiting, and says nothing."""

import subprocess
import sys

PROGRAM = """
from gevent import monkey
monkey.patch_all()
import gevent
from ivr.security.hashing import KeyHasher
hasher = KeyHasher(["a secret"])
turns = 0
def count():
    global turns
    while True:
        turns += 1
        gevent.sleep(0.001)
counter = gevent.spawn(count)
assert hasher.verify(hasher.hash("4816"), "4816") and not hasher.verify(hasher.hash("4816"), "4817")
print(turns)
"""


def test_other_greenlets_go_on_while_a_key_is_hashed() -> None:
    """Under gevent the hash is made in a thread: others have many turns meanwhile."""
    said = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, timeout=30)
    assert int(said.stdout) > 5


def test_a_wrong_key_leaves_nothing_in_the_terminal() -> None:
    """A key that does not match is no error of the service: no traceback is printed from the pool of threads."""
    said = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, timeout=30)
    assert said.stderr == ""
