"""Affine maps as PDF and OFD write them: (a, b, c, d, e, f) takes x, y to ax + cy + e, bx + dy + f."""

Matrix = tuple[float, float, float, float, float, float]
SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """The image of a point."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def chain(first: Matrix, then: Matrix) -> Matrix:
    """The map that applies ``first`` and ``then`` to what it gives."""
    a, b, c, d, e, f = first
    o, p, q, r, _, _ = then
    x, y = apply(then, e, f)
    return (a * o + b * q, a * p + b * r, c * o + d * q, c * p + d * r, x, y)


def bounds(matrix: Matrix, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """The box around the image of a box (left, top, right, bottom)."""
    left, top, right, bottom = box
    a, b, c, d, e, f = matrix
    if not (b or c):  # neither turned nor leaning, as nearly all are
        return _ordered(a * left + e, a * right + e, d * top + f, d * bottom + f)
    corners = [apply(matrix, x, y) for x in (left, right) for y in (top, bottom)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _ordered(left: float, right: float, top: float, bottom: float) -> tuple[float, float, float, float]:
    if left > right:
        left, right = right, left
    return (left, top, right, bottom) if top <= bottom else (left, bottom, right, top)
