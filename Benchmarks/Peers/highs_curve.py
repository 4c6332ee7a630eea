#!/usr/bin/env python3
"""Runs highs.py of FOLDER with its log kept: highs_curve.py FOLDER INSTANCE SECONDS CURVE > solution.json

CURVE gets a line "seconds,objective,bound" for every line of the log that has them; the answer is that of highs.py."""
import json, os, re, sys, tempfile

folder, instance, seconds, curve = sys.argv[1:5]
sys.path.insert(0, folder)
import highs  # noqa: E402

plain = highs.milp


def logged(*arguments, **named):
    named["options"] = named["options"] | {"disp": True}
    with tempfile.TemporaryFile() as log:
        sys.stdout.flush()
        kept = os.dup(1)
        os.dup2(log.fileno(), 1)
        try:
            return plain(*arguments, **named)
        finally:
            os.dup2(kept, 1)
            os.close(kept)
            log.seek(0)
            write(log.read().decode(errors="replace"))


def write(text):
    with open(curve, "w") as out:
        for line in text.splitlines():
            words = line.split()
            if len(words) >= 6 and re.fullmatch(r"[\d.]+s", words[-1]):
                numbers = [w for w in words if re.fullmatch(r"-?[\d.]+(e[+-]?\d+)?|-?inf", w)]
                bounds = [w for w in words if re.fullmatch(r"-?\d+\.\d+|-?inf", w)]
                if len(bounds) >= 2 and numbers:
                    # The log minimises: signs turn.
                    bound, best = (-float(b) for b in bounds[:2])
                    out.write(f"{words[-1][:-1]},{'' if abs(best) == float('inf') else best},{bound}\n")


highs.milp = logged
json.dump(highs.solve(json.load(open(instance)), float(seconds)), sys.stdout)
