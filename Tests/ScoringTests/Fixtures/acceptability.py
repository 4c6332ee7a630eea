#!/usr/bin/env python3
"""SMAA by NumPy alone, with its own generator: acceptability.py > acceptability.json

Twelve programmes, five criteria with piecewise-linear value functions, some values missing, three with standard errors; the two criteria of
one estimate err together. 200,000 samples, so that the sampling error of a share is at most 0.0011 here."""
import json
import numpy as np

rng = np.random.default_rng(20181123)
samples, top, concentration = 200_000, 3, 40
names = ["demand_gap", "gap_share", "placement", "certification", "instructor_readiness"]
weights = np.array([0.3, 0.1, 0.25, 0.15, 0.2])
points = [[[0, 0], [100, 0.5], [1000, 1]], [[-0.5, 0], [0, 0.3], [1, 1]], [[0.2, 0], [0.8, 1]], [[0.3, 0], [0.69, 0.6], [0.95, 1]], [[0, 0], [0.5, 0.35], [1, 1]]]
estimates = [0, 0, 1, 2, None]
n = 12
raw = np.column_stack([rng.uniform(20, 900, n), rng.uniform(-0.3, 0.9, n), rng.uniform(0.3, 0.75, n), rng.uniform(0.4, 0.9, n), rng.integers(0, 9, n) / 8])
error = np.column_stack([raw[:, 0] * rng.uniform(0.1, 0.4, n), rng.uniform(0.05, 0.2, n), rng.uniform(0.02, 0.1, n), rng.uniform(0.02, 0.08, n), np.zeros(n)])
raw[3, 1] = raw[7, 3] = raw[7, 4] = np.nan
w = rng.dirichlet(concentration * weights, samples)
noise = rng.standard_normal((3, samples, n))
total, known = np.zeros((samples, n)), np.zeros((samples, n))
for k in range(5):
    x = np.broadcast_to(raw[:, k], (samples, n))
    if estimates[k] is not None:
        x = x + error[:, k] * noise[estimates[k]]
    xs, us = zip(*points[k])
    there = ~np.isnan(raw[:, k])
    total[:, there] += w[:, [k]] * np.interp(x[:, there], xs, us)
    known[:, there] += w[:, [k]]
rank = (-total / known).argsort(1).argsort(1) + 1
first = rank == 1
print(json.dumps(dict(
    names=names, weights=weights.tolist(), points=points, concentration=concentration, top=top, samples=samples,
    raw=[[None if np.isnan(v) else v for v in row] for row in raw.tolist()], error=error.tolist(),
    ranks=[[float((rank[:, i] == r).mean()) for r in range(1, top + 1)] for i in range(n)], expected=rank.mean(0).tolist(),
    central=[w[first[:, i]].mean(0).tolist() if first[:, i].sum() > 20_000 else None for i in range(n)]), indent=0))
