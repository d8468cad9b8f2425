"""The customers of the demo: everything about them is invented, and each shows another case."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

QUESTIONS = (
    "birth_date",
    "document_issue_date",
    "mother_surname",
    "card_last_four",
    "registered_address_city",
    "last_payment_month",
)


@dataclass(frozen=True, slots=True)
class DemoProduct:
    """A product of a customer: see `ivr.stores.schema.ProductRecord`; `opened` as 2014-03-09."""

    kind: str
    last_four: str
    opened: str
    office: str
    instalment: int = 0


@dataclass(frozen=True, slots=True)
class DemoUser:
    """A user of a company: its document (`type number`), the name given to the user, and administrator or agent."""

    company: str
    name: str
    role: str = "administrator"


@dataclass(frozen=True, slots=True)
class DemoCustomer:
    """A customer: document (`type number`), mobile (E.164, or empty), present key (or empty), and checklist answers.

    `answers` are those of `questions`, in that order, separated by bars; `note` says which case this is. `new_mobile`
    is one that they have and the bank does not know; `email` the registered address (or empty);
    `recognition` the image and phrase that they have chosen, with a bar between.
    """

    note: str
    name: str
    document: str
    mobile: str
    key: str
    answers: str
    blocked: bool = False
    frozen: bool = False
    new_mobile: str = ""
    email: str = ""
    questions: tuple[str, ...] = QUESTIONS
    recognition: str = ""
    products: tuple[DemoProduct, ...] = ()
    user: DemoUser | None = None

    @property
    def document_type(self) -> str:
        """Give the type, as in the institution's table."""
        return self.document.split()[0]

    @property
    def document_number(self) -> str:
        """Give the number as it is typed."""
        return self.document.split()[1]

    @property
    def answer_by_question(self) -> dict[str, str]:
        """Give the answers by the question's id."""
        return dict(zip(self.questions, self.answers.split("|"), strict=True))


SERFINANSA = (
    DemoCustomer(
        "olvidó su clave",
        "María Fernanda Pérez Gómez",
        "CC 1032456789",
        "+573000000001",
        "4862",
        "1987-05-17|2005-08-22|Gómez|7731|Barranquilla|febrero",
    ),
    DemoCustomer(
        "bloqueó su clave con intentos errados",
        "Jorge Luis Cantillo Ruiz",
        "CC 72184563",
        "+573000000002",
        "9305",
        "1979-11-03|1997-12-15|Ruiz|4402|Soledad|enero",
        blocked=True,
    ),
    DemoCustomer(
        "no tiene celular registrado",
        "Ana Lucía Barrios de la Hoz",
        "CC 32756184",
        "",
        "6174",
        "1964-02-29|1982-04-10|De la Hoz|9058|Santa Marta|marzo",
        new_mobile="+573000000003",
    ),
    DemoCustomer(
        "su celular registrado es viejo; el nuevo es +573000000014",
        "Carlos Andrés Núñez Vergara",
        "CC 1045671238",
        "+573000000004",
        "2749",
        "1991-09-30|2009-10-05|Vergara|3316|Cartagena|diciembre",
        new_mobile="+573000000014",
    ),
    DemoCustomer(
        "aún no tiene clave",
        "Valentina Rosa Charris Ospino",
        "CC 1193204857",
        "+573000000005",
        "",
        "2003-06-12|2021-06-28|Ospino|5527|Malambo|febrero",
    ),
    DemoCustomer(
        "tiene cédula de extranjería",
        "Giulia Bianchi",
        "CE 412873",
        "+573000000006",
        "8160",
        "1985-12-01|2018-03-14|Rossi|6640|Bogotá|enero",
    ),
    DemoCustomer(
        "tiene permiso por protección temporal",
        "Yuleisy Carolina Rondón Matos",
        "PPT 5834729",
        "+573000000007",
        "3957",
        "1996-07-25|2022-09-19|Matos|1184|Barranquilla|febrero",
    ),
    DemoCustomer(
        "es menor de edad",
        "Samuel David Torres Acosta",
        "TI 1043658712",
        "+573000000008",
        "7092",
        "2010-01-20|2017-02-06|Acosta|2275|Puerto Colombia|noviembre",
    ),
    DemoCustomer(
        "es una empresa (NIT sin dígito de verificación)",
        "Ferretería El Prado S.A.S.",
        "NIT 900456781",
        "+573000000009",
        "5638",
        "2011-08-08|2011-08-16|Prado|8093|Barranquilla|febrero",
    ),
    DemoCustomer(
        "tiene pasaporte con letras: lo pregunta un asesor",
        "Thomas Keller",
        "PA C4F7LK29",
        "+573000000010",
        "1937",
        "1972-03-09|2020-05-27|Vogel|6912|Medellín|octubre",
    ),
    DemoCustomer(
        "conoce su clave y quiere otra",
        "Luz Marina Escorcia Polo",
        "CC 22476318",
        "+573000000011",
        "9514",
        "1958-10-10|1977-01-31|Polo|3848|Sabanalarga|enero",
    ),
    DemoCustomer(
        "avisó que un cambio no fue suyo: está congelado",
        "Rafael Enrique Donado Caro",
        "CC 8673521",
        "+573000000012",
        "2085",
        "1970-04-18|1988-06-02|Caro|4491|Galapa|marzo",
        frozen=True,
    ),
)
CUSTOMERS: Mapping[str, tuple[DemoCustomer, ...]] = MappingProxyType({"serfinansa": SERFINANSA})
