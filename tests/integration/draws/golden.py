"""The golden draws of golden.rs, computed without the library: python3 golden.py

Its sources are section 7 of docs/rules.md and the papers: Philox4x64-10 (Salmon, Moraes, Dror, Shaw 2011), FNV-1a of
64 bits, and the inverse of the triangular distribution, which is computed twice, in floats and in exact fractions. If
numpy is installed, every block is compared with its Philox too (whose counter is increased before it is used).
"""

from datetime import date, timedelta
from fractions import Fraction
from math import sqrt

try:
    import numpy
except ImportError:
    numpy = None

BITS = (1 << 64) - 1


def philox(counter, key):
    (a, b, c, d), (k, l) = counter, key
    for _ in range(10):
        x, y = a * 0xD2E7470EE14C6C93, c * 0xCA5A826395121157
        a, b, c, d = (y >> 64) ^ b ^ k, y & BITS, (x >> 64) ^ d ^ l, x & BITS
        k, l = (k + 0x9E3779B97F4A7C15) & BITS, (l + 0xBB67AE8584CAA73B) & BITS
    return [a, b, c, d]


def fnv1a(name):
    hash = 0xCBF29CE484222325
    for byte in name.encode():
        hash = ((hash ^ byte) * 0x100000001B3) & BITS
    return hash


def uniform(seed, number, name, month=0):
    counter, key = [number // 4, month, 0, 0], [seed, fnv1a(name)]
    block = philox(counter, key)
    if numpy:
        whole = sum(word << 64 * i for i, word in enumerate(counter)) - 1 & (1 << 256) - 1
        before = [whole >> 64 * i & BITS for i in range(4)]
        before, key = (numpy.array(words, dtype=numpy.uint64) for words in (before, key))
        theirs = numpy.random.Philox(counter=before, key=key).random_raw(4)
        assert [int(word) for word in theirs] == block
    return Fraction(block[number % 4] >> 11, 1 << 53)


def triangular(mode, width, u):
    """From 0 to the width, rounded half up."""

    def distribution(x):
        if x <= mode:
            return x * x / (width * mode) if mode else Fraction(0)
        return 1 - (width - x) ** 2 / (width * (width - mode))

    exact = max(k for k in range(width + 1) if k == 0 or u >= distribution(Fraction(2 * k - 1, 2)))
    f = float(u)
    x = sqrt(f * width * mode) if f * width < mode else width - sqrt((1 - f) * width * (width - mode))
    assert int(x + 0.5) == exact
    return exact


def months(text):
    return int(text[:4]) * 12 + int(text[5:7]) - 1


def drawn(low, best, high, u):
    if isinstance(low, int):
        return low + triangular(best - low, high - low, u)
    if len(low) == 7:
        month = months(low) + triangular(months(best) - months(low), months(high) - months(low), u)
        return f"{month // 12:04}-{month % 12 + 1:02}"
    low, best, high = map(date.fromisoformat, (low, best, high))
    return str(low + timedelta(triangular((best - low).days, (high - low).days, u)))


ESTIMATES = {
    "contingent[USA in IRQ, combat].strength": (2300, 2500, 2600),
    "contingent[GBR in IRQ, unspecified].strength": (100, 150, 201),  # no best: the midpoint, rounded down
    "event[\"announcement\"].date": ("2024-09", "2024-10", "2025-03"),
    "event[\"election\"].date": ("2025-11-01", "2025-11-04", "2025-11-30"),
    "event[\"handover\"].date": (0, 2, 5),
    "residual[USA in IRQ].strength": (0, 250, 500),
    "residual[USA in IRQ].through": (30, 45, 60),
    "residual[USA in IRQ #2].strength": (0, 0, 90),
    "phase[\"first year\"].target": (200, 500, 900),
    "phase[\"first year\"].deadline": (120, 135, 180),
    "phase[\"the \\\"rest\\\"\"].pace": (80, 150, 150),
    "phase[\"the \\\"rest\\\"\"].starts": (0, 1, 3),
    "hold[\"until after the election\"].through": (30, 60, 90),
    "cap[\"airlift\"].per_month": (100, 250, 1000000),
}
HAZARDS = {"escalation": (0.25, (1, 2, 6)), "raid": (0.0625, (3, 3, 3))}
LAST = 40

for seed, number in [(0, 0), (0, 1), (0, 2), (0, 3), (0, 4), (1, 0), (2024, 17), (BITS, BITS)]:
    print(f"({seed}, {number}):")
    for name, points in ESTIMATES.items():
        print(f"    {name}: {drawn(*points, uniform(seed, number, name))}")
    for name, (chance, lasts) in HAZARDS.items():
        t, stretches = 1, []
        while t <= LAST:
            months_held = 0
            if uniform(seed, number, f'hazard["{name}"].monthly_chance', t) < Fraction(chance):
                months_held = lasts[0]
                if lasts[0] < lasts[2]:
                    months_held = drawn(*lasts, uniform(seed, number, f'hazard["{name}"].lasts', t))
                stretches.append(f"{t}-{min(t + months_held - 1, LAST)}")
            t += max(1, months_held)
        print(f"    {name}: {' '.join(stretches)}")
