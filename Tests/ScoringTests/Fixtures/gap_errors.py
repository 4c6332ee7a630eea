#!/usr/bin/env python3
"""Standard errors of the gap and of the share not filled, by simulation with NumPy alone: gap_errors.py > gap_errors.json

Openings and leavers of each occupation are drawn from normals, independently; 4,000,000 draws, so that a standard deviation is good to a
thousandth. Cases: the one of the issue (D = 100, S = 90, σ_D = 0.3), several occupations, a sure surplus and a surplus that may be a gap."""
import json
import numpy as np

rng = np.random.default_rng(20181123)
draws = 4_000_000
cases = {
    # each occupation: relevance, openings, leavers, error of openings, error of leavers
    "issue": [[1.0, 100, 90, 30, 0]],
    "leavers": [[1.0, 100, 0, 20, 0]],
    "wide": [[1.0, 2000, 300, 200, 60], [0.5, 900, 100, 90, 25], [0.25, 500, 20, 60, 5]],
    "surplus": [[1.0, 100, 400, 20, 40]],
    "narrow": [[1.0, 100, 110, 12, 9]],
    "mixed": [[1.0, 3000, 500, 150, 50], [1.0, 200, 230, 20, 30]],
}
out = []
for name, occupations in cases.items():
    gap, plain, openings, leavers = np.zeros(draws), np.zeros(draws), np.zeros(draws), np.zeros(draws)
    for m, d, s, ed, es in occupations:
        x, y = d + ed * rng.standard_normal(draws), s + es * rng.standard_normal(draws)
        # Where there is a gap the whole difference errs; where there is a surplus, what of it may be a gap.
        gap += m * (np.maximum(x - y, 0) if d < s else x - y)
        openings += m * x
        leavers += m * y
    share = (openings - leavers) / openings
    # The first order is asked of errors that are small against the openings.
    small = openings.std() < 0.1 * openings.mean()
    out.append(dict(name=name, occupations=occupations, gap=float(gap.std()), openings=float(openings.std()), leavers=float(leavers.std()),
                    share=float(share.std()) if small else None))
print(json.dumps(out, indent=1))
