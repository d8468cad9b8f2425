"""How requests are told on the pages of branches, and what refusals are called at a counter."""

from ivr.agents.branch.request import Request, Standing

STANDINGS = {
    Standing.FILED: "Radicada",
    Standing.IN_CHECK: "En revisión",
    Standing.DUE: "Por enviar",
    Standing.SENT: "Código enviado",
    Standing.OVERDUE: "Vencida",
    Standing.REFUSED: "Cerrada sin código",
}
WHAT = {
    Standing.FILED: "Se guarda un tiempo, por si el cliente avisa que no fue él.",
    Standing.IN_CHECK: "Espera la aprobación de un supervisor.",
    Standing.DUE: "El código sale en unos minutos.",
    Standing.SENT: "El celular quedó registrado y el código salió.",
    Standing.OVERDUE: "Pasó el plazo y el código no ha salido. Avise a su supervisor.",
    Standing.REFUSED: "No sale ningún código.",
}
"""What a standing means to whoever reads the list."""
EVIDENCE = {"fingerprint": "Documento y huella", "two_staff": "Documento y dos funcionarios"}
SYSTEM_REASONS = {
    "frozen": "El cliente avisó que un cambio no fue suyo.",
    "unknown_customer": "El documento no es de un cliente de la entidad.",
    "undelivered": "El celular quedó registrado, pero no recibió el código. Revise el número con el cliente.",
}
AT_THE_COUNTER = {
    "limit": "Se alcanzó el límite de intentos o de códigos de este cliente. Puede volver a intentarlo mañana.",
    "too_soon": "Se acaba de enviar un código a ese celular. Espere {detail} segundos y genere otro.",
    "unknown_customer": "No fue posible hacerlo para este cliente. Revise el documento.",
    "own_change": "La segunda firma debe ser de otra persona.",
}
"""Sentences that differ from those of the desk: nobody is sent to an office from an office."""


def reason(request: Request) -> str:
    """Give why a request was refused, in words."""
    return SYSTEM_REASONS.get(request.why, request.why)
