"""What the pages call the faults that a visitor may switch on, and what the demo's staff does."""

from collections.abc import Mapping

FAULTS_IN_SPANISH: Mapping[str, str] = {
    "message-500": "El envío del próximo SMS falla (500)",
    "message-429": "El próximo SMS se rechaza por exceso (429)",
    "message-timeout": "El envío del próximo SMS tarda 30 segundos",
    "message-undelivered": "El próximo SMS no llega al celular",
    "mail-451": "El servidor de correo no recibe el próximo correo por ahora (451)",
    "mail-550": "El servidor de correo rechaza la dirección del próximo correo (550)",
    "mail-lost-connection": "El servidor de correo se cae en medio del próximo correo",
    "webhook-lost": "El próximo aviso al servicio se pierde",
    "webhook-double": "El próximo aviso al servicio llega dos veces",
    "webhook-late": "El próximo aviso al servicio se demora un segundo",
    "rest-500": "La próxima orden a la red falla (500)",
    "enqueue-action-first": "Al salir de la fila, el aviso llega antes que la orden",
}

ROLES_IN_SPANISH: Mapping[str, str] = {
    "agent": "atiende llamadas",
    "branch": "atiende en una oficina",
    "supervisor": "dirige el turno",
    "administrator": "administra el personal",
    "auditor": "revisa lo que se hizo",
}
"""What each role of the demo's staff does, in a few words."""
