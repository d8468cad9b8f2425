"""What the pages answer when something cannot be done: a stable word, and a sentence that helps the person."""

from dataclasses import asdict, dataclass

from flask import jsonify
from flask.typing import ResponseReturnValue

from ivr.agents.checks.checking import CHANGED


@dataclass(frozen=True, slots=True)
class Refusal:
    """A stable word for programs and a sentence in Spanish for people."""

    code: str
    message: str


SENTENCES: dict[str, tuple[int, str]] = {
    "signed_out": (401, "Su sesión terminó. Ingrese de nuevo."),
    "wrong": (401, "Los datos no coinciden. Espere un código nuevo e intente otra vez."),
    "limited": (429, "Hubo demasiados intentos. Espere unos minutos o pida ayuda a su supervisor."),
    "csrf": (400, "La página perdió vigencia. Vuelva a cargarla e intente otra vez."),
    "malformed": (400, "Falta un dato o no tiene la forma esperada."),
    "forbidden": (403, "Su perfil no permite abrir esta página ni hacer esto."),
    "temporary_password": (403, "Primero cambie la contraseña temporal por una suya."),
    "yourself": (409, "Nadie cambia su propio puesto. Pídaselo a otro administrador."),
    "rights_ended": (409, "Los permisos de esta persona ya terminaron."),
    "user_taken": (409, "Ese usuario ya existe o existió. Elija otro: la auditoría no debe confundir a dos personas."),
    "voice_taken": (409, "Ese teléfono del navegador ya es de otra persona."),
    "not_found": (404, "Esa página no existe."),
    "unavailable": (503, "El sistema no responde en este momento. Intente de nuevo en unos segundos."),
    "conflict": (409, "La llamada cambió mientras tanto. Revise en qué paso va."),
    "not_yours": (404, "Esa llamada no es suya."),
    "ended": (409, "Esa llamada ya terminó."),
    "wrong_state": (409, "La llamada ya no está en ese paso. Revise en qué va."),
    "too_late": (409, "La llamada ya volvió a la fila."),
    "no_customer": (409, "El cliente no digitó un documento. Pídaselo y escríbalo para saber a quién verificar."),
    "no_procedure": (409, "Para cambiar la clave o el celular, el cliente debe elegir su trámite en el menú."),
    "identified": (409, "Esta llamada ya tiene su cliente."),
    "bad_document": (400, "Ese número no corresponde a ese tipo de documento. Revíselo con el cliente."),
    "unknown_question": (400, "Esa pregunta no está en la lista de esta llamada."),
    "impossible_date": (400, "Esa fecha no existe o está incompleta. Escriba día, mes y año: 17/05/1980. No se contó."),
    "only_digits": (400, "Esa respuesta lleva solo números. Corríjala; no se contó como errada."),
    "checks_missing": (409, "Faltan coincidencias en la verificación."),
    "limit": (409, "Se alcanzó el límite de intentos o de códigos de este cliente. Oriéntelo a una oficina."),
    "too_soon": (409, "Se acaba de enviar un código a ese celular. Espere {detail} segundos y envíe otro."),
    "codes_ten_minutes": (409, "Ya se enviaron los códigos que se permiten en diez minutos. Espere y envíe otro."),
    "failures_quarter_hour": (409, "Hubo varios intentos errados. Espere quince minutos y envíe otro código."),
    "no_mobile": (409, "No hay un celular registrado. Registre uno en «El número está desactualizado»."),
    "bad_number": (400, "Ese número no es un celular colombiano. Son diez dígitos y empieza por 3."),
    "not_a_mobile": (400, "Ese número no es un celular colombiano. Son diez dígitos y empieza por 3."),
    "unknown_customer": (409, "No fue posible hacerlo para este cliente. Oriéntelo a una oficina."),
    "frozen": (409, "La clave está congelada: el cliente avisó que un cambio no fue suyo. Primero hay que liberarla."),
    "change_waiting": (409, "Un supervisor todavía no responde por el celular nuevo. Espere, o retire la solicitud."),
    "change_over": (409, "Esa solicitud ya no espera respuesta: se respondió, se retiró o terminó la llamada."),
    "own_change": (409, "Nadie aprueba un cambio que pidió. Debe hacerlo otra persona."),
    "no_code": (409, "Primero envíe el código al celular."),
    "caller_held": (409, "El cliente está en espera. Retome la llamada primero."),
    "not_talking": (409, "En esa llamada no hay ahora una conversación entre el asesor y el cliente."),
    "private": (409, "El cliente está digitando datos secretos: nadie puede entrar a esa llamada ahora."),
    "there_already": (409, "Ya está en esa llamada."),
    "in_another_room": (409, "Ya está en otra llamada. Salga de ella primero."),
    "own_call": (409, "Esa llamada es suya."),
    "still_calling": (409, "Su teléfono todavía está timbrando. Contéstelo y después cambie de modo."),
    "not_there": (409, "Esa persona no está en la llamada."),
    "colleague_busy": (409, "Esa persona no está libre en este momento. Elija otra o una fila."),
    "unknown_colleague": (404, "Esa persona no atiende llamadas en su entidad."),
    "caller_away": (409, "El cliente todavía no está en la sala. Espere un momento."),
    "capsule_failed": (409, "No se pudo aislar la llamada, así que no se le pidió nada al cliente. Intente de nuevo."),
    "unknown_reason": (400, "Ese motivo no está en la lista."),
    "unknown_agent": (404, "Esa persona no recibe llamadas en esta entidad."),
    "unknown_screen": (404, "Esa pantalla no existe, o ya se quitó."),
    "screen_over": (404, "Esta pantalla no tiene permiso, o se lo quitaron. Pida un enlace nuevo a un supervisor."),
    "unknown_queue": (404, "Esa fila no existe."),
    "no_phone": (409, "Usted contesta en un teléfono con número: aquí no hay un teléfono que encender."),
    "phone_not_ready": (409, "Su teléfono no está listo y nadie lo oiría. Revise el aviso del teléfono, arriba."),
    "unknown_announcement": (400, "Ese aviso no está en la lista."),
    "not_waiting": (409, "Esa persona ya no espera en la fila."),
    "not_stuck": (409, "Ese asesor no tiene una llamada ni un cierre que liberar."),
    "wrap_up_over": (409, "El cierre de esa llamada ya terminó. Lo que estaba guardado quedó en el registro."),
    "unknown_code": (400, "Ese resultado no está en la lista de esta fila."),
    "code_missing": (409, "Falta elegir el resultado de la llamada."),
    "no_more_time": (409, "Ya se pidió más tiempo para esta llamada."),
    "no_branch": (409, "Su entidad no hace trámites de clave en sus oficinas."),
    "nobody_attended": (409, "La atención terminó. Busque al cliente otra vez."),
    "wrong_branch_step": (409, "Ese paso no sigue ahora. Revise en qué va la atención."),
    "staff_documents_day": (409, "Ya consultó los documentos que se permiten en un día. Avise a su supervisor."),
    "document_unseen": (409, "Primero revise el documento original y márquelo."),
    "earlier_differs": (409, "El número anterior no coincide. Con documento y huella puede radicar una solicitud."),
    "no_registered_mobile": (409, "No hay un celular registrado. Con documento y huella puede radicar una solicitud."),
    "not_attested": (409, "La segunda firma no coincide. Espere un código nuevo e intente otra vez."),
    "request_open": (409, "Este cliente ya tiene una solicitud abierta."),
    "request_over": (409, "Esa solicitud ya no espera respuesta."),
    "digits_in_note": (
        400,
        "No escriba cuatro dígitos seguidos, tampoco separados, ni documentos ni celulares. Un valor va con $ antes.",
    ),
}
REGISTERED = "El celular nuevo quedó registrado, pero el código no salió. "
UNKNOWN = (409, "Esa acción no es posible en este momento.")


def sentence(code: str, detail: str = "") -> tuple[int, str]:
    """Give the HTTP status of a word, and what people read; `detail` as in `ivr.errors.DeskError`.

    A word that begins with changed_ says too that the new mobile is registered.
    """
    status, said = SENTENCES.get(code.removeprefix(CHANGED), UNKNOWN)
    return status, (REGISTERED if code.startswith(CHANGED) else "") + said.format(detail=detail)


def refusal(code: str, detail: str = "") -> ResponseReturnValue:
    """Answer a refusal as JSON, with the HTTP status that belongs to its word."""
    status, said = sentence(code, detail)
    return jsonify(asdict(Refusal(code, said))), status
