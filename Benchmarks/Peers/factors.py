"""What the peers share: the factor files of `padan-bench score`, read as they are."""
import json
import os
import resource
import sys

import numpy as np

REGION = ["demand_gap", "gap_share", "growth", "wage", "local_potential", "relatedness"]
BLK = ["placement", "certification", "instructor_readiness"]


def load(folder):
    whole = np.fromfile(os.path.join(folder, "layout.i32"), np.int32)
    blks, programs, regions, kejuruan, schemes = (int(n) for n in whole[:5])
    d = dict(blks=blks, programs=programs, regions=regions, kejuruan=kejuruan)
    d["regionOfBlk"], d["kejuruanOfProgram"], d["schemeOfProgram"] = np.split(whole[5:], np.cumsum([blks, programs]))
    figures = np.fromfile(os.path.join(folder, "layout.f32"), np.float32)
    d["hours"], d["daysNeeded"], d["packages"], d["inclusion"], d["assessorDays"] = np.split(
        figures, np.cumsum([programs, programs, programs, regions]))
    s = json.load(open(os.path.join(folder, "settings.json")))
    d["points"] = dict(zip(s["names"], s["points"]))
    d["weights"] = dict(zip(s["names"], s["weights"]))
    return d


def read(folder, name):
    return np.fromfile(os.path.join(folder, name), np.float32)


def assessor(d):
    share = np.minimum(1, d["assessorDays"][d["schemeOfProgram"]] / d["daysNeeded"])
    return np.where(d["schemeOfProgram"] < 0, np.float32(np.nan), share).astype(np.float32)


def finish(folder, name, best, scores, seconds):
    best.astype(np.int32).tofile(os.path.join(folder, f"{name}.best"))
    scores.astype(np.float32).tofile(os.path.join(folder, f"{name}.scores"))
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
    sys.stdout.flush()
