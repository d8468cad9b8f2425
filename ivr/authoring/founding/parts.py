"""The parts of a new institution's table, word for word; what was answered stands where the $words are."""

from collections.abc import Mapping
from string import Template
from types import MappingProxyType

HEAD = Template("""
# $title
# `ivr check` reads this file and names every mistake: file, key, what it found, what is allowed.
# What can be changed where: docs/adding-an-institution.md.

name = $name
language = "es-CO"                       # the folder of voice_prompts/
first_menu = "main"
records_calls = true                     # the welcome says so; paused while secrets are typed
monitoring_announced = "everybody"       # who hears that a supervisor comes in: nobody, agent, everybody
contact_change_approval = $approval          # true: a new contact waits for a supervisor's yes

own_number = ""                          # a number that answers without this service, when nothing here works
shared_numbers = []                      # numbers from which many customers call: no daily limit of documents

[voice]
name = "Polly.Mia-Neural"
language = "es-MX"
slow_rate = 80                           # percent of the normal speed, in a third reprompt

[[lines]]
number = $line
label = $label

# ---- Menus. Keys 1 to 8, ascending; 0, 9, * and # mean the same everywhere.
""")

PROCEDURES = """
# ---- Procedures. With agent = true an agent checks who calls. Where one proof is enough, the table says why.
"""

WEB = Template("""
# ---- Pages.

[web]
colour = $colour                       # of buttons and links; white letters must be readable on it
logo = $logo                         # its file lies in ivr/web/static/customer
branch = $branch
""")

FURTHER: Mapping[str, str] = MappingProxyType(
    {
        "branch": """
[branch]
code_life_hours = 12                     # of a code that a branch sends, on the line or on the page
within_hours = 24                        # from filing a request to its code
hold_minutes = 60                        # in which the earlier number is told, and may still say that it was not them
second_approval = true                   # a supervisor says yes to each request
fingerprint_reader = false               # without one two members of the staff attest
documents_day = 150                      # different customers that one member of the staff looks up within a day
""",
        "terms": '[terms]\nversion = "1"                            # its text: terms_body of the pages',
        "human_check": """
[human_check]
web = "work"                             # the browser calculates, or the visitor types digits
phone = "digits"
""",
        "security_questions": """
[security_questions]                     # all must be right
count = 3
options = 4
tries = 5                                # sets in a row
tries_day = 2

[security_questions.products]            # as the bank's core names them, and as customers call them
savings = "cuenta de ahorros"
current = "cuenta corriente"
mortgage = "crédito hipotecario"
consumer_credit = "crédito de consumo"
credit_card = "tarjeta de crédito"
""",
    }
)

LINK = Template("""
[link]                                   # by which customers go on on a page
sender = $sender
subject = $subject
life_minutes = 30
proves = $proves                     # what using one is worth: nothing, alone (no code is asked), with_code
""")

DOCUMENTS = "# ---- Documents, in the order in which they are offered when a number fits several types."

KEY = Template("""
# ---- The key and the code (docs/key-policies.md).

[key]
shortest = $shortest
longest = $longest
tries = 3                                # wrong ones in a row before it is blocked
history = 5                              # earlier keys that may not come back
forbidden = $rules
""")

LETTERS = """characters = "letters_and_digits"
required = ["upper", "lower", "digit"]
channels = ["web"]                       # a keypad has no letters
"""

CODE = Template("""
[code]
by = $by
length = 6
life = 300                               # seconds, whole minutes
tries = 3
resend_after = 30                        # seconds before another one, doubling
""")

SERVICE = """
# ---- What an agent asks before a code is sent; the bank's core has to know these questions by their id.

[checklists.identity]
required = 3                             # answers that must match
stricter = 4                             # ... when the registered mobile is to be changed

[[checklists.identity.questions]]
id = "birth_date"
label = "Fecha de nacimiento"
kind = "date"

[[checklists.identity.questions]]
id = "document_issue_date"
label = "Fecha de expedición del documento"
kind = "date"

[[checklists.identity.questions]]
id = "mother_surname"
label = "Primer apellido de la madre"
kind = "text"

[[checklists.identity.questions]]
id = "registered_address_city"
label = "Ciudad de la dirección registrada"
kind = "text"

[[checklists.identity.questions]]
id = "last_payment_month"
label = "Mes del último pago"
kind = "choice"

# ---- Queues: who waits for whom, and what follows a call.

[queues.claves]
name = "Claves"
size = 30                                # callers who may wait
offer_seconds = 20                       # to take an offered call
announce_every = 60                      # seconds
call_back = true                         # key 1 while waiting: the place is kept, and we call
wrap_up_seconds = 30
wrap_up_longest = 120
wrap_up_required = true

[[queues.claves.wrap_up_codes]]
id = "key_set"
label = "Clave puesta"

[[queues.claves.wrap_up_codes]]
id = "not_confirmed"
label = "No se confirmó quién llamaba"

[[queues.claves.wrap_up_codes]]
id = "not_me"
label = "«No fui yo»: clave congelada"

[[queues.claves.wrap_up_codes]]
id = "other"
label = "Otro asunto"

[[queues.claves.overflow]]
when = "waited"
over = 240
then = "call_back"

[queues.general]
name = "Atención general"
size = 30
offer_seconds = 20
announce_every = 60
call_back = true
wrap_up_seconds = 20
wrap_up_longest = 60

[[queues.general.wrap_up_codes]]
id = "answered"
label = "Consulta resuelta"

[[queues.general.wrap_up_codes]]
id = "other"
label = "Otro asunto"

# ---- Why agents take no calls for a while, and for how many seconds at most.

[[not_ready]]
id = "break"
label = "Descanso"
limit = 900

[[not_ready]]
id = "lunch"
label = "Almuerzo"
limit = 3600
"""

HOURS = Template("""
# ---- When agents answer; a weekday that is missing is closed.

[hours]
time_zone = "America/Bogota"
$days
open_on_holidays = $holidays
closed_dates = []
""")

LIMITS = """
# ---- How often anything may fail or be sent.

[limits]
failures_quarter_hour = 5                # of one customer
failures_day = 10
failures_row = 15                        # in a row: then only a person helps
documents_day = 5                        # of one caller number
address_documents_day = 20               # of one network address, on the pages
codes_ten_minutes = 3
codes_day = 5
checklist_day = 3                        # failed checklists of one customer
breaker_ten_minutes = 100                # failed codes of everybody: then no more codes for a while
"""

LOW_LIMITS = """
# ---- How often anything may fail or be sent: less than usual, because something is done on one proof.

[limits]
failures_quarter_hour = 4                # of one customer
failures_day = 6
failures_row = 9                         # in a row: then only a person helps
documents_day = 5                        # of one caller number
address_documents_day = 15               # of one network address, on the pages
codes_ten_minutes = 3
codes_day = 4
checklist_day = 2                        # failed checklists of one customer
breaker_ten_minutes = 40                 # failed codes of everybody: then no more codes for a while
"""
