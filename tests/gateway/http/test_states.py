"""The county's year over HTTP: the boxes of the terminal and the bulletin, and the two deadlines."""

import httpx
from jsonschema import Draft202012Validator

from bench.door import Door
from filings.token import TokenRole
from schemas.validate import schema


def _shape(name: str) -> Draft202012Validator:
    whole = schema("http")
    return Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": whole["$defs"]})


def test_the_boxes_hold_every_unit_once(door: Door) -> None:
    """Counted anew from the lines of the same answer, late or not; both deadlines stand in each line."""
    with door.client(role=TokenRole.OFFICE) as client:
        answer: httpx.Response = client.get("/v1/standings?year=2025&as_of=2026-02-09")
    body = answer.json()
    _shape("Standings").validate(body)
    units = [line["standing"] for line in body["agencies"] if line["kind"] != "government"]
    assert units
    for state, box in body["boxes"].items():
        inside = [one for one in units if one["state"] == state]
        assert box["late"] == sum(one["days_late"] > 0 for one in inside)
        assert box["on_time"] == len(inside) - box["late"]
        assert {one["label"] for one in inside} <= {box["label"]}
    assert sum(box["on_time"] + box["late"] for box in body["boxes"].values()) == len(units)
    assert all({"due_on", "publish_by"} <= one.keys() for one in units)
