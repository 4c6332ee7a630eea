#!/usr/bin/env python3
"""The national case by NumPy: blocks of BLKs that fit the cache, float32, in-place clips instead of np.interp (which works in double and is
slower here), argpartition for the ten best. What a region shares is summed up once a region: score_numpy.py FOLDER"""
import sys
import time

import numpy as np

import factors

folder = sys.argv[1]
d = factors.load(folder)
P, B, R = d["programs"], d["blks"], d["regions"]
started = time.perf_counter()


def utility(raw, points):
    out = np.full(raw.shape, points[0][1], np.float32)
    scratch = np.empty_like(raw)
    for (x0, u0), (x1, u1) in zip(points, points[1:]):
        np.clip(raw, np.float32(x0), np.float32(x1), out=scratch)
        scratch -= np.float32(x0)
        scratch *= np.float32((u1 - u0) / (x1 - x0))
        out += scratch
    return out


def add(name, raw, total, known):
    w = np.float32(d["weights"][name])
    u = utility(raw, d["points"][name])
    there = ~np.isnan(u)
    np.nan_to_num(u, copy=False, nan=0.0)
    u *= w
    total += u
    known += there * w


market = factors.read(folder, "region_program.f32").reshape(R, len(factors.REGION), P)
total, known = np.zeros((R, P), np.float32), np.zeros((R, P), np.float32)
for k, name in enumerate(factors.REGION):
    for start in range(0, R, 32):
        add(name, np.ascontiguousarray(market[start:start + 32, k]), total[start:start + 32], known[start:start + 32])
add("assessor_readiness", np.broadcast_to(factors.assessor(d), (R, P)).copy(), total, known)
add("inclusion", np.broadcast_to(d["inclusion"][:, None], (R, P)).copy(), total, known)
del market

own = factors.read(folder, "blk_program.f32").reshape(B, len(factors.BLK), P)
free = factors.read(folder, "blk_kejuruan.f32").reshape(B, d["kejuruan"])
best, scores = np.empty((B, 10), np.int64), np.empty((B, 10), np.float32)
block = 32
for start in range(0, B, block):
    rows = slice(start, min(start + block, B))
    region = d["regionOfBlk"][rows]
    t, w = total[region], known[region]
    for k, name in enumerate(factors.BLK):
        add(name, own[rows, k], t, w)
    add("cost_effectiveness", own[rows, 0] * d["packages"], t, w)
    add("facility_readiness", np.minimum(1, free[rows][:, d["kejuruanOfProgram"]] / d["hours"]), t, w)
    t /= w
    top = np.argpartition(t, -10, axis=1)[:, -10:]
    values = np.take_along_axis(t, top, 1)
    order = np.argsort(-values, 1)
    best[rows], scores[rows] = np.take_along_axis(top, order, 1), np.take_along_axis(values, order, 1) * 100
factors.finish(folder, "numpy", best, scores, time.perf_counter() - started)
