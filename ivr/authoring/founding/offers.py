"""The procedures and documents that a new institution may offer: how each is called, where it is played, its needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

PHONE, WEB = "phone", "web"
BOTH = (PHONE, WEB)
NUMERIC, LETTERED = "digits", "letters"
FIRST_KEY = "A code to the registered mobile, which the customer has to name; for a first key only."
TYPED = "A human check, a code to the registered mobile, and a temporary key that serves for a day; lower limits."
SENT = "The temporary key goes to a registered contact, serves once and for a day; every other contact is told."
MAILBOX = "A link to the registered e-mail is the only proof: once, for half an hour; every contact is told."
WAY_IN = "The way in: whoever has the key comes in with it."


@dataclass(frozen=True, slots=True)
class Offer:
    """A procedure as it is offered: labels for agents and on pages, and the option that a line says.

    `said` is empty where the prompts of all institutions have the option. With `agent` an agent checks who calls;
    `reason` says why one proof is enough where there is no second one. `signs` (digits, letters) is empty where
    any key will do; `needs` names the further parts of the table.
    """

    label: str
    title: str = ""
    said: str = ""
    agent: bool = False
    played: tuple[str, ...] = BOTH
    reason: str = ""
    signs: str = ""
    needs: tuple[str, ...] = ()


OFFERS: Mapping[str, Offer] = MappingProxyType(
    {
        "activate": Offer("Activar clave", "Activar mi clave", agent=True, reason=FIRST_KEY),
        "change": Offer("Cambiar clave", "Cambiar mi clave"),
        "restore": Offer("Restablecer clave", agent=True, played=(PHONE,)),
        "office_code": Offer("Usar el código de una oficina", "Usar el código de una oficina", needs=("branch",)),
        "recover": Offer(
            "Recuperar clave",
            "Recuperar mi clave",
            reason=TYPED,
            signs=NUMERIC,
            needs=("temporary", "terms", "human_check"),
        ),
        "enter": Offer(
            "Poner la clave definitiva",
            "Ingresar y poner mi clave definitiva",
            reason=TYPED,
            signs=NUMERIC,
            needs=("temporary", "terms", "human_check"),
        ),
        "regain": Offer(
            "Clave nueva",
            "Olvidé o bloqueé mi clave",
            said="Para tener una clave nueva, marque {key:digits}.",
            needs=("link", "mail", "security_questions"),
        ),
        "sent_key": Offer(
            "Clave temporal",
            "Pedir una clave temporal",
            said="Para recibir una clave temporal, marque {key:digits}.",
            reason=SENT,
            signs=LETTERED,
            needs=("temporary", "link", "mail"),
        ),
        "private_zone": Offer(
            "Zona privada",
            "Entrar a la zona privada",
            played=(WEB,),
            reason=WAY_IN,
            signs=LETTERED,
            needs=("temporary",),
        ),
        "reset": Offer(
            "Restablecer clave de usuario",
            "Restablecer mi clave de usuario",
            said="Para restablecer su clave de usuario, marque {key:digits}.",
            reason=MAILBOX,
            signs=LETTERED,
            needs=("link", "mail", "terms", "companies"),
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Document:
    """A type of identity document: label, shortest and longest number, whether it has letters, or names a company."""

    label: str
    shortest: int
    longest: int
    letters: bool = False
    company: bool = False


DOCUMENTS: Mapping[str, Document] = MappingProxyType(
    {
        "CC": Document("Cédula de ciudadanía", 6, 10),
        "CE": Document("Cédula de extranjería", 6, 7),
        "TI": Document("Tarjeta de identidad", 10, 11),
        "PPT": Document("Permiso por protección temporal", 6, 8),
        "NIT": Document("NIT", 9, 9, company=True),
        "FID": Document("FID", 4, 8, company=True),
        "PA": Document("Pasaporte", 5, 12, letters=True),
    }
)
