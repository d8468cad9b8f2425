"""The users of companies in the demo: everything about them is invented, and each shows another case."""

from collections.abc import Mapping
from types import MappingProxyType

from ivr.stores.demo.customers import DemoCustomer, DemoUser

QUESTIONS = (
    "birth_date", "company_name", "user_role", "document_issue_date", "main_portal", "registered_address_city",
)  # fmt: skip
WOOD, CLOTH, TRUST = "NIT 811023456", "NIT 900718232", "FID 48215"
DOMAINS = {WOOD: "maderasdeloriente", CLOTH: "textileslasabana", TRUST: "fideicomisonorte"}


def _user(note: str, name: str, document: str, user: DemoUser, *, key: str, answers: str) -> DemoCustomer:
    """Give a user whose address begins like their user name, and whose mobile ends like their document."""
    mobile, email = f"+5730155{document[-5:]}", f"{user.name.lower()}@{DOMAINS[user.company]}.example"
    return DemoCustomer(note, name, document, mobile, key, answers, email=email, questions=QUESTIONS, user=user)


ALIANZA = (
    _user(
        "olvidó su contraseña; es administradora",
        "Juliana Herrera Pineda",
        "CC 52714083",
        DemoUser(WOOD, "JHerrera"),
        key="Roble5Kmt",
        answers="1982-11-23|Maderas del Oriente|administrador|2000-12-04|Mi Fiducia|Bucaramanga",
    ),
    _user(
        "olvidó su contraseña; es agente de la empresa",
        "Leonardo Rincón Duarte",
        "CC 80245917",
        DemoUser(WOOD, "lrincon7", "agent"),
        key="Cedro8Bwq",
        answers="1979-03-15|Maderas del Oriente|agente|1997-04-02|Pagos|Bucaramanga",
    ),
    _user(
        "su usuario se escribe con las mismas teclas que el de otra persona",
        "Ana Beltrán Forero",
        "CC 1018407265",
        DemoUser(CLOTH, "AnaB"),
        key="Hilo3Vxpd",
        answers="1991-07-30|Textiles La Sabana|administrador|2009-08-11|Mi Fiducia|Bogotá",
    ),
    _user(
        "las teclas de su usuario son también las de otra persona",
        "Ana Castaño Uribe",
        "CC 43870152",
        DemoUser(CLOTH, "anaC", "agent"),
        key="Lino9Tqrs",
        answers="1976-01-19|Textiles La Sabana|agente|1994-02-08|Pagos|Bogotá",
    ),
    _user(
        "es usuario de un fideicomiso",
        "Gabriel Naranjo Ospina",
        "CC 79653041",
        DemoUser(TRUST, "GNaranjo"),
        key="Norte6Jbx",
        answers="1968-05-06|Fideicomiso Norte|administrador|1986-06-17|Fondos y Valores|Medellín",
    ),
)
USERS: Mapping[str, tuple[DemoCustomer, ...]] = MappingProxyType({"alianza": ALIANZA})
