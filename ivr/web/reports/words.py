"""What figures, steps, ends and deeds are called on the pages, and how each figure is defined (docs/figures.md)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Definition:
    """A figure's name, its definition in a sentence, and its formula in the words of other columns, if it has one."""

    label: str
    meaning: str
    formula: str = ""


FIGURES: dict[str, Definition] = {
    "offered": Definition("Entraron", "Llamadas que entraron a la fila."),
    "answered": Definition("Atendidas", "Quien llamaba y un asesor estuvieron en la misma sala."),
    "in_time": Definition("Atendidas a tiempo", "Atendidas dentro del tiempo prometido de la fila (T)."),
    "service_level": Definition(
        "Nivel de servicio",
        "De quienes no desistieron dentro de T, la parte que fue atendida dentro de T.",
        "atendidas a tiempo ÷ (entraron − desistieron dentro de T)",
    ),
    "strict_service_level": Definition(
        "Nivel estricto",
        "De todos los que entraron, la parte que fue atendida dentro de T.",
        "atendidas a tiempo ÷ entraron",
    ),
    "gone_in_time": Definition("Idas en T", "Colgaron o dejaron la fila dentro de T, cortos o no."),
    "short": Definition("Cortas", "Desistieron antes del límite corto de la fila; se cuentan aparte."),
    "abandoned": Definition("Abandonadas", "Desistieron después del límite corto, sin que nadie las atendiera."),
    "abandonment": Definition(
        "Abandono",
        "De quienes no fueron cortos, la parte que desistió. Pedir que le devuelvan la llamada no es abandonar.",
        "abandonadas ÷ (entraron − cortas)",
    ),
    "call_backs": Definition("Devolver llamada", "Pidieron que se les devolviera la llamada."),
    "turned_away": Definition(
        "Sin asesor", "El servicio terminó la espera: cierre, falla u otra espera de la misma llamada."
    ),
    "handed_over": Definition("Recibidas", "Otro asesor se las entregó en la sala; no entraron a ninguna fila."),
    "promised": Definition("Con anuncio", "Atendidas a quienes se les anunció cuánto esperarían."),
    "promise_kept": Definition("Acertadas", "La respuesta llegó dentro de lo anunciado."),
    "promise_share": Definition("Acierto", "De las anunciadas, la parte que acertó.", "acertadas ÷ con anuncio"),
    "promise_missed_by": Definition(
        "Error medio", "En las que no, cuánto antes o después de lo anunciado llegó la respuesta."
    ),
    "asked": Definition(
        "Pedidas", "Devoluciones de llamada que se pidieron en estos días, en la fila o en una página, y ya terminaron."
    ),
    "on_page": Definition(
        "En la página", "De las pedidas, las que pidió en una página quien no esperaba en ninguna fila."
    ),
    "reached": Definition("Logradas", "El cliente contestó y siguió en su lugar de la fila."),
    "declined": Definition("Rechazadas", "El cliente contestó y no quiso seguir."),
    "unanswered": Definition("Sin respuesta", "Nadie contestó ninguno de los intentos."),
    "expired": Definition("Vencidas", "Pasó demasiado tiempo para llamar."),
    "until_dialled": Definition("Hasta llamar", "Tiempo medio desde que se pidió hasta que se marcó por primera vez."),
    "reached_share": Definition("Cumplimiento", "De las pedidas, la parte que se logró.", "logradas ÷ pedidas"),
    "speed_of_answer": Definition(
        "Espera media", "Espera media de las atendidas (ASA).", "espera de las atendidas ÷ atendidas"
    ),
    "longest": Definition("Espera mayor", "La espera más larga, atendida o no."),
    "handling_time": Definition(
        "Gestión media",
        "Conversación, retención, teclado privado y cierre de una llamada atendida (AHT).",
        "(conversación + retención + teclado + cierre) ÷ (atendidas + recibidas)",
    ),
    "talked": Definition("Conversación", "Tiempo de conversación con quien llamaba."),
    "held": Definition("Retención", "Tiempo en que quien llamaba esperó dentro de la llamada."),
    "in_capsule": Definition("Teclado", "Tiempo en que quien llamaba digitó sin que nadie lo oyera."),
    "wrapping": Definition("Cierre de la llamada", "Tiempo de trabajo después de la llamada."),
    "available": Definition("Disponible", "Tiempo en espera de una llamada."),
    "occupancy": Definition(
        "Ocupación",
        "De su tiempo listo para atender, la parte que gastó en llamadas.",
        "gestión ÷ (gestión + disponible)",
    ),
    "stays": Definition("Veces", "Cuántas veces empezó ese motivo."),
    "time": Definition("Tiempo", "Tiempo total en ese motivo."),
    "limit": Definition("Límite", "Lo más que debería durar cada vez."),
    "too_long": Definition("Pasadas del límite", "Veces que duraron más que el límite."),
    "came": Definition(
        "Vinieron por esto", "Llamadas que eligieron el trámite y visitas que lo empezaron, cada una donde comenzó."
    ),
    "identified": Definition("Identificados", "Se supo de quién era el documento."),
    "checked": Definition("Confirmados", "Las coincidencias de la lista alcanzaron, o su código salió sin asesor."),
    "code_sent": Definition("Código enviado", "Salió al menos un código al celular o correo registrado."),
    "code_right": Definition("Código correcto", "Se digitó el código correcto."),
    "key_set": Definition("Clave puesta", "La clave nueva quedó puesta."),
    "contained": Definition(
        "Sin asesor", "Clave puesta, o entrada con su clave en la página, sin que ningún asesor atendiera."
    ),
    "containment": Definition(
        "Contención",
        "De quienes vinieron por el trámite, la parte que lo terminó sin asesor.",
        "sin asesor ÷ vinieron por esto",
    ),
    "entries": Definition(
        "Entradas", "Veces que alguien estuvo en ese paso; si se repite la pregunta, es la misma vez."
    ),
    "went_on": Definition("Siguieron", "Respondieron y siguieron."),
    "to_agent": Definition("Al asesor", "Pidieron un asesor, o el asesor los retomó."),
    "back": Definition("Volvieron", "Volvieron al paso anterior o al menú."),
    "failed": Definition("Fallaron", "Se agotaron los intentos, o la espera terminó sin asesor."),
    "hung_up": Definition("Se fueron", "Colgaron o dejaron la página en ese paso, o no abrieron el enlace."),
    "goodbye": Definition("Se despidieron", "Colgaron cuando ya habían terminado lo que empezaron."),
    "repeats": Definition("Repeticiones", "Silencios, errores y «repetir» dentro del paso."),
    "drop_off": Definition(
        "Se pierden", "De quienes entraron al paso, la parte que se fue o falló.", "(se fueron + fallaron) ÷ entradas"
    ),
    "started": Definition("Empezaron", "Visitas que empezaron un trámite en una página."),
    "met": Definition("Lo lograron", "Pusieron su clave, o entraron con ella cuando a eso venían."),
    "sent_to_telephone": Definition("Al teléfono", "La página terminó pidiendo llamar, u ofreció devolver la llamada."),
    "unmet": Definition("Sin lograrlo", "La página llegó a su fin por otra razón, sin clave puesta."),
    "left_page": Definition("La dejaron", "Nadie volvió a tocar la página, o nadie abrió el enlace."),
    "going_on": Definition("En curso", "Aún no terminan."),
    "link_sent": Definition("Con enlace", "De las que empezaron, a cuántas se envió un enlace para seguir."),
    "link_opened": Definition("Abiertos", "De las que empezaron, en cuántas se abrió el enlace."),
    "crossed": Definition("Pasaron", "Llamadas a las que se envió un enlace para seguir en una página."),
    "page_opened": Definition("Abrieron", "De las que pasaron, en cuántas se abrió el enlace."),
    "came_back": Definition("Volvieron a la línea", "La llamada siguió por teléfono, con la página hecha o sin ella."),
    "ended_there": Definition("Terminaron allá", "Colgaron, y la página llegó a su fin."),
    "left_there": Definition("Quedaron sin hacer", "Colgaron, y nadie abrió el enlace o volvió a tocar la página."),
    "still_there": Definition("Siguen allá", "El enlace aún sirve, o la página sigue en curso."),
    "met_there": Definition("Lo lograron allá", "Pusieron su clave en la página, o entraron allá con ella."),
}
"""Every figure that a page shows, by the name that addresses, spreadsheets and docs/figures.md use."""

CHANNELS = {"phone": "Teléfono", "web": "Páginas", "": "Ambos"}
STEPS = {
    "menu_main": "Menú principal",
    "document_number": "Número de documento",
    "document_type": "Tipo de documento",
    "document_confirm": "Confirmar el documento",
    "already_active": "Ya tiene clave activa",
    "welcome_back": "Seguir con lo que dejó",
    "security_code": "Código de seguridad",
    "current_key": "Clave actual",
    "new_key": "Clave nueva",
    "new_key_again": "Clave nueva otra vez",
    "terms": "Términos y condiciones",
    "human_check": "Confirmar que es una persona",
    "which_key": "Cuál clave cambiar",
    "agent": "Espera o conversación con el asesor",
    "call_back_number": "Número para devolver la llamada",
    "call_back_confirm": "Confirmar el número de la devolución",
    "call_back_own": "Devolver la llamada al mismo número",
    "call_back_ready": "Contestar la devolución",
    "to_web": "Abrir el enlace",
    "to_phone": "Seguir por teléfono",
    "page_again": "Pedir otro enlace",
    "registered_mobile": "Celular registrado",
    "contacts_still_right": "Confirmar celular y correo",
    "send_by": "Por dónde recibir el código",
    "company_number": "NIT de la empresa",
    "user_name": "Nombre de usuario",
    "user_keys": "Nombre de usuario en teclas",
    "choose_now": "Elegir la clave ahora",
    "office_code": "Código de la oficina",
    "security_image": "Imagen de seguridad",
    "security_phrase": "Frase de seguridad",
}
PRODUCT = "product_"
ENDS = {
    "key_set": "Clave puesta",
    "finished": "Terminada",
    "unfinished": "Quedó a medias",
    "not_confirmed": "No se confirmó quién llamaba",
    "agent_lost": "Se cayó el asesor",
    "hung_up": "Colgó",
    "left": "Dejó la fila",
    "closed": "Se cerró la fila",
    "replaced": "Otra espera de la misma llamada",
    "call_back": "Pidió que le devolvieran la llamada",
    "": "En curso",
    "came": "Eligió el trámite",
    "identified": "Se supo quién era",
    "checked": "Datos confirmados",
    "code_sent": "Código enviado",
    "code_right": "Código correcto",
    "went_on": "Siguió",
    "to_agent": "Fue al asesor",
    "back": "Volvió",
    "failed": "Falló",
    "goodbye": "Se despidió",
    "entered": "Entró con su clave",
    "done": "Llegó al fin de la página",
    "by_telephone": "La página pidió llamar",
    "left_page": "Dejó la página",
    "came_back": "Volvió a la línea con la página hecha",
    "came_back_entered": "Entró con su clave y volvió a la línea",
    "taken_back": "Volvió a la línea sin la página",
}
"""What handoffs and calls end with, how far a call got, and how a visit to a step ended."""
ANSWERS = {
    "answer": "respondió",
    "silence": "silencio",
    "wrong": "no válido",
    "exhausted": "agotó los intentos",
    "agent": "pidió un asesor",
    "back": "volvió",
    "repeat": "pidió repetir",
    "nothing": "siguió",
    "hang_up": "colgó",
    "AgentOnCall": "el asesor lo pasó al teclado",
    "AgentFinished": "el asesor terminó",
    "NotConfirmed": "no se confirmó quién llamaba",
    "TakenBack": "el asesor lo retomó",
    "AgentLost": "se cayó el asesor",
    "QueueLeft": "dejó la fila",
    "QueueClosed": "se cerró la fila",
    "another": "pidió otro código",
    "PageLeft_agent": "pidió un asesor",
    "PageLeft_back": "volvió a la línea",
    "PageLeft_idle": "dejó la página",
    "PageLeft_unopened": "no abrió el enlace",
}


def step_name(step: str) -> str:
    """Give how a step is called; a menu by its identifier, a port by its own name."""
    if step.startswith(PRODUCT):
        return f"Pregunta {step.removeprefix(PRODUCT)} sobre sus productos"
    return STEPS.get(step) or (f"Menú {step.removeprefix('menu_')}" if step.startswith("menu_") else step)


def end_name(end: str) -> str:
    """Give how an end is called; one that is not known by its own word."""
    return ENDS.get(end, end)
