#!/usr/bin/env python3
"""Rank acceptabilities by NumPy with the same draws: one BLK at a time, float32, in place, ranks by argsort of a samples × programmes
matrix: robustness_numpy.py FOLDER"""
import json
import os
import resource
import sys
import time

import numpy as np

folder = sys.argv[1]
sizes = json.load(open(os.path.join(folder, "sizes.json")))
settings = json.load(open(os.path.join(folder, "settings.json")))
B, P, S = sizes["sizes"]
estimates, points, top = sizes["estimates"], settings["points"], settings["top"]
K = len(points)


def read(name, *shape):
    return np.fromfile(os.path.join(folder, name), np.float32).reshape(shape)


raw, error = read("raw.f32", B, K, P), read("error.f32", B, K, P)
weights = read("weights.f32", K, S)
started = time.perf_counter()
noise = np.ascontiguousarray(read("noise.f32", P, -1, S).transpose(1, 2, 0))  # estimates × samples × programmes
answer = np.empty((B, P, 3), np.float32)
scratch, scratch2 = np.empty((S, P), np.float32), np.empty((S, P), np.float32)
columns = np.arange(P)


def utility(x, segments, out):
    out.fill(segments[0][1])
    part = scratch2 if x.ndim == 2 else np.empty_like(x)
    for (x0, u0), (x1, u1) in zip(segments, segments[1:]):
        np.clip(x, np.float32(x0), np.float32(x1), out=part)
        part -= np.float32(x0)
        part *= np.float32((u1 - u0) / (x1 - x0))
        out += part
    return out


u2 = np.empty((S, P), np.float32)
for b in range(B):
    there = ~np.isnan(raw[b])
    fixed = [k for k in range(K) if estimates[k] < 0]
    u = np.stack([utility(raw[b, k], points[k], np.empty(P, np.float32)) for k in fixed])
    u[~there[fixed]] = 0
    total = weights[fixed].T @ u
    for k in range(K):
        if estimates[k] < 0:
            continue
        np.multiply(noise[estimates[k]], error[b, k], out=scratch)
        scratch += raw[b, k]
        utility(scratch, points[k], u2)
        u2[:, ~there[k]] = 0
        u2 *= weights[k][:, None]
        total += u2
    total /= weights.T @ there.astype(np.float32)
    order = np.argsort(-total, axis=1, kind="stable")
    rank = np.empty((S, P), np.int32)
    np.put_along_axis(rank, order, np.broadcast_to(columns, (S, P)), 1)
    answer[b, :, 0] = (rank == 0).mean(0)
    answer[b, :, 1] = (rank < top).mean(0)
    answer[b, :, 2] = rank.mean(0) + 1
seconds = time.perf_counter() - started
answer.tofile(os.path.join(folder, "acceptability.f32"))
print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
