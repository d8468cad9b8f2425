"""The staff of the demo: their passwords and second factors are public, so they must never serve a real line."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class DemoStaff:
    """Somebody who signs in, with both factors in clear; their telephone is `client:<user>` where `voice` is empty."""

    user: str
    name: str
    role: str
    password: str
    totp_secret: str
    voice: str = ""


SERFINANSA = (
    DemoStaff("carolina", "Carolina Mejía", "agent", "rio-palma-7415-faro", "62FXTDSJ3DCOH5UVU264AS6A4QMMDDO3"),
    DemoStaff("andres", "Andrés Villalba", "agent", "nube-cacao-2086-tren", "MMIP2MQHLUCBC7I4XCK5REN3JGQ54RU7"),
    DemoStaff("milena", "Milena Orozco", "agent", "lluvia-mango-5530-sol", "UGLZCKSVVG663P2AXHN5KOHIJZZGLNSX"),
    DemoStaff("ines", "Inés Quintero", "branch", "ventana-lulo-4327-rio", "PLDW5ESGMXRHB3OT2CQYN7JVKAZF4UIE"),
    DemoStaff("tomas", "Tomás Barrios", "branch", "muelle-yuca-8150-sal", "3ZHQK6TBWV2MFNEY7DJRALXOC5PGISU4"),
    DemoStaff("beatriz", "Beatriz Salcedo", "supervisor", "puente-ceiba-9164-mar", "XUDLWEM3CHJEDLDNA25NKQE4PMABRWUR"),
    DemoStaff(
        "gloria", "Gloria Támara", "administrator", "farol-guayaba-3748-patio", "NSDVVPTNVF6XEOADP2EGW2DF4YEKWMTZ"
    ),
    DemoStaff("hernan", "Hernán Acuña", "auditor", "canoa-almendro-6205-luz", "OHMXRB7EGPI3NGMR7I5TDXXFZREBP5NV"),
)
STAFF: Mapping[str, tuple[DemoStaff, ...]] = MappingProxyType({"serfinansa": SERFINANSA})
