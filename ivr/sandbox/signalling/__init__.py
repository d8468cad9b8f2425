"""The agents' browser telephones: what Twilio's Voice SDK talks to on this machine, with real audio.

It is a program of its own (`python -m ivr.sandbox.signalling`), started and told what to do by the network
(`network.softphones`), since audio every 20 ms and a thousand waiting calls should not wait for each other. It listens
on 127.0.0.1 without encryption, at the path `/signal`; the SDK's own option `chunderw` names it, and a page must open
`ws:` where the SDK says `wss:`, for no browser believes a certificate of this machine.

What the SDK (2.x) and it say to each other is JSON `{type, payload}`; an empty line every few seconds says that the
other end lives:

| from the page | answer |
|---|---|
| `listen {token, reconnectTimeout}` | `connected {token: {identity, ttl}}`; `error` 31204 (invalid), 31205 (expired) |
| `register {media: {audio}}` | `ready`, or `offline` when the page takes no more calls |
| `answer {callsid, sdp}`, `reject {callsid}` | the ringing call is taken or refused |
| `dtmf {callsid, dtmf}`, `hangup {callsid}` | keys, and the end |
| `invite {callsid, reconnect}` | `answer {callsid}`: a page whose connection broke has its call again |

| to the page | when |
|---|---|
| `invite {callsid, sdp, parameters, reconnect}` | the identity is called: every page of it rings |
| `cancel {callsid}` | the caller gave up, or another page of the identity answered |
| `hangup {callsid}` | the other end is gone |

Not played: calls that a page makes, messages within a call, and a new way for the audio when the machine's network
changes (`reinvite`).
"""
