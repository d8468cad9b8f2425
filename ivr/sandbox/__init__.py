"""A telephone network for one machine: lines, calls, queues, rooms and text messages, with no telephone company.

It meets the product only over HTTP, as Twilio does: the product's REST requests come in under
`/2010-04-01/Accounts/{AccountSid}/` (Basic auth, form bodies), and signed webhooks go out to the product.

Start it with `python -m ivr.sandbox --port 8001 [--signalling-port 8002] [--mail-port 8003] [--speed 1.0]
[--config FILE.json]`. It reads `TWILIO_ACCOUNT_SID`, `TWILIO_AUTH_TOKEN`, `TWILIO_API_KEY` and `TWILIO_API_SECRET`,
listens on 127.0.0.1 and forgets everything at its end. With `--signalling-port` agents' browsers are telephones, see
`signalling`; with `--mail-port` there is a mail server, and an inbox with what it took.

Speed 1 is real time, 50 is fifty times faster. Speed 0 is *as fast as possible*: speech takes no time, nobody's
silence ends a Gather (say so with `.../silence`), a ringing telephone answers at once, and what would loop takes 50 ms.

The control API (JSON in and out) is for pages, tests and terminals:

| request | what it does |
|---|---|
| `POST /sandbox/calls {from, to}` | dial a line; answers `{sid}` |
| `GET /sandbox/calls?limit=200` | the newest calls first, without their transcripts |
| `GET /sandbox/calls/{sid}` | one call: status, state, gather, queue, conference, transcript |
| `GET /sandbox/calls/{sid}/wait?after=N&timeout=5&state=gathering,ended` | the call, as soon as it rests (waits for \
keys, in a queue, in a room, ended) with a transcript longer than N; `settled` says whether it did in time |
| `GET /sandbox/calls/{sid}/events` | server-sent events `entry` and `call`; `Last-Event-ID` is the last entry seen |
| `POST /sandbox/calls/{sid}/keys {digits}` | press keys; answers `{after}`, to be given to `wait` |
| `POST /sandbox/calls/{sid}/speech {text}` | the person says something; answers `heard_by`: the calls that \
heard it in their room |
| `POST /sandbox/calls/{sid}/silence` | the caller lets the time of the open Gather pass; 409 when none is open |
| `POST /sandbox/calls/{sid}/answer`, `/reject`, `/hangup` | a ringing telephone is answered or refused; hang up |
| `GET /sandbox/messages?to=` | text messages, newest first |
| `GET /sandbox/emails?to=` | e-mails that the mail server took, newest first, with text, HTML and links |
| `POST /sandbox/visits {to, key}` | follow the newest link that came to an address or number, and type the key on its \
page; answers `{page}`, the heading at its end |
| `GET /sandbox/recordings` | recordings, with the keys and the voices that they heard |
| `GET /sandbox/rooms` | open rooms: who is in them, and whom each of them hears |
| `GET /sandbox/softphones` | open browser telephones, their calls, how loud each says and hears (dB) |
| `GET /sandbox/log?after=N` | webhooks made, with their answers; warnings about TwiML; `pending` still on their way |
| `GET/POST/DELETE /sandbox/faults {kind, times, match, seconds}` | faults on demand; kinds in `faults.py` |
| `GET/POST /sandbox/endpoints {endpoint, behaviour}` | see `endpoints.py`; `client:...` or a number |
| `GET/POST /sandbox/clock {speed, patient}` | the speed of time, and the time; patient: Gathers wait real seconds |
| `POST /sandbox/clock {ahead}` | so many seconds pass at once |
| `GET /sandbox/config` | lines, handsets, scenarios and whether the desk is known |

States of a call: ringing, fetching, speaking, gathering, recording, queued, conference, connected, ended.
Kinds of entries: ring, say, play, pause, music, key, lost-key, heard-key, voice, heard-voice, silence, queue,
conference, hold, beep, connected, dial, record, redirect, sms, warning, error, hangup.
"""
