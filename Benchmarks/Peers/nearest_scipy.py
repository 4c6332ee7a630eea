#!/usr/bin/env python3
"""Nearest first by SciPy's linear programme (HiGHS).

nearest_scipy.py distances BLKS PROGRAMS SEED: the kilometres from each BLK to the regions of its reach, in the order of `reach`.
They are those of the positions that generate.py draws first and does not write down.
nearest_scipy.py flow FILE: the largest flow of the least distance that places the least of each source; prints the persons
placed, their kilometres and the seconds."""
import json, math, sys, time
import numpy as np


def distances(blks, programs, seed):
    rng = np.random.default_rng(seed)
    regions = max(5, blks // 3)
    position = rng.uniform(0, 60 * math.sqrt(regions), (regions, 2))
    home = rng.integers(0, regions, blks)
    rows = []
    for b in range(blks):
        distance = np.hypot(*(position - position[home[b]]).T)
        near = [int(r) for r in np.argsort(distance)[:6] if distance[r] <= 75]
        rows.append([[r, float(distance[r])] for r in sorted(set(near) | {int(home[b])})])
    return rows


def flow(file):
    from scipy.optimize import linprog
    from scipy.sparse import coo_matrix, vstack

    problem = json.load(open(file))
    link = np.array(problem["links"])
    source, outlet, kilometres = link[:, 0].astype(int), link[:, 1].astype(int), link[:, 2]
    start = time.monotonic()
    n, sources = len(link), len(problem["supplies"])
    matrix = coo_matrix((np.ones(2 * n), (np.r_[source, sources + outlet], np.r_[np.arange(n), np.arange(n)])),
                        shape=(sources + len(problem["capacities"]), n)).tocsr()
    placed = coo_matrix((-np.ones(n), (source, np.arange(n))), shape=(sources, n)).tocsr()
    # One person more counts for more than any detour of others.
    answer = linprog(kilometres - 10_000, A_ub=vstack([matrix, placed]), method="highs",
                     b_ub=np.r_[problem["supplies"], problem["capacities"], 1e-6 - np.array(problem["least"])])
    return dict(placed=float(answer.x.sum()), kilometres=float(answer.x @ kilometres), seconds=time.monotonic() - start)


if __name__ == "__main__":
    made = distances(*map(int, sys.argv[2:5])) if sys.argv[1] == "distances" else flow(sys.argv[2])
    json.dump(made, sys.stdout)
