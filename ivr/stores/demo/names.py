"""The words of which invented people of the demo are made."""

import unicodedata
from collections.abc import Callable, Mapping
from random import Random
from types import MappingProxyType

GIVEN = (
    "Adriana Lucía", "Álvaro José", "Camila Andrea", "César Augusto", "Claudia Marcela", "Daniel Felipe",
    "Diana Carolina", "Edgar Iván", "Esperanza", "Fabio Enrique", "Gabriela", "Germán Darío", "Ingrid Paola",
    "Jairo Alberto", "Julián David", "Laura Sofía", "Leonardo", "Ligia Helena", "Manuela", "Marta Cecilia",
    "Mauricio", "Natalia", "Óscar Javier", "Paula Andrea", "Ricardo", "Rosa Elvira", "Santiago", "Tatiana",
)  # fmt: skip
SURNAMES = (
    "Aguilar", "Arango", "Bautista", "Bernal", "Cárdenas", "Castaño", "Duarte", "Forero", "Galindo", "Guerrero",
    "Herrera", "Jaramillo", "Lozano", "Montoya", "Moreno", "Naranjo", "Ospina", "Pineda", "Quintero", "Rincón",
    "Rueda", "Sarmiento", "Trujillo", "Uribe", "Valencia", "Zapata",
)  # fmt: skip
COMPANIES = (
    "Maderas del Oriente S.A.S.", "Textiles La Sabana Ltda.", "Distribuciones Páramo S.A.S.", "Agrícola El Roble S.A.",
)  # fmt: skip
CITIES = ("Bogotá", "Medellín", "Cali", "Bucaramanga", "Manizales", "Pereira", "Ibagué", "Neiva", "Tunja", "Pasto")
MONTHS = ("enero", "febrero", "marzo", "octubre", "noviembre", "diciembre")
WORDS = (
    "bosque", "caracol", "dado", "espiga", "frailejon", "guitarra", "helecho", "jaguar", "laguna", "madera",
    "niebla", "orquidea", "piedra", "quena", "ruana", "sendero", "tambor", "valle",
)  # fmt: skip

ANSWERS: Mapping[str, Callable[[str, Random], str]] = MappingProxyType(
    {
        "mother_surname": lambda name, _: name.split()[-1],
        "payroll_employer": lambda _, chance: chance.choice(COMPANIES),
    },
)
"""The answers to a checklist's questions that hang together with the customer's name, by the question's id."""


def plain(name: str) -> str:
    """Give a name in small letters without accents, as in an address."""
    letters = unicodedata.normalize("NFKD", name.lower())
    return "".join(letter for letter in letters if letter.isascii() and (letter.isalnum() or letter == " "))
