#!/usr/bin/env python3
"""The national case by Polars, on all cores: regions' sums joined to the BLKs' programmes, value functions as expressions in float32, the ten
best by top_k of each BLK: score_polars.py FOLDER"""
import sys
import time

import numpy as np
import polars as pl

import factors

folder = sys.argv[1]
d = factors.load(folder)
P, B, R = d["programs"], d["blks"], d["regions"]
started = time.perf_counter()


def parts(name, raw):
    points = d["points"][name]
    u = pl.lit(points[0][1], pl.Float32)
    for (x0, u0), (x1, u1) in zip(points, points[1:]):
        u = u + (raw.clip(pl.lit(x0, pl.Float32), pl.lit(x1, pl.Float32)) - pl.lit(x0, pl.Float32)) * pl.lit((u1 - u0) / (x1 - x0), pl.Float32)
    w = pl.lit(d["weights"][name], pl.Float32)
    there = raw.is_not_nan()
    return pl.when(there).then(u * w).otherwise(0), pl.when(there).then(w).otherwise(0)


def sums(pairs):
    return pl.sum_horizontal([p[0] for p in pairs]).cast(pl.Float32), pl.sum_horizontal([p[1] for p in pairs]).cast(pl.Float32)


market = factors.read(folder, "region_program.f32").reshape(R, len(factors.REGION), P)
frame = pl.DataFrame({
    "region": np.repeat(np.arange(R, dtype=np.int32), P), "program": np.tile(np.arange(P, dtype=np.int32), R),
    **{name: market[:, k].ravel() for k, name in enumerate(factors.REGION)},
    "assessor_readiness": np.tile(factors.assessor(d), R), "inclusion": np.repeat(d["inclusion"], P)})
total, known = sums([parts(name, pl.col(name)) for name in factors.REGION + ["assessor_readiness", "inclusion"]])
regions = frame.select("region", "program", total=total, known=known)
own = factors.read(folder, "blk_program.f32").reshape(B, len(factors.BLK), P)
free = factors.read(folder, "blk_kejuruan.f32").reshape(B, d["kejuruan"])
programs = pl.DataFrame({
    "program": np.arange(P, dtype=np.int32), "kejuruan": d["kejuruanOfProgram"].astype(np.int32), "hours": d["hours"], "packages": d["packages"]})
departments = pl.DataFrame({
    "blk": np.repeat(np.arange(B, dtype=np.int32), d["kejuruan"]), "kejuruan": np.tile(np.arange(d["kejuruan"], dtype=np.int32), B),
    "free": free.ravel()})
answers = []
for start in range(0, B, 500):  # all at once does not fit the memory of a small machine
    stop = min(start + 500, B)
    blks = pl.DataFrame({
        "blk": np.repeat(np.arange(start, stop, dtype=np.int32), P), "program": np.tile(np.arange(P, dtype=np.int32), stop - start),
        "region": np.repeat(d["regionOfBlk"][start:stop].astype(np.int32), P),
        **{name: own[start:stop, k].ravel() for k, name in enumerate(factors.BLK)}})
    t, w = sums([parts(name, pl.col(name)) for name in factors.BLK] + [
        parts("cost_effectiveness", pl.col("placement") * pl.col("packages")),
        parts("facility_readiness", (pl.col("free") / pl.col("hours")).clip(upper_bound=pl.lit(1, pl.Float32)))])
    answers.append(
        blks.lazy().join(programs.lazy(), on="program").join(departments.lazy(), on=["blk", "kejuruan"])
        .join(regions.lazy(), on=["region", "program"])
        .with_columns(score=(pl.col("total") + t) / (pl.col("known") + w) * 100)
        .group_by("blk").agg(pl.col("program").top_k_by("score", 10), pl.col("score").top_k(10).alias("best"))
        .sort("blk").collect())
answer = pl.concat(answers)
best, scores = np.array(answer["program"].to_list()), np.array(answer["best"].to_list())
order = np.argsort(-scores, 1, kind="stable")
factors.finish(folder, "polars", best, np.take_along_axis(scores, order, 1), time.perf_counter() - started)
