"""The picture of the menus and the script for the recording studio."""

import csv
from collections.abc import Mapping
from dataclasses import replace
from io import StringIO
from itertools import pairwise
from xml.etree import ElementTree as ET

from ivr.authoring.graph import graph
from ivr.authoring.recording_script import HEADINGS, recording_script
from ivr.institutions import Institution
from ivr.prompts import Prompts

Tables = Mapping[str, Institution]
SVG = "{http://www.w3.org/2000/svg}"


def rows(tables: Tables, prompts: Prompts) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(recording_script(tables["serfinansa"], prompts))))


def test_the_picture_shows_every_key(tables: Tables, prompts: Prompts) -> None:
    """It is well-formed SVG with a box for line, menus, queue and procedures, and a key on each branch."""
    picture = ET.fromstring(graph(tables["serfinansa"], prompts))  # noqa: S314 - written by ourselves
    texts = [text.text for text in picture.iter(f"{SVG}text")]
    assert len(list(picture.iter(f"{SVG}rect"))) == 8
    assert sorted(text for text in texts if text and text.isdigit()) == ["1", "1", "2", "3", "4", "4"]
    assert {"Serfinansa", "Fila Atención general", "Restablecer clave"} <= set(texts)


def test_boxes_do_not_overlap(tables: Tables, prompts: Prompts) -> None:
    """Boxes of one column stand below each other."""
    picture = ET.fromstring(graph(tables["serfinansa"], prompts))  # noqa: S314 - written by ourselves
    boxes = [{key: int(box.get(key, "0")) for key in ("x", "y", "height")} for box in picture.iter(f"{SVG}rect")]
    ordered = sorted(boxes, key=lambda box: (box["x"], box["y"]))
    for above, below in pairwise(ordered):
        assert above["x"] < below["x"] or above["y"] + above["height"] < below["y"]


def test_a_procedure_without_an_agent_shows_its_proofs(tables: Tables, prompts: Prompts) -> None:
    """Whoever looks at the picture sees what proves the caller, and a name cannot break it."""
    serfinansa = tables["serfinansa"]
    change = replace(serfinansa.procedures["change"], agent=False, checklist="", label="<Cambiar & más>")
    alone = replace(serfinansa, procedures={**serfinansa.procedures, "change": change})
    picture = graph(alone, prompts)
    assert "sin asesor: clave actual y código" in picture
    assert "&lt;Cambiar &amp; más&gt;" in picture


def test_the_studio_reads_whole_sentences_only(tables: Tables, prompts: Prompts) -> None:
    """No text messages, no sentence with a value; each row has all columns."""
    script = rows(tables, prompts)
    ids = {row["id"] for row in script}
    assert tuple(script[0]) == HEADINGS
    assert all(all(row.values()) and int(row["segundos"]) > 0 for row in script)
    assert {"welcome", "option_autoconsulta", "capsule"} <= ids
    assert not ids & {"sms_code", "sms_key_changed", "code_wrong", "document_confirm", "option_type_CC"}


def test_the_studios_files_are_where_recordings_are_looked_for(tables: Tables, prompts: Prompts) -> None:
    """The file of each row is the institution's own."""
    assert {row["archivo"] for row in rows(tables, prompts) if row["id"] == "welcome"} == {
        "es-CO/serfinansa/welcome.wav"
    }
