"""Markdown."""

from samples.odd_markup.groups import DOUBTS, HIDES, MARKS, NOTES, STRIKES

FLAT: dict[str, dict[str, str]] = {
    MARKS: {"circled": "{circled}", "raised": "{raised}", "brackets": "[{}]", "sup": "<sup>{}</sup>"},
    STRIKES: {"tildes": "~~{}~~", "del": "<del>{}</del>"},
    HIDES: {"comment": "<!--{}-->"},
    NOTES: {},
    DOUBTS: {},
}
