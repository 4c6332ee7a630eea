#!/usr/bin/env python3
"""Location quotients, proximity and density of a random employment table by the package ecomplexity 0.5.3: potential.py > potential.json

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install ecomplexity==0.5.3"""
import contextlib
import io
import json
import numpy as np
import pandas as pd
from ecomplexity import ecomplexity, proximity

rng = np.random.default_rng(20181123)
regions, industries = 12, 9
table = np.round(rng.lognormal(6, 1.2, (regions, industries)))
table[rng.random((regions, industries)) < 0.15] = 0
rows = pd.DataFrame(
    [dict(time=2017, loc=f"R{r:02}", prod=f"I{i:02}", val=table[r, i]) for r in range(regions) for i in range(industries)])
columns = dict(time="time", loc="loc", prod="prod", val="val")
with contextlib.redirect_stdout(io.StringIO()):  # it prints remarks
    answer = ecomplexity(rows, columns).sort_values(["loc", "prod"])
    near = proximity(rows, columns).sort_values(["prod_1", "prod_2"])
print(json.dumps(dict(
    regions=regions, industries=industries, persons=table.ravel().tolist(),
    quotient=answer["rca"].tolist(), density=answer["density"].tolist(),
    proximity=[[int(a[1:]), int(b[1:]), p] for a, b, p in zip(near["prod_1"], near["prod_2"], near["proximity"])]), indent=0))
