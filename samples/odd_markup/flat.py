"""Markdown."""

from samples.odd_markup.groups import DOUBTS, HIDES, MARKS, NOTES, SEEN, STRIKES

FLAT: dict[str, dict[str, str]] = {
    MARKS: {"circled": "{circled}", "raised": "{raised}", "brackets": "[{}]", "sup": "<sup>{}</sup>"},
    STRIKES: {"tildes": "~~{}~~", "del": "<del>{}</del>"},
    HIDES: {"comment": "<!--{}-->"},
    NOTES: {},
    DOUBTS: {
        "picture": "![{}](x.png)",
        "formula": "$1^{{{}}}$",
        "hidden span": "<span hidden>{}</span>",
        "sub by tilde": "~{}~",
        "sup by caret": "^{}^",
        "footnote text": "[^{}]",
        "escaped": "\\{}",
        "reference": "&#x3{};",
    },
    SEEN: {"bold": "**{}**"},
}
