"""One tree of errors: what can go wrong, and who hears of it.

::
    IvrError
    ├── ConfigurationError      a table or a setting is wrong: the engineer reads all mistakes at once
    ├── ScriptError             a script broke a rule of the replay: logged, the caller starts again at the menu
    │   └── JournalMismatch     the script changed under a live call
    ├── WebhookRefused          a webhook that is not Twilio's, or is malformed: answered 4xx, no effect
    ├── SwitchboardRefused      the telephone network refuses a command (`code` is Twilio's number)
    ├── MailRefused             the mail server refuses an e-mail (`final`: and will not take it later)
    ├── ConflictError           somebody else was first: reload, and look where the call stands
    ├── CallUnknown             nobody knows this call (any more)
    │   └── CallEnded           it is over, and all that it held was wiped
    ├── DeskError               an agent asked for something that cannot be done: the desk says why
    └── Journaled               what a script catches; written into the journal like an answer
        ├── Unavailable         an outside part is down or too slow
        ├── LimitReached        too many failures or too many codes: only a person can help
        ├── CodeRefused         the typed code is wrong, used, too old, or was never sent
        ├── NoMobile            there is no registered mobile to send a code to
        ├── MobileDiffers       the mobile that was typed is not the registered one
        ├── NoProducts          the customer has nothing that questions could be asked about
        ├── AnswersWrong        not every question on the customer's products was answered right
        ├── NoEmail             there is no registered e-mail to send a link to
        ├── KeyRefused          the new key breaks the policy; carries the rules that it breaks
        ├── KeyWrong            the current key does not match
        ├── KeyExpired          the current key is right, and was temporary: its time is over
        ├── HumanCheckFailed    what was typed does not show that a person typed it
        ├── CapsuleFailed       the room could not be made private: nothing secret is asked
        ├── PageLeft            the page on which a conversation went on was left, or never opened
        ├── CallBackRefused     a call-back cannot be made, or is over
        ├── HandoffEnded        a transfer that ended otherwise than at the keypad
        │   ├── NotConfirmed    the agent could not confirm who is calling
        │   ├── AgentLost       the agent's line broke
        │   ├── AgentFinished   the agent helped, and ended the conversation
        │   ├── QueueClosed     outside opening hours, closed by a supervisor, or nobody is signed in
        │   ├── QueueFull       more callers wait than the table allows
        │   ├── QueueFailed     the network's queue does not work
        │   ├── OnlyByTelephone a page has no agent: the visitor is told whom to call
        │   ├── CallBackAsked   the caller wants to be called back, and keeps the place
        │   └── QueueLeft       the caller pressed the star while waiting: back to the menu
        └── CallerWish          what a caller, or the agent beside them, asked for instead of answering
            ├── AgentWanted     the key 0
            ├── AnotherCodeWanted   on a page: the code did not arrive
            ├── TriesExhausted  three answers that did not match, or three silences
            └── TakenBack       the agent took the caller back from the keypad
"""

from typing import ClassVar


class IvrError(Exception):
    """The root: every error of this project."""


class ConfigurationError(IvrError):
    """Tables or settings are wrong. `mistakes` has one sentence each: file, key, found, allowed."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


class ScriptError(IvrError):
    """A script broke a rule of the replay; the message names the rule."""


class JournalMismatch(ScriptError):
    """Journal and script disagree: the script was changed under a live call."""


class WebhookRefused(IvrError):
    """A webhook without a valid signature, shape or token. `status` is the HTTP status, 400 to 499."""

    def __init__(self, reason: str, status: int = 403) -> None:
        super().__init__(reason)
        self.status = status


class SwitchboardRefused(IvrError):
    """The telephone network refuses a command; `code` is Twilio's number, for example 20404 or 21614."""

    def __init__(self, code: int, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code


class MailRefused(IvrError):
    """The mail server surely did not take an e-mail; `final` when another try will not help."""

    def __init__(self, *, final: bool) -> None:
        super().__init__("refused" if final else "refused for now")
        self.final = final


class ConflictError(IvrError):
    """A compare-and-set lost: somebody else changed the record first."""


class CallUnknown(IvrError):
    """There is no such call: it never came to us, or it was lost with the live state."""


class CallEnded(CallUnknown):
    """The call is over; what it held was wiped."""


class DeskError(IvrError):
    """An agent's action that cannot be done now. `code` is a stable word that the desk translates, with `detail`."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(detail or code)
        self.code, self.detail = code, detail


class Journaled(IvrError):
    """An outcome that a script may catch. Only `detail` (one string) survives between two turns."""

    kinds: ClassVar[dict[str, type["Journaled"]]] = {}

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail)
        self.detail = detail

    def __init_subclass__(cls) -> None:
        """Make each kind known by its name, so that a journal can name it."""
        Journaled.kinds[cls.__name__] = cls


class Unavailable(Journaled):
    """An outside part is down or answered too late."""


class LimitReached(Journaled):
    """Too many failures, codes or documents. `detail` names the limit; the caller is never told which."""


class CodeRefused(Journaled):
    """`detail` is one of wrong and the tries left (`wrong 2`), expired, used, exhausted, none, office (a branch's)."""


class NoMobile(Journaled):
    """The customer has no registered mobile."""


class MobileDiffers(Journaled):
    """The mobile that was typed is not the registered one; an unknown customer's never is."""


class NoProducts(Journaled):
    """The customer has none of the products that the institution's table asks about."""


class AnswersWrong(Journaled):
    """At least one answer was wrong; nobody is told which."""


class NoEmail(Journaled):
    """The customer has no registered e-mail address."""


class KeyRefused(Journaled):
    """`detail` lists the broken rules, separated by commas (see `ivr.security.keys`)."""


class KeyWrong(Journaled):
    """The current key does not match."""


class KeyExpired(Journaled):
    """The temporary key was right once; another one is needed."""


class HumanCheckFailed(Journaled):
    """What was typed does not show a person; counted apart from proofs, for nothing of a customer was guessed."""


class CapsuleFailed(Journaled):
    """The room could not be made private."""


class PageLeft(Journaled):
    """`detail` is unopened (its link), idle (nobody touched it), over (it was open too long), agent (key 0) or back."""


class HandoffEnded(Journaled):
    """A transfer that ended otherwise than at the keypad."""


class NotConfirmed(HandoffEnded):
    """The agent could not confirm who is calling."""


class AgentLost(HandoffEnded):
    """The agent's line broke while they talked."""


class AgentFinished(HandoffEnded):
    """The agent helped without the keypad and ended the conversation."""


class QueueClosed(HandoffEnded):
    """`detail` is staff (nobody is signed in), closed (by a supervisor), or for how long: see `ivr.hours`."""


class QueueFull(HandoffEnded):
    """More callers wait than the institution's table allows."""


class QueueFailed(HandoffEnded):
    """The network's queue does not work. `detail` is its word for that."""


class QueueLeft(HandoffEnded):
    """The caller pressed the star while waiting."""


class OnlyByTelephone(HandoffEnded):
    """On a page nobody can be transferred to: an agent helps by telephone, or at a branch."""


class CallBackAsked(HandoffEnded):
    """The caller left the queue to be called back; their place is kept."""


class CallBackRefused(Journaled):
    """`detail` is hours (nobody may be called now), number, place (it is not kept any more), closed, off or over."""


class CallerWish(Journaled):
    """Something asked for instead of an answer."""


class AgentWanted(CallerWish):
    """The key 0."""


class AnotherCodeWanted(CallerWish):
    """The button of a page that asks for another code."""


class TriesExhausted(CallerWish):
    """Three answers that did not match, or three silences. `detail` is the step's name."""


class KeyKept(CallerWish):
    """The key that the caller has already, instead of a new one."""


class TakenBack(CallerWish):
    """The agent took the caller back from the keypad."""
