"""In the sandbox, where no file opens, every kind of document is read as outside of it."""

import json
from pathlib import Path

import pytest

from readers import read
from samples import hostile, hostile_office
from schemas.report import to_json
from workers.confinement.layer import Layer
from workers.confinement.layers import available
from workers.sandbox import Sandbox

_DOC = Path(__file__).parents[1] / "readers" / "data" / "form_2021.doc"
_WHOLE = {f"whole.{kind}": data for kind, data in hostile.whole().items() if kind != "png"}
_SOUND = to_json(read("云岭县水务局2023年政府信息公开工作年度报告\n一、总体情况\n".encode(), "x.txt"))
_JSON = {
    "sound.json": json.dumps(_SOUND, ensure_ascii=False).encode(),
    "faulty.json": json.dumps({**_SOUND, "year": "year", "agency": 3}, ensure_ascii=False).encode(),
    "no.json": b'{"title": ',
}
_OTHER = {
    "big5.txt": "年度報告 一、總體情況".encode("big5hkscs"),
    "gbk.html": "<html><meta charset=gbk><table><tr><td>年度报告</td></tr></table></html>".encode("gbk"),
    "codes.rtf": rb"{\rtf1\ansi\ansicpg950\deff0{\fonttbl{\f0\fcharset136 MingLiU;}}\f0 \'a6\'7e\'ab\'d7}",
    "old.doc": _DOC.read_bytes(),
    "json.docx": _JSON["sound.json"],
}


@pytest.mark.parametrize("names", [(), ("x.docx",)], ids=["all loaded", "one kind loaded"])
def test_every_kind_is_read_as_without_a_sandbox(names: tuple[str, ...]) -> None:
    """Whole documents of every kind, odd ones, JSON with and without faults, rare encodings: the same reports."""
    odd = {name: data for name, (data, _) in hostile_office.odd().items()}
    with Sandbox() as sandbox:
        sandbox.prepare(names)
        for name, data in {**_WHOLE, **odd, **_JSON, **_OTHER}.items():
            assert sandbox.read(data, name) == read(data, name), name


def test_a_sound_json_report_needs_no_child() -> None:
    """It is read at once and alike; under another name, or with a fault, it goes the full way."""
    with Sandbox() as sandbox:
        assert sandbox.read(_JSON["sound.json"], "sound.json") == read(_JSON["sound.json"], "sound.json")
        assert sandbox.pid is None
        assert sandbox.read(_JSON["sound.json"], "sound.docx") == read(_JSON["sound.json"], "sound.docx")
        assert sandbox.pid is not None
        pdf = _JSON["sound.json"].replace("云岭县".encode(), "%PDF-云岭县".encode(), 1)
        assert sandbox.read(pdf, "sound.json") == read(pdf, "sound.json")


def test_a_number_beyond_64_bits_arrives_to_the_last_digit() -> None:
    """The quick parser between child and parent would round it; the answer then takes the plain one."""
    wide = {**_SOUND, "edition": "2021", "tables": {**_SOUND["tables"], "proactive": {"penalties": [10**24 + 1]}}}
    data = json.dumps(wide, ensure_ascii=False).encode()
    with Sandbox() as sandbox:
        for name in ("wide.json", "wide.docx"):
            found = sandbox.read(data, name)
            assert found == read(data, name)
            assert found.value("proactive.penalties.decisions") == 10**24 + 1


def test_layers_that_are_missing_are_told_to_who_asks() -> None:
    """What a child lacks is exactly what this machine does not offer."""
    told: list[list[str]] = []
    with Sandbox(missing=told.append) as sandbox:
        sandbox.read(b"x", "x.txt")
    assert told == [[layer.value for layer in Layer if layer not in available()]]


def test_a_faulty_json_report_is_told_fault_by_fault() -> None:
    """What words the faults is loaded when it is needed, in a child of its own."""
    with Sandbox() as sandbox:
        problems = sandbox.read(_JSON["faulty.json"], "faulty.json").problems
    assert any("/year" in problem.message for problem in problems)
