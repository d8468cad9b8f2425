"""Every kind of mistake in a table is found and said in words that help."""

import pytest

from tests.conftest import ROOT
from tests.tables.conftest import Mistakes

WEEK = "".join(
    f'{day} = ["00:00-24:00"]\n'
    for day in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
)
VALUES = [
    ('name = "Serfinansa"', 'name = ""', "name: found ''"),
    ('name = "Serfinansa"', "name = 7", "name: found 7; allowed: a name"),
    ('language = "es-CO" ', 'language = "español" ', "language: found 'español'"),
    ("records_calls = true", 'records_calls = "yes"', "records_calls: found 'yes'; allowed: true or false"),
    ('own_number = ""', 'own_number = "+576053091919"', "own_number: found +576053091919"),
    ('own_number = ""', 'own_number = "018000"', "own_number: found '018000'; allowed: a number with country code"),
    ("shared_numbers = []", 'shared_numbers = ["555"]', "shared_numbers: found '555'"),
    ("shared_numbers = []", "shared_numbers = [5]", "shared_numbers: found 5"),
    ('number = "+5718000510513"', 'number = "018000510513"', "lines[1].number: found '018000510513'"),
    ('number = "+5718000510513"', 'number = "+57123456"', "lines[1].number: found '+57123456'"),
    ('number = "+5718000510513"', 'number = "+576053091919"', "lines: found +576053091919 twice"),
    ('language = "es-MX"', 'language = "es-CO"', "voice.language: found 'es-CO'; allowed: es-MX"),
    ("slow_rate = 80", "slow_rate = 20", "voice.slow_rate: found 20; allowed: a whole number from 50 to 100"),
    ("[limits]", "[limits]\nfailures_dya = 3", "limits.failures_dya: found an unknown key"),
    ("[limits]", "[limits]\nfailures_dya = 3", "did you mean failures_day?"),
    ("failures_day = 10", "failures_day = 4", "limits.failures_day: found 4; allowed: at least failures_quarter_hour"),
    ("codes_day = 5", "codes_day = 2", "limits.codes_day: found 2; allowed: at least codes_ten_minutes (3)"),
    ("breaker_ten_minutes = 100", "breaker_ten_minutes = true", "limits.breaker_ten_minutes: found True"),
    (
        "documents_day = 150 ",
        "documents_day = 0 ",
        "branch.documents_day: found 0; allowed: a whole number from 1 to 1000",
    ),
]
DOCUMENTS = [
    ('code = "CC"', 'code = "cedula"', "documents[1].code: found 'cedula'"),
    ('code = "CE"', 'code = "CC"', "documents: found CC CC TI PPT NIT PA; allowed: each code once"),
    ("longest = 10", "longest = 5", "documents[1].longest: found 5; allowed: at least shortest (6)"),
    ("shortest = 9\nlongest = 9", "shortest = 9\nlongest = 10", "allowed: 9: a NIT is typed without check digit"),
]
MENUS = [
    ('first_menu = "main"', 'first_menu = "mian"', "first_menu: found 'mian'; allowed: consultas, main"),
    ('key = "4" ', 'key = "0" ', "menus.main.options[2].key: found '0'; allowed: 1 2 3 4 5 6 7 8"),
    ('key = "4" ', 'key = "1" ', "menus.main.options: found keys 1 1"),
    ('key = "1"\nprompt = "option_agent"', 'key = "5"\nprompt = "option_agent"', "menus.main.options: found keys 5 4"),
    ('queue = "general"\n', "", "menus.main.options[1].menu: found nothing; allowed: exactly one of"),
    ('queue = "general"\n', 'queue = "general"\nmenu = "consultas"\n', "found menu and queue; allowed: exactly one"),
    ('queue = "general"\n', 'queue = "otra"\n', "menus.main.options[1].queue: found 'otra'; allowed: claves, general"),
    (
        'procedure = "activate"',
        'procedure = "unlock"',
        "found 'unlock'; allowed: activate, change, office_code, restore",
    ),
    ('procedure = "activate"', 'menu = "main"', "menus.consultas: found main > consultas > main"),
    ('menu = "consultas"', 'queue = "claves"', "menus.consultas: found a menu that no option leads to"),
    ('prompt = "menu_main"', 'prompt = "main"', "menus.main.prompt: found 'main'"),
    ('prompt = "option_change"', 'prompt = "option_activate"', "found option_activate at 2; allowed: only key 1"),
    (
        "[menus.main]",
        '[menus.other]\nprompt = "menu_other"\noptions = []\n[menus.main]',
        "menus.other.options: found nothing",
    ),
]
SERVICE = [
    ("[procedures.activate]", "[procedures.activat]", "procedures.activat: found an unknown procedure"),
    ('queue = "claves"\nchecklist', 'queue = "clave"\nchecklist', "procedures.activate.queue: found 'clave'"),
    ('checklist = "identity"', 'checklist = "identiti"', "procedures.activate.checklist: found 'identiti'"),
    ('checklist = "identity"', "", "procedures.activate.checklist: found nothing; allowed: the checklist"),
    ('agent = true\nqueue = "claves"', "agent = false", "procedures.activate.queue: found nothing"),
    (
        'agent = true\nqueue = "claves"\nchecklist = "identity"',
        'agent = false\nqueue = "claves"',
        "procedures.activate.checklist: found nothing",
    ),
    ("required = 3", "required = 1", "checklists.identity.required: found 1; allowed: a whole number from 2 to 6"),
    ("stricter = 5", "stricter = 2", "checklists.identity.stricter: found 2; allowed: at least required (3)"),
    ("stricter = 5", "stricter = 7", "checklists.identity.stricter: found 7"),
    ('id = "last_payment_month"', 'id = "birth_date"', "checklists.identity.questions: found birth_date"),
    ('kind = "choice"', 'kind = "choise"', "found 'choise'; allowed: choice date digits text; did you mean choice?"),
    ("announce_every = 60", "announce_every = 20", "queues.claves.announce_every: found 20"),
    ("size = 50", "size = 0", "queues.claves.size: found 0; allowed: a whole number from 1 to 1000"),
]
POLICIES = [
    ("shortest = 4", "shortest = 3", "key.shortest: found 3; allowed: a whole number from 4 to 12"),
    ("shortest = 4", "shortest = 5", "key.longest: found 4; allowed: at least shortest (5)"),
    ('"repeats", "sequences", "document"', '"document"', "allowed: a list with at least repeats and sequences"),
    ('"repeats", "sequences", "document"', '"repeat", "sequences"', "key.forbidden: found 'repeat'; allowed: a list"),
    ("life = 300", "life = 90", "code.life: found 90; allowed: whole minutes in seconds"),
    ("resend_after = 30", "resend_after = 5", "code.resend_after: found 5"),
]
HOURS = [
    (WEEK, "", "hours.monday: found a week without an open hour"),
    ("00:00-24:00", "7-19", "hours.monday: found '7-19'"),
    ("00:00-24:00", "19:00-07:00", "hours.monday: found 19:00-07:00"),
    ('"00:00-24:00"', '"08:00-12:00", "11:00-13:00"', "hours.monday: found 08:00-12:00, 11:00-13:00"),
    ('"00:00-24:00"', '"08:00-24:00", "11:00-13:00"', "hours.monday: found 08:00-24:00, 11:00-13:00"),
    ("America/Bogota", "America/Bogotá", "hours.time_zone: found 'America/Bogotá'"),
    ("closed_dates = []", 'closed_dates = ["2026-12-24"]', "hours.closed_dates: found '2026-12-24'; allowed: a list"),
    ("closed_dates = []", "closed_dates = [2026-12-24T10:00:00]", "hours.closed_dates: found 2026-12-24 10:00:00"),
]
OVERFLOW = '[[queues.claves.overflow]]\nwhen = "waited"\nover = 240\nthen = "call_back"'
WIDENING = "[[queues.claves.widening]]\nafter = 60\nskills = []\n\n"
DISTRIBUTION = [
    ("place_kept = 600", "place_kept = 7200", "queues.claves.place_kept: found 7200"),
    ("place_kept = 600", "priority = 12", "queues.claves.priority: found 12; allowed: a whole number from 0 to 9"),
    ("place_kept = 600", "priority = 9", "priorities: found 11 in all; allowed: at most 9"),
    ("place_kept = 600", 'skills = ["claves"]', "queues.claves.skills: found claves; allowed: skills = []"),
    ("place_kept = 600", 'skills = ["Claves!"]', "queues.claves.skills: found 'Claves!'"),
    (OVERFLOW, '[[queues.claves.widening]]\nafter = 60\nskills = ["claves"]', "a step that does not ask for less"),
    (OVERFLOW, WIDENING * 2, "queues.claves.widening: found 60 60; allowed: each `after` later"),
    (OVERFLOW, OVERFLOW.replace("waited", "bored"), "queues.claves.overflow[1].when: found 'bored'"),
    (OVERFLOW, OVERFLOW.replace("call_back", "shout"), "queues.claves.overflow[1].then: found 'shout'"),
    (OVERFLOW, f"{OVERFLOW}\n\n{OVERFLOW}", "queues.claves.overflow: found waited waited"),
    (OVERFLOW, OVERFLOW.replace('"call_back"', '"queue"\nqueue = "claves"'), "overflow[1].queue: found 'claves'"),
    (OVERFLOW, OVERFLOW.replace("240", "0"), "queues.claves.overflow[1].over: found 0"),
    (
        'when = "callers_per_agent"\nover = 8\nthen = "call_back"',
        'when = "nobody"\nthen = "say"',
        "found 'say'; allowed",
    ),
    ("call_back = true ", "call_back = false ", "queues.claves.overflow[1].then: found 'call_back'; allowed"),
    ("call_back_tries = 3", "call_back_tries = 9", "queues.claves.call_back_tries: found 9"),
]


@pytest.mark.parametrize(
    ("old", "new", "said"), [*DISTRIBUTION, *VALUES, *DOCUMENTS, *MENUS, *SERVICE, *POLICIES, *HOURS]
)
def test_a_mistake_is_found(mistakes_after: Mistakes, old: str, new: str, said: str) -> None:
    """Each single mistake gives a sentence with its key, what was found and what is allowed."""
    assert any(said in mistake for mistake in mistakes_after((old, new)))


def test_a_procedure_has_two_proofs(mistakes_after: Mistakes) -> None:
    """Without an agent only the change has two proofs; another procedure must say why one is enough."""
    alone = ("agent = true", "agent = false")
    reason = ("agent = false", 'agent = false\nsingle_proof_reason = "its document asks for no more"')
    assert any("found false, which leaves one proof" in mistake for mistake in mistakes_after(alone))
    assert mistakes_after(alone, reason) == []


def test_a_change_has_its_two_proofs_without_an_agent(mistakes_after: Mistakes) -> None:
    """The current key and a code are two proofs by different means."""
    start = '[procedures.change]\nlabel = "Cambiar clave"\n'
    assert mistakes_after((start + "agent = true", start + "agent = false")) == []


def test_five_options_are_too_many(mistakes_after: Mistakes) -> None:
    """A menu has four options at most."""
    more = '\n[[menus.consultas.options]]\nkey = "5"\nprompt = "option_5"\nqueue = "general"\n'
    start = "# ---- Procedures."
    assert any("found 5 options; allowed: at most 4" in mistake for mistake in mistakes_after((start, more + start)))


def test_a_telephone_cannot_type_letters(mistakes_after: Mistakes) -> None:
    """A table whose documents all have letters leaves callers without a way."""
    lengths = ("6\nlongest = 10", "6\nlongest = 7", "10\nlongest = 11", "6\nlongest = 8", "9\nlongest = 9")
    mistakes = mistakes_after(*((f"shortest = {each}", f"letters = true\nshortest = {each}") for each in lengths))
    assert any("found letters in every type" in mistake for mistake in mistakes)


def test_a_missing_part_is_said_once(mistakes_after: Mistakes) -> None:
    """A table without queues says so, and still checks the rest."""
    headings = (ROOT / "institutions/serfinansa.toml").read_text(encoding="utf-8").count("[queues.")
    mistakes = mistakes_after(*[("[queues.", "[rows.")] * headings)
    assert sum(": queues: found nothing" in mistake for mistake in mistakes) == 1
    assert any("rows: found an unknown key" in mistake for mistake in mistakes)
