"""A visitor of the pages in words: what is seen, exactly; what is typed; one browser, without JavaScript."""

import re
from dataclasses import dataclass, field
from typing import Any, Self

from werkzeug.test import TestResponse

from ivr.prompts.pages import PageTexts
from ivr.prompts.template import Slot
from tests.phone.plain import PlainService
from tests.phone.webhooks import PUBLIC_URL
from tests.web.customer.reader import Seen, read

ANYBODY = "190.24.1.77"
CALL_US = ("call_us", "call_back_number")
"""The end where only an agent goes on, at an hour at which we may call: whom to call, or where we call."""


@dataclass
class Visit:
    """Somebody at the pages of an institution. With `twice`, every form is sent twice, as by a double click."""

    service: PlainService
    procedure: str = "activate"
    twice: bool = False
    address: str = ANYBODY
    institution: str = "serfinansa"
    client: Any = None
    page: Seen = field(default_factory=Seen)
    answers: list[TestResponse] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.client = self.client or self.service.parts.app.test_client()
        parts = self.service.parts
        self.texts = PageTexts.load(parts.settings.prompts_folder, parts.institutions)

    @property
    def path(self) -> str:
        """Give the address of the procedure."""
        return f"/{self.institution}/{self.procedure}"

    def comes(self) -> Self:
        """Open the page of the procedure."""
        return self.looks(self.path)

    def looks(self, path: str = "") -> Self:
        """Load a page, as with the key for refreshing."""
        answer = self._keep(self.client.get(path or self.path, **self._from()))
        assert answer.status_code == 200, answer.status
        self.page = read(answer.text)
        return self

    def begins(self) -> Self:
        """Open the page and press the button that begins."""
        return self.comes().sends(start="1")

    def types(self, *values: str) -> Self:
        """Fill in the fields in their order, and send them."""
        assert len(values) == len(self.page.fields), f"the page asks {self.page.fields}"
        return self.sends(self.page, **dict(zip(self.page.fields, values, strict=True)))

    def opens(self, message: str) -> Self:
        """Open the link of a message in this browser: the token leaves the address at once, and nothing is consumed."""
        address = message[message.index("http") :].split(maxsplit=1)[0]
        answer = self._keep(self.client.get(address, **self._from()))
        assert answer.status_code == 303, answer.status
        assert "enlace=" not in answer.location
        return self.looks(answer.location)

    def goes_on(self) -> Self:
        """Press the one button behind a link."""
        answer = self._keep(self.client.post(f"{self.path}/enlace", **self._from()))
        return self.looks(answer.location) if answer.status_code == 303 else self._seen(answer)

    def goes_back(self) -> Self:
        """Press the page's own button for going back."""
        return self.sends(wish="back")

    def sends(self, seen: Seen | None = None, **fields: str) -> Self:
        """Send a form: of the page that is open, or of one that was seen before."""
        form = (seen or self.page).hidden | fields
        for _ in range(2 if self.twice and "start" not in fields else 1):
            answer = self._keep(self.client.post(self.path, data=form, **self._from()))
            assert answer.status_code == 303, f"{answer.status}: {answer.text[:300]}"
        return self.looks(self.answers[-1].location)

    def sees(self, *names: str) -> Self:
        """See exactly these sentences and fields, by the names of their texts; one more or one less fails."""
        found = [self.name_of(said) for said in self.page.said] + self.page.fields
        assert found == list(names), f"expected {list(names)}\nseen     {found}\n{self.page.said} {self.page.mistakes}"
        return self

    def reads(self, *names: str) -> Self:
        """Read exactly these words about what is wrong, or about the page itself."""
        told = [self.name_of(text) for text in (*self.page.notices, *self.page.mistakes[1:])]
        assert told == list(names), f"expected {list(names)}, read {told}: {self.page.notices} {self.page.mistakes}"
        return self

    def name_of(self, text: str) -> str:
        """Give the name of a text."""
        for name, template in self.texts._texts[self.institution].items():
            if all(isinstance(part, Slot) for part in template.parts):
                continue  # would be the name of any text
            parts = ("(.+)" if isinstance(part, Slot) else re.escape(part) for part in template.parts)
            if re.fullmatch("".join(parts), text):
                return name
        return text

    def _seen(self, answer: TestResponse) -> Self:
        assert answer.status_code == 200, answer.status
        self.page = read(answer.text)
        return self

    def _from(self) -> dict[str, Any]:
        return {"base_url": PUBLIC_URL, "environ_base": {"REMOTE_ADDR": self.address}}

    def _keep(self, answer: TestResponse) -> TestResponse:
        self.answers.append(answer)
        return answer


def plain_text(visit: Visit) -> str:
    """Give the page that is open, without what is a form's own."""
    return re.sub(r'value="[^"]*"', "", visit.answers[-1].text)
