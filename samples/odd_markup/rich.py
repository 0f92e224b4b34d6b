"""Rich text: RTF 1.9.1."""

from samples.odd_markup.groups import DOUBTS, HIDES, MARKS, NOTES, STRIKES

RTF: dict[str, dict[str, str]] = {
    MARKS: {"super": r"{{\super {}}}", "sub": r"{{\sub {}}}", "up": r"{{\up8 {}}}", "dn": r"{{\dn8 {}}}"},
    STRIKES: {"strike": r"{{\strike {}}}", "striked": r"{{\striked1 {}}}"},
    HIDES: {
        "v": r"{{\v {}}}",
        "deleted": r"{{\deleted {}}}",
        "white": r"{{\cf1 {}}}",
        "tiny": r"{{\fs2 {}}}",
        "ignored": r"{{\*\unheardof {}}}",
        "annotation": r"{{\*\annotation {}}}",
        "same": r"{{\cf2\highlight2 {}}}",
    },
    NOTES: {},
    DOUBTS: {"formula": r"{{\*\moMath {}}}", "symbol": r"\u-4050?{{\v {}}}"},
}
