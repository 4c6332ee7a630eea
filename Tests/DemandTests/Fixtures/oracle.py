#!/usr/bin/env python3
"""Works out, apart from the Swift code and with NumPy, what the demand stage must answer for a small world: oracle.py > oracle.json"""
import json, math
import numpy as np

regions = {"32.15": (-6.31, 107.31), "32.16": (-6.36, 107.17), "32.73": (-6.91, 107.61)}
codes = list(regions)
# Employment of two years, section C: 2014 and 2017
employment = {"32.15": (100_000, 118_000), "32.16": (200_000, 180_000), "32.73": (50_000, 80_000)}
staffing = {"7212": 0.03, "7223": 0.05}
replacement = {"7212": 0.032, "7223": 0.032}
clip = (-0.10, 0.15)
coverage, window = 0.35, 365
openings = {("32.15", "7212"): 40, ("32.16", "7212"): 25}
province = {"7212": 12}  # postings known only to province 32, spread by labour force
labour_force = {"32.15": 1_100_000, "32.16": 1_700_000, "32.73": 1_200_000}
survey = {("32.15", "7212"): 120}
sigma = dict(vacancies=0.35, employment=0.35, survey=0.2, supply=0.3)
leavers, entry, relevance = {"32.15": 300, "32.16": 500, "32.73": 150}, 0.62, 0.6
decay, maximum = 25, 75

d_v, d_e, d_s = {}, {}, {}
total_force = sum(labour_force.values())
for r in codes:
    for o in staffing:
        per_year = openings.get((r, o), 0) * 365 / window / coverage + province.get(o, 0) * 365 / window / coverage * labour_force[r] / total_force
        if per_year:
            d_v[r, o] = per_year
        first, last = employment[r]
        g = float(np.clip((last / first) ** (1 / 3) - 1, *clip))
        d_e[r, o] = last * staffing[o] * (max(g, 0) + replacement[o])
        if (r, o) in survey:
            d_s[r, o] = survey[r, o]
D, error = {}, {}
for r in codes:
    for o in staffing:
        known = [(d[r, o], s) for d, s in ((d_v, sigma["vacancies"]), (d_e, sigma["employment"]), (d_s, sigma["survey"])) if (r, o) in d]
        weights = np.array([1 / s**2 for _, s in known])
        D[r, o] = float(np.dot(weights, [v for v, _ in known]) / weights.sum())
        error[r, o] = float(weights.sum() ** -0.5)
S = {(r, "7212"): leavers[r] * entry * relevance for r in codes}


def kilometres(a, b):  # spherical law of cosines: another formula than the code's haversine
    (la, lo), (lb, lp) = np.radians(regions[a]), np.radians(regions[b])
    return 6371.0088 * math.acos(min(1, math.sin(la) * math.sin(lb) + math.cos(la) * math.cos(lb) * math.cos(lp - lo)))


K = np.array([[1.0 if a == b else (math.exp(-kilometres(a, b) / decay) if kilometres(a, b) <= maximum else 0.0) for b in codes] for a in codes])
# Errors by simulation, not by the code's formula: every region's openings and leavers err on their own.
rng = np.random.default_rng(20180101)
draws = 1_000_000
answer = []
for i, r in enumerate(codes):
    for o in staffing:
        local_d, local_s = np.array([D[q, o] for q in codes]), np.array([S.get((q, o), 0.0) for q in codes])
        drawn_d = local_d * (1 + np.array([error[q, o] for q in codes]) * rng.standard_normal((draws, len(codes))))
        drawn_s = local_s * (1 + sigma["supply"] * rng.standard_normal((draws, len(codes))))
        answer.append(dict(
            region=r, occupation=o, openings=D[r, o], error=error[r, o], leavers=S.get((r, o), 0.0), reachable_openings=float(K[i] @ local_d),
            reachable_leavers=float(K[i] @ local_s), gap_error=float((drawn_d[:, i] - drawn_s[:, i]).std()),
            reachable_openings_error=float((drawn_d @ K[i]).std()), reachable_leavers_error=float((drawn_s @ K[i]).std()),
            reachable_gap_error=float(((drawn_d - drawn_s) @ K[i]).std())))
print(json.dumps(dict(cells=answer, distance=kilometres("32.15", "32.16")), indent=1))
