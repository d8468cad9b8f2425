"""TwiML's verbs, a file for each idea, and the table by which they are found."""

from collections.abc import Callable, Mapping

from ivr.sandbox.execution import Execution
from ivr.sandbox.twiml import Verb
from ivr.sandbox.verbs.dial import dial
from ivr.sandbox.verbs.enqueue import enqueue
from ivr.sandbox.verbs.flow import hangup, leave, redirect, reject
from ivr.sandbox.verbs.gather import gather
from ivr.sandbox.verbs.record import record
from ivr.sandbox.verbs.sound import sound

VERBS: Mapping[str, Callable[[Execution, Verb], None]] = {
    "Say": sound,
    "Play": sound,
    "Pause": sound,
    "Gather": gather,
    "Redirect": redirect,
    "Hangup": hangup,
    "Reject": reject,
    "Enqueue": enqueue,
    "Leave": leave,
    "Dial": dial,
    "Record": record,
}
