"""Problems from a file (`padan allocate --instance`): a small right one, its figures and its shape spoiled."""

import json

import mutations

# Put into the text as they stand, because Python's own writer would refuse or round them.
RAW = ["NaN", "Infinity", "-Infinity", "1e308", "-1e308", "1.7976931348623157e308", "1e400", "5e-324", "9223372036854775807", "9223372036854775808",
    "-9223372036854775808", "18446744073709551615", "99999999999999999999999999", "2147483647", "2147483648", "4294967296", "1e18", "1e19", "-1", "0", "-0",
    "0.5", "1.0000000001", "true", "null", "\"12\"", "\"\"", "[]", "{}", "[[]]", "1e", "01", "+1", ".5", "'a'", "0x1"]


def problem(random):
    """A right problem of a few BLKs."""
    blks, programs = random.randint(1, 4), random.randint(1, 5)
    candidates = [
        {
            "blk": blk, "program": program, "kejuruan": program % 2, "scheme": program % 3, "size": 16, "hours": random.choice([80, 160, 240]),
            "cost": random.choice([20, 50.5, 73.3]), "max": random.randint(1, 12), "assessor_days": random.randint(1, 3),
            "place": round(random.random(), 3), "certify": round(random.random(), 3), "score": random.randint(0, 100),
            "occupations": random.sample(range(4), random.randint(1, 3)),
        }
        for blk in range(blks) for program in range(programs)
    ]
    pairs = [(blk, kejuruan) for blk in range(blks) for kejuruan in range(2)]
    return {
        "name": "kecil", "candidates": candidates, "reach": [[blk % 2, 2] for blk in range(blks)],
        "gap": [[region, occupation, random.randint(0, 40)] for region in range(3) for occupation in range(4)],
        "workshop_hours": [[*pair, 1600] for pair in pairs], "instructor_hours": [[*pair, 1200] for pair in pairs],
        "budget": [[blk, 1000] for blk in range(blks)], "network_budget": random.choice([None, 3000]),
        "assessor_days": [[scheme, 20] for scheme in range(3)],
        "targets": {"participants": random.choice([0, 200]), "certified": random.choice([0, 100])}, "epsilon": 0.001, "shortfall_penalty": 10,
    }


def places(value, path=()):
    """Every place in the value, as a path of keys."""
    if isinstance(value, (dict, list)):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield (*path, key)
            yield from places(value[key], (*path, key))


def spoil(random, value, path, marks):
    """Changes one place of the problem."""
    holder = value
    for key in path[:-1]:
        holder = holder[key]
    key = path[-1]
    what = random.randrange(10)
    if what < 6:
        marks.append(random.choice(RAW))
        holder[key] = f"@{len(marks) - 1}@"
    elif what == 6:
        del holder[key]
    elif what == 7 and isinstance(holder, list):
        holder.extend([holder[key]] * random.choice([1, 2, 500]))
    elif what == 8 and isinstance(holder, dict):
        holder[random.choice(["x", key.upper(), key + " ", ""])] = holder.pop(key)
    elif isinstance(holder[key], int) and not isinstance(holder[key], bool):
        holder[key] = random.choice([holder[key] + 1, holder[key] * 1000, -holder[key], holder[key] + 2**31, 2**53, 10**15])
    else:
        holder[key] = [holder[key]]


def make(random, folder, _tables):
    """One case: writes its problem and answers the arguments."""
    value, marks = problem(random), []
    for _ in range(random.randint(0, 3)):
        # First the part of the problem, then a place in it: else nearly all would be candidates.
        top = random.choice(sorted(value)) if value else None
        if top is not None:
            spoil(random, value, random.choice([(top,), *(places(value[top], (top,)))]), marks)
    text = json.dumps(value)
    for number, raw in enumerate(marks):
        text = text.replace(f'"@{number}@"', raw)
    way = random.random()
    if way < 0.03:
        depth = random.choice([600, 100_000])
        text = text.replace('"reach": ', '"reach": ' + "[" * depth, 1)
    elif way < 0.06:
        text = text.replace("{", '{"name": "dua", ', 1)
    data = text.encode("utf-8", "replace")
    if way > 0.85:
        data = mutations.mangled(random, data)
    (folder / "masalah.json").write_bytes(data)
    chosen = ["--out", random.choice(["rencana.json", "rencana.json", "rencana.json", "tak/ada.json", ""]), "--effort", "0.1"]
    if random.random() < 0.7:
        chosen += ["--time-limit", "1"]
    if random.random() < 0.15:
        chosen += [random.choice(["--gap", "--seed", "--threads", "--time-limit", "--effort"]), random.choice(mutations.NUMBERS)]
    if random.random() < 0.3:
        chosen += ["--json"]
    return ["allocate", "--instance", "masalah.json", *chosen, "--lang", random.choice(["id", "en"])]
