"""Every setting of the service: read from the environment once, checked, and all mistakes told together."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from ivr.errors import ConfigurationError

SHORTEST_SECRET_KEY, SHORTEST_TOKEN = 32, 16
OPEN_ON_THIS_MACHINE = ("127.0.0.1", "localhost", "[::1]")
SECRETS = {
    "twilio_auth_token",
    "twilio_api_secret",
    "secret_key",
    "redis_url",
    "database_url",
    "metrics_token",
    "smtp_url",
    "fingerprint_url",
}


def _public(url: str) -> str:
    """Refuse what Twilio's signatures cannot be checked against; a slash at the end is harmless."""
    parts = urlsplit(url)
    here = parts.netloc.rpartition(":")[0] in OPEN_ON_THIS_MACHINE or parts.netloc in OPEN_ON_THIS_MACHINE
    if parts.path.strip("/") or parts.query or parts.fragment or (parts.scheme != "https" and not here):
        raise ValueError
    return url.rstrip("/")


def _all_long_enough(keys: str) -> str:
    if min(map(len, split(keys))) < SHORTEST_SECRET_KEY:
        raise ValueError
    return keys


def _tokens(tokens: str) -> str:
    if min(map(len, split(tokens))) < SHORTEST_TOKEN:
        raise ValueError
    return tokens


def split(keys: str) -> tuple[str, ...]:
    """Give the members of a list that is written with commas."""
    return tuple(key.strip() for key in keys.split(","))


class Settings(BaseSettings):
    """The settings; each field is the environment variable of the same name, its description says what is allowed."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore")

    twilio_account_sid: str = Field(pattern=r"^AC[0-9a-f]{32}$", description="AC and 32 hexadecimal digits")
    twilio_auth_token: Annotated[str, AfterValidator(_tokens)] = Field(
        repr=False, description="the account's token, 16 characters or more; while it is changed, both with a comma"
    )
    twilio_api_key: str = Field(
        "", pattern=r"^(SK[0-9a-f]{32})?$", description="SK and 32 hexadecimal digits, or nothing"
    )
    twilio_api_secret: str = Field("", repr=False, description="the secret of TWILIO_API_KEY, or nothing")
    twilio_api_url: str = Field("https://api.twilio.com", pattern=r"^https?://\S+$", description="an http(s) address")
    twilio_signalling: str = Field(
        "", pattern=r"^((127\.0\.0\.1|localhost):\d{1,5})?$", description="127.0.0.1:<port>, or nothing"
    )
    twilio_sender: str = Field(
        pattern=r"^(\+\d{8,15}|\d{4,6}|MG[0-9a-f]{32}|[A-Za-z][A-Za-z0-9 ]{2,10})$",
        description="a number (+57...), a short code, a name, or a messaging service (MG...)",
    )
    public_url: Annotated[str, AfterValidator(_public)] = Field(
        pattern=r"^https?://[^/\s]+", description="https://<host> without a path; http:// only on this machine"
    )
    redis_url: str = Field(pattern=r"^(rediss?|unix)://\S+$", repr=False, description="redis://, rediss:// or unix://")
    database_url: str = Field(
        pattern=r"^(sqlite:///|postgresql\+psycopg://)\S+$",
        repr=False,
        description="postgresql+psycopg:// or sqlite:///",
    )
    secret_key: Annotated[str, AfterValidator(_all_long_enough)] = Field(
        repr=False, description="one or more keys of at least 32 characters, with commas between: the first one seals"
    )
    port: int = Field(8000, ge=1, le=65532, description="a number from 1 to 65532")
    institutions_folder: Path = Field(Path("institutions"), description="a folder with one TOML for each institution")
    prompts_folder: Path = Field(Path("voice_prompts"), description="a folder with a folder for each language")
    metrics_token: str = Field(
        "", pattern=r"^(\S{16,})?$", repr=False, description="16 characters or more without spaces, or nothing"
    )
    smtp_url: str = Field(
        "", pattern=r"^(smtps?://[^\s/]+)?$", repr=False, description="smtp:// or smtps:// and a host, or nothing"
    )
    fingerprint_url: str = Field(
        "",
        pattern=r"^(https://\S+|http://([^\s@/]+@)?(127\.0\.0\.1|localhost)[:/]\S*)?$",
        repr=False,
        description="https:// and the fingerprint readers' service (http:// only on this machine), or nothing",
    )
    vendor_folder: Path = Field(Path("node_modules"), description="the folder that `npm ci` fills")
    shared_numbers: str = Field(
        "",
        pattern=r"^(\+[1-9]\d{6,14}(\s*,\s*\+[1-9]\d{6,14})*)?$",
        description="telephone numbers as +576050000000, with commas between, or nothing",
    )
    proxies: int = Field(0, ge=0, le=5, description="how many proxies of yours add the visitor's address, from 0 to 5")
    log_level: str = Field("INFO", pattern=r"^(DEBUG|INFO|WARNING|ERROR)$", description="DEBUG, INFO, WARNING or ERROR")

    @property
    def twilio_auth_tokens(self) -> tuple[str, ...]:
        """All tokens: the first one is our password at the REST interface, every one may sign webhooks."""
        return split(self.twilio_auth_token)

    @property
    def shared_number_list(self) -> tuple[str, ...]:
        """All numbers for which documents are not counted, besides those of the tables."""
        return split(self.shared_numbers)

    @property
    def secret_keys(self) -> tuple[str, ...]:
        """All keys: the first one seals, every one opens."""
        return split(self.secret_key)

    @classmethod
    def load(cls, given: Mapping[str, str] = MappingProxyType({})) -> Self:
        """Read the environment; what is `given`, by the variables' names, goes before it.

        Raises ConfigurationError with one sentence for each setting that is wrong.
        """
        try:
            return cls.model_validate({name.lower(): value for name, value in given.items()})
        except ValidationError as errors:
            raise ConfigurationError([_sentence(error) for error in errors.errors()]) from None


def _sentence(error: ErrorDetails) -> str:
    """Say which setting, what was found there (of a secret only its length) and what is allowed."""
    name = str(error["loc"][0])
    allowed = Settings.model_fields[name].description
    return f"{name.upper()}: found {_found(name, error)}; allowed: {allowed}"


def _found(name: str, error: ErrorDetails) -> str:
    value: Any = error["input"]
    if error["type"] == "missing" or value == "":
        return "nothing"
    return f"{len(value)} characters that are not shown" if name in SECRETS else repr(value)
