#!/usr/bin/env python3
"""TOPSIS by scikit-criteria 0.10, PROMETHEE II by pymcdm 1.4 (scikit-criteria 0.10 has none), Kendall's tau-b by SciPy, medians by NumPy, on random
matrices: methods.py > methods.json

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install scikit-criteria==0.10 pymcdm==1.4.0 scipy"""
import json
import numpy as np
import skcriteria
from pymcdm.methods import PROMETHEE_II
from scipy.stats import kendalltau
from skcriteria.agg.topsis import TOPSIS
from skcriteria.pipeline import mkpipe
from skcriteria.preprocessing.scalers import SumScaler, VectorScaler

rng = np.random.default_rng(20181123)
cases = []
for alternatives, criteria in [(5, 3), (12, 13), (40, 8)]:
    matrix = np.round(rng.random((alternatives, criteria)), 4)
    weights = rng.dirichlet(np.ones(criteria))
    decision = skcriteria.mkdm(matrix, [max] * criteria, weights=weights)
    topsis = mkpipe(VectorScaler(target="matrix"), SumScaler(target="weights"), TOPSIS()).evaluate(decision)
    promethee = PROMETHEE_II("vshape", p=np.full(criteria, 0.25))(matrix, weights, np.ones(criteria))
    closeness = np.asarray(topsis.e_.similarity)
    first, second = (np.argsort(np.argsort(-x)) + 1 for x in (closeness, promethee))
    cases.append(dict(
        matrix=matrix.tolist(), weights=weights.tolist(), closeness=closeness.tolist(), flows=promethee.tolist(),
        ranks=[first.tolist(), second.tolist()], kendall=float(kendalltau(first, second).statistic)))
tied = [[1, 2, 2, 4, 5, 5], [2, 1, 3, 3, 6, 4]]
pay = [[int(v) for v in rng.integers(2_000_000, 9_000_000, n)] for n in (2, 3, 8, 15)]
medians = [float(np.percentile(p, 50)) for p in pay]
print(json.dumps(dict(pay=pay, medians=medians, cases=cases, tied=tied, tiedKendall=float(kendalltau(*tied).statistic)), indent=0))
