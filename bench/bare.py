"""The yardstick: the least that a telephone service in Flask does, written as the official documentation shows it.

It checks the signature, asks Redis once, and makes the same TwiML with the official library. It remembers nothing,
reads no answers, and says in each turn what the product said in the turn with the same number.
"""

import json
import os
from pathlib import Path
from typing import Any

from flask import Flask, Response, abort, request
from redis import Redis
from twilio.request_validator import RequestValidator
from twilio.twiml.voice_response import Gather, VoiceResponse

RETRIED = "#ct=1500&rt=4000&rc=2&rp=ct,rt,5xx"
app = Flask("bare")
validator = RequestValidator(os.environ["TWILIO_AUTH_TOKEN"])
redis = Redis.from_url(os.environ["REDIS_URL"], decode_responses=True)
questions: list[dict[str, Any]] = json.loads(Path(os.environ["BENCH_QUESTIONS"]).read_text())
FIRST, ROUND = int(os.environ["BENCH_FIRST"]), int(os.environ["BENCH_ROUND"])


@app.get("/healthz")
def healthz() -> str:
    """Say that the server is there."""
    return "ok"


@app.post("/voice/incoming")
def incoming() -> Response:
    """Answer a call."""
    return answer(1, "A" * 22)


@app.post("/voice/turn/<int:number>")
def turn(number: int) -> Response:
    """Answer the caller's keys."""
    return answer(number, request.args["token"])


def answer(number: int, token: str) -> Response:
    """Check, ask Redis, and speak."""
    if not validator.validate(request.url, request.form, request.headers.get("X-Twilio-Signature", "")):
        abort(403)
    redis.hget(f"bare:{request.form['CallSid']}", "state")
    question = questions[number - 1 if number <= FIRST else FIRST + (number - 1 - FIRST) % ROUND]
    response = VoiceResponse()
    gather = Gather(
        action=f"{os.environ['PUBLIC_URL']}/voice/turn/{number + 1}?token={token}{RETRIED}",
        method="POST",
        input="dtmf",
        num_digits=question["numDigits"],
        finish_on_key=question["finishOnKey"],
        timeout=question["timeout"],
        action_on_empty_result=True,
    )
    for sentence in question["sentences"]:
        gather.say(sentence["text"], voice=sentence["voice"], language=sentence["language"])
    response.append(gather)
    return Response(str(response), mimetype="text/xml")
