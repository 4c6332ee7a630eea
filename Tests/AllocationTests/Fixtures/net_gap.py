"""What surplus leavers leave of the openings, by SciPy's linear programme, for small random cases.

python3 Tests/AllocationTests/Fixtures/net_gap.py > Tests/AllocationTests/Fixtures/net_gap.json

Regions lie on a plane; people reach what is within 75 km. `left` is the sum of the net gaps, `travelled` the least person-kilometres of the
surplus leavers at the largest sum, and `net` the gap of each region where the linear programme says that it is the only one (the least and the
largest gap of all optimal flows agree), else null.
"""

import json
import random

import numpy
from scipy.optimize import linprog


def solved(case):
    regions = case["regions"]
    surplus = [k for k, (_, _, o, l) in enumerate(regions) if l is not None and l > o]
    open_ = [k for k, (_, _, o, l) in enumerate(regions) if o > (l or 0)]
    far = lambda a, b: round(((regions[a][0] - regions[b][0]) ** 2 + (regions[a][1] - regions[b][1]) ** 2) ** 0.5, 3)
    links = [(a, b, far(a, b)) for a in surplus for b in open_ if far(a, b) <= 75]
    case["reach"] = {str(a): {str(b): far(a, b) for b in range(len(regions)) if far(a, b) <= 75} for a in range(len(regions))}
    gap = {k: regions[k][2] - (regions[k][3] or 0) for k in open_}
    if not links:
        return sum(gap.values()), 0, [gap.get(k) for k in range(len(regions))]
    limit = numpy.zeros((len(surplus) + len(open_), len(links)))
    for index, (a, b, _) in enumerate(links):
        limit[surplus.index(a), index] = limit[len(surplus) + open_.index(b), index] = 1
    room = [regions[k][3] - regions[k][2] for k in surplus] + [gap[k] for k in open_]
    total = -linprog([-1] * len(links), A_ub=limit, b_ub=room, method="highs").fun
    lengths = [d for _, _, d in links]
    one = [1] * len(links)
    least = linprog(lengths, A_ub=limit, b_ub=room, A_eq=[one], b_eq=[total], method="highs").fun
    net = []
    for k in range(len(regions)):
        if k not in gap:
            net.append(None)
            continue
        row = [1.0 if b == k else 0.0 for _, b, _ in links]
        ends = []
        for sign in (1, -1):
            found = linprog(
                [sign * value for value in row], A_ub=numpy.vstack([limit, lengths]), b_ub=room + [least + 1e-7], A_eq=[one], b_eq=[total],
                method="highs")
            ends.append(sign * found.fun)
        net.append(round(gap[k] - ends[0], 4) if abs(ends[0] - ends[1]) < 1e-4 else None)
    return sum(gap.values()) - total, least, net


def main():
    cases = []
    for seed in range(60):
        draw = random.Random(seed)
        regions = []
        for _ in range(draw.randint(2, 9)):
            leavers = None if draw.random() < 0.15 else draw.randint(0, 300)
            regions.append([draw.randint(0, 160), draw.randint(0, 90), draw.randint(0, 300), leavers])
        case = {"regions": regions}
        left, travelled, net = solved(case)
        case["left"], case["travelled"], case["net"] = round(left, 4), round(travelled, 3), net
        cases.append(case)
    print("[\n" + ",\n".join(json.dumps(one) for one in cases) + "\n]")


main()
