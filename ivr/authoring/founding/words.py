"""What a new institution says in words of its own, and a logo made of its name."""

from collections.abc import Mapping
from xml.sax.saxutils import escape

from ivr.authoring.founding.answers import Answers
from ivr.authoring.founding.offers import OFFERS
from ivr.authoring.founding.writing import quoted, takes_two_menus

LETTER_WIDTH = 13.5
"""Of the logo's name, in the units of its drawing."""
OPENINGS: tuple[Mapping[str, str], ...] = (
    {},
    {"welcome": "Le saluda {institution}. Esta llamada se graba."},
    {"welcome": "{institution}. Esta llamada se graba."},
    {"welcome": "{institution}. Esta llamada se graba.", "menu_main": "Menú."},
)
"""Words with which callers are answered: the longer the name, the shorter what stands beside it."""

OF_COMPANIES: Mapping[str, str] = {
    "portal_title": "Usuarios de empresas",
    "summary_reset": "Le enviamos un enlace a su correo registrado, y usted elige la clave.",
    "terms_body": (
        "Esta página es para quien recibió un nombre de usuario de su empresa, y para nadie más.|Usamos los datos de "
        "la empresa y los suyos para confirmar que es usted y para avisarle cuando su clave cambia.|Elija una clave "
        "que nadie adivine y no la comparta.|Si recibe un mensaje sobre un cambio que no pidió, llámenos al {line}."
    ),
}
"""What the pages say to users of companies, until the institution writes its own words."""


def said(answers: Answers, opening: Mapping[str, str]) -> str:
    """Give what the line says in words of its own, those of the opening first."""
    apart = "Por su seguridad no hicimos cambios, porque los datos no coinciden. "
    texts = {**opening, "not_confirmed": f"{apart}Puede ir a {answers.branch} con su documento."}
    if takes_two_menus(answers):
        texts["option_autoconsulta"] = "Para gestionar su clave, marque {key:digits}."
    texts |= {f"option_{name}": OFFERS[name].said for name in answers.phone if OFFERS[name].said}
    return _prompts(f"What the line of {answers.name} says in words of its own", texts)


def printed(answers: Answers) -> str:
    """Give what the pages say in words of their own; nothing where those of all institutions are right."""
    if not {"recover", "regain", "reset", "sent_key"} & set(answers.web):
        return ""
    texts = {
        "portal_other": "¿Cambió su celular o su correo?",
        "portal_other_help": "Llame al {line} o vaya a {branch}: confirmamos que es usted y actualizamos sus datos.",
    }
    if answers.needs("companies"):
        texts |= OF_COMPANIES
    return _prompts(f"What the pages of {answers.name} say in words of their own", texts)


def logo(answers: Answers) -> str:
    """Give a picture of initial and name in the institution's colour (SVG), to be replaced by the real one."""
    name, width = escape(answers.name, {'"': "&quot;"}), round(50 + LETTER_WIDTH * len(answers.name))
    font = 'font-family="Helvetica, Arial, sans-serif" font-weight="700"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 40" role="img" aria-label="{name}">\n'
        f'  <rect x="1" y="3" width="34" height="34" rx="9" fill="{answers.colour}"/>\n'
        f'  <text x="18" y="28" text-anchor="middle" {font} font-size="22" fill="#fff">'
        f"{escape(answers.name[0].upper())}</text>\n"
        f'  <text x="46" y="28" {font} font-size="23" fill="{answers.colour}">{name}</text>\n'
        "</svg>\n"
    )


def _prompts(head: str, texts: Mapping[str, str]) -> str:
    lines = (f"{name} = {quoted(text)}" for name, text in texts.items())
    return "\n".join((f"# {head}: only what differs from common.toml.", "", *lines, ""))
