"""How patient the network shall be with our webhooks: it connects, waits and asks again as this fragment of a URL says.

Every webhook of ours may be asked twice: openings and turns are idempotent, waits always fresh, events deduplicated.
Source: https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
"""

RETRIED = "#ct=1500&rt=4000&rc=2&rp=ct,rt,5xx"
"""1.5 s to connect, 4 s to answer, two more tries after either or after a 5xx; 15 s in all, whatever is asked for."""
