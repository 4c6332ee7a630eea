#!/usr/bin/env python3
"""Works out with SciPy what the beta-binomial prior must be and what it does: oracle.py > oracle.json

The moments are solved numerically here (the prior whose expected weighted spread is the observed one), not by the code's closed form."""
import json
import numpy as np
from scipy.optimize import brentq
from scipy.stats import beta

cases = [
    [[12, 16], [20, 30], [5, 16], [28, 32], [9, 14], [40, 64]],
    [[30, 60], [31, 62], [28, 58], [33, 64], [29, 60]],  # no more spread than chance
    [[1, 40], [39, 40], [20, 40], [2, 40], [38, 40]],
]


def prior(groups):
    x, n = np.array(groups, float).T
    p = x.sum() / n.sum()
    observed = float((n * (x / n - p) ** 2).sum())

    def expected(rho):  # E of Σ n (x/n − p̂)² under a beta-binomial of correlation rho
        total, variance = n.sum(), p * (1 - p) / n * (1 + (n - 1) * rho)
        cross = (n**2 * variance).sum() / total**2
        return float((n * (variance - 2 * n * variance / total + cross)).sum())

    low, high = 0.001, 0.9
    rho = low if expected(low) >= observed else high if expected(high) <= observed else brentq(lambda r: expected(r) - observed, low, high, xtol=1e-15)
    strength = 1 / rho - 1
    return p * strength, (1 - p) * strength


out = []
for groups in cases:
    a, b = prior(groups)
    posterior = beta(a + 7, b + 16 - 7)
    out.append(dict(groups=groups, alpha=a, beta=b, shrunk=posterior.mean(), relative_error=posterior.std() / posterior.mean(), none=a / (a + b)))
print(json.dumps(out, indent=1))
