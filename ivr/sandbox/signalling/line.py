"""The audio between the network and one page: WebRTC, offered by us, answered by the page."""

import asyncio
from collections.abc import Callable
from fractions import Fraction

from aioice import ice
from aiortc import MediaStreamTrack, RTCConfiguration, RTCPeerConnection, RTCRtpSender, RTCSessionDescription
from aiortc.mediastreams import MediaStreamError
from av import AudioFrame, AudioResampler

from ivr.sandbox.signalling.bad_line import BadLine
from ivr.sandbox.signalling.mixer import Party
from ivr.sandbox.signalling.sounds import PIECE, RATE, Sound, from_bytes

CODECS = ("audio/PCMU", "audio/opus")  # what Twilio offers a browser

# Audio stays on this machine: aioice would offer every address but the one that nobody else can reach.
ice.get_host_addresses = lambda **_: ["127.0.0.1"]


class Earpiece(MediaStreamTrack):
    """What the page plays: the ear's 20 ms, one after the other."""

    kind = "audio"

    def __init__(self, ear: "asyncio.Queue[Sound]") -> None:
        super().__init__()
        self._ear = ear
        self._played = 0  # samples

    async def recv(self) -> AudioFrame:
        """Give the next 20 ms; waits for them."""
        piece = await self._ear.get()
        frame = AudioFrame(format="s16", layout="mono", samples=PIECE)
        frame.planes[0].update(piece.tobytes())
        frame.sample_rate, frame.pts, frame.time_base = RATE, self._played, Fraction(1, RATE)
        self._played += PIECE
        return frame


class Line:
    """One page's audio. `lost` is called when it breaks or the page closes it."""

    def __init__(self, party: Party, bad_line: BadLine, lost: Callable[[], None]) -> None:
        self._party, self._bad_line, self._lost = party, bad_line, lost
        self._peer = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self._listening: asyncio.Task[None] | None = None
        self._peer.on("track", self._take_voice)
        self._peer.on("connectionstatechange", self._look)

    async def offer(self) -> str:
        """Give the offer (SDP) with the way to us in it."""
        self._peer.addTrack(Earpiece(self._party.ear))
        known = RTCRtpSender.getCapabilities("audio").codecs
        chosen = [codec for name in CODECS for codec in known if codec.mimeType == name]
        self._peer.getTransceivers()[0].setCodecPreferences(chosen)
        await self._peer.setLocalDescription(await self._peer.createOffer())
        return str(self._peer.localDescription.sdp)

    async def connect(self, answer: str) -> None:
        """Take the page's answer (SDP): audio flows from now on."""
        transport = self._peer.getSenders()[0].transport.transport
        transport._send = self._bad_line.between(transport._send)  # noqa: SLF001 - the one place where all packets pass
        await self._peer.setRemoteDescription(RTCSessionDescription(answer, "answer"))

    async def close(self) -> None:
        """End the audio."""
        self._lost = lambda: None
        if self._listening is not None:
            self._listening.cancel()
        await self._peer.close()

    def _look(self) -> None:
        if self._peer.connectionState in {"failed", "closed"}:
            self._lost()

    def _take_voice(self, track: MediaStreamTrack) -> None:
        self._listening = asyncio.create_task(self._listen(track))

    async def _listen(self, track: MediaStreamTrack) -> None:
        pieces = AudioResampler(format="s16", layout="mono", rate=RATE, frame_size=PIECE)
        try:
            while True:
                frame = await track.recv()
                for piece in pieces.resample(frame) if isinstance(frame, AudioFrame) else ():
                    self._party.speak(from_bytes(bytes(piece.planes[0])))
        except MediaStreamError:
            return  # the page sends no more
