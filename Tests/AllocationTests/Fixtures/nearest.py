"""Least total distance of the largest flow, by SciPy's linear programme, for small random cases.

python3 Tests/AllocationTests/Fixtures/nearest.py > Tests/AllocationTests/Fixtures/nearest.json

Each case has sources (persons), outlets (openings) and the length of each link in whole kilometres. First the largest sum is found, then
the least distance at that sum. `shares` is the flow of the greatest entropy among those, relative to persons × openings, by
Newton's method on the face of the optimal flows.
"""

import json
import random

import numpy
from scipy.linalg import null_space
from scipy.optimize import linprog


def solved(case):
    links = [(s, o, d) for s, row in enumerate(case["links"]) for o, d in row]
    sources, outlets = len(case["supplies"]), len(case["capacities"])
    limit = numpy.zeros((sources + outlets, len(links)))
    for index, (source, outlet, _) in enumerate(links):
        limit[source, index] = limit[sources + outlet, index] = 1
    room = case["supplies"] + case["capacities"]
    most = linprog([-1] * len(links), A_ub=limit, b_ub=room, method="highs")
    total = -most.fun
    lengths = [d for _, _, d in links]
    # A millionth below the largest sum, so that rounding does not make the second programme impossible.
    least = linprog(lengths, A_ub=numpy.vstack([limit, [-1] * len(links)]), b_ub=room + [-(total - 1e-9)], method="highs")
    return links, limit, room, total, lengths, least


def even(case):
    """The flow of the greatest entropy on the face of optimal flows, by Newton's method inside the face."""
    links, limit, room, total, lengths, least = solved(case)
    nodes, count = len(room), len(links)
    # Variables: the flow of each link, then what each source and outlet has left.
    equal = numpy.block([
        [limit, numpy.eye(nodes)], [numpy.ones((1, count)), numpy.zeros((1, nodes))],
        [numpy.array([lengths], dtype=float), numpy.zeros((1, nodes))],
    ])
    right = numpy.array(room + [total, least.fun])
    most = [-linprog(-numpy.eye(count + nodes)[k], A_eq=equal, b_eq=right, method="highs").fun for k in range(count + nodes)]
    used = [k for k in range(count + nodes) if most[k] > 1e-7]
    # A point inside: as far from 0 as can be in every variable that is not 0 in all optimal flows.
    inside = linprog(
        [0] * len(used) + [-1], A_eq=numpy.hstack([equal[:, used], numpy.zeros((len(right), 1))]), b_eq=right,
        A_ub=numpy.hstack([-numpy.eye(len(used)), numpy.ones((len(used), 1))]), b_ub=numpy.zeros(len(used)), method="highs").x[:-1]
    weight = numpy.array([case["supplies"][s] * case["capacities"][o] for s, o, _ in links] + room)[used]
    free = null_space(equal[:, used])
    at = inside
    for _ in range(200):
        if free.shape[1] == 0:
            break
        step = free @ numpy.linalg.solve(free.T @ (free / at[:, None]), -free.T @ numpy.log(at / weight))
        size = 1.0
        while numpy.any(at + size * step <= 0):
            size /= 2
        at = at + size * step
        if numpy.max(numpy.abs(step)) < 1e-12:
            break
    shares = numpy.zeros(count + nodes)
    shares[used] = at
    return [round(value, 6) for value in shares[:count]]


def case(seed, most):
    draw = random.Random(seed)
    sources, outlets = draw.randint(1, most), draw.randint(1, most)
    return {
        "supplies": [draw.randint(0, 40) / 2 for _ in range(sources)],
        "capacities": [draw.randint(0, 30) / 2 for _ in range(outlets)],
        "links": [
            [[o, draw.choice([0, 0, 5, 10, 20, 35, 74])] for o in range(outlets) if draw.random() < 0.6] for _ in range(sources)
        ],
    }


def main():
    cases = []
    for seed in range(120):
        one = case(seed, 4 if seed < 60 else 12)
        if not any(one["links"]):
            continue
        _, _, _, total, _, least = solved(one)
        one["sum"], one["distance"], one["shares"] = round(total, 6), round(least.fun, 5), even(one)
        cases.append(one)
    # Two sources of one place, and equally near openings.
    shared = [
        {"supplies": [30, 10], "capacities": [20, 40], "links": [[[0, 0], [1, 9]], [[0, 0], [1, 9]]]},
        {"supplies": [30, 10, 20], "capacities": [24], "links": [[[0, 3]], [[0, 3]], [[0, 3]]]},
        {"supplies": [12, 6], "capacities": [10, 20, 30], "links": [[[0, 0], [1, 0]], [[1, 0], [2, 0]]]},
        {"supplies": [12, 16], "capacities": [6, 9, 30], "links": [[[0, 5], [1, 5]], [[0, 5], [1, 5], [2, 5]]]},
        {"supplies": [8, 8, 4], "capacities": [5, 5, 4], "links": [[[0, 1], [1, 2]], [[0, 2], [1, 3]], [[1, 1], [2, 1]]]},
    ]
    for one in shared:
        _, _, _, total, _, least = solved(one)
        one["sum"], one["distance"], one["shares"] = round(total, 6), round(least.fun, 5), even(one)
        cases.append(one)
    print("[\n" + ",\n".join(json.dumps(one) for one in cases) + "\n]")


main()
