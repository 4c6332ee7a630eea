#!/usr/bin/env python3
"""Attacks a built `padan`: a seeded fuzzer, a matrix of kills, readers who want more than is theirs, and a restore of what is left.

    attack.py [PADAN] [--runs 200] [--moments 1] [--seed N] [--only csv,xlsx,tables,instance,configuration,arguments,kill,escape,restore]
    attack.py [PADAN] --repeat SEED:ITEM

Everything happens in a temporary folder with servers of its own. The exit status is 0 where nothing was found, 1 where something was, 2 where
the attack itself could not be made. README.md beside this file says how to read what it prints.
"""

import argparse
import pathlib
import queue
import random
import shutil
import signal
import sys
import tempfile
import threading
import time
import traceback

import escapes
import findings
import fuzz
import fuzz_csv
import kills
import program
import restore
import server

ROOT = pathlib.Path(__file__).resolve().parents[2]
ATTACKS = [*fuzz.FUZZERS, "kill", "escape", "restore"]
# Of the cases of each fuzzer, the share that one gets whose cases take longer.
SHARES = {"tables": 0.5}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("padan", nargs="?", default=ROOT / ".build" / "debug" / "padan", help="the built program")
    parser.add_argument("--runs", type=int, default=200, help="cases of each fuzzer")
    parser.add_argument("--moments", type=int, default=1, help="moments of each kill")
    parser.add_argument("--seed", type=int, help="seed of all draws; a new one each time unless given")
    parser.add_argument("--only", help="some of: " + ",".join(ATTACKS))
    parser.add_argument("--repeat", metavar="SEED:ITEM", help="one case again, as FOUND prints it")
    parser.add_argument("--share", default=ROOT, help="the folder of config/ and sql/ that fit the program; this checkout unless given")
    parser.add_argument("--workers", type=int, default=2, help="how many work at once")
    parser.add_argument("--out", default=ROOT / "out" / "attack", help="where files to repeat findings are kept")
    return parser.parse_args()


class Attack:
    """One attack: its homes, its tasks, its findings."""

    def __init__(self, options, seed, work):
        self.begun = time.monotonic()
        self.found = findings.Findings(seed, options.out)
        padan, self.share = pathlib.Path(options.padan).resolve(), pathlib.Path(options.share).resolve()
        self.readers = server.Home(work / "pembaca", padan, self.share)
        self.homes = [server.Home(work / f"kerja{number}", padan, self.share) for number in range(options.workers)]
        self.tables = fuzz_csv.Tables(self.share)
        self.kills = kills.Kills(self.found, self.share)
        self.work = work
        self.codes = {}
        self.padan = padan

    def say(self, words):
        print(f"[{time.monotonic() - self.begun:4.0f} s] {words}", flush=True)

    def set_up(self):
        """Loads the sample once and gives each worker a copy."""
        server.Sample().load(self.readers)
        self.codes = server.Sample().codes(self.readers)
        self.readers.ask("CREATE DATABASE dasar TEMPLATE padan", self.readers.url("postgres"))
        self.readers.stop()
        for home in self.homes:
            self.readers.copy_to(home)
        for home in [self.readers, *self.homes]:
            home.must("db", "start")
        self.say("the sample network is loaded, scored and planned")

    def tear_down(self):
        """Stops every program and server of this attack and removes its folder."""
        program.end_everything()
        for home in [self.readers, *self.homes, server.Home(self.work / "baru", self.padan, self.share)]:
            home.stop()
        shutil.rmtree(self.work, ignore_errors=True)

    def blocks(self, fuzzer, runs):
        """The blocks of a fuzzer, as tasks."""
        runs = round(runs * SHARES.get(fuzzer, 1))
        return [
            (f"{fuzzer}.{first}", lambda home, first=first: fuzz.block(
                home, self.found, self.tables, fuzzer, first, min(first + fuzz.BLOCK, runs)))
            for first in range(0, runs, fuzz.BLOCK)]

    def reader_attack(self, only, also_restore, item=None):
        """The escape lists, and at the end the restore: one task, because they share a home."""
        attack = escapes.Escapes(self.readers, self.found, self.codes)
        if "escape" in only:
            attack.make_readers()
            attack.lists(item)
            if item is None:
                attack.scenes()
            self.say("the readers have tried")
        if also_restore:
            other = server.Home(self.work / "baru", self.padan, self.share)
            other.must("db", "start")
            restore.compare(self.readers, other, self.found)
            self.say("a backup was restored on an empty server and compared")

    def tasks(self, only, runs, moments):
        """Everything that needs the sample, the longest first."""
        tasks = []
        if "escape" in only or "restore" in only:
            tasks.append(("escape", lambda home: self.reader_attack(only, "restore" in only)))
        if "kill" in only:
            tasks += [
                (f"kill.{command}.{victim}.{number}.{moments}", lambda home, cell=(command, victim, number): self.kills.cell(home, *cell, moments))
                for command in kills.COMMANDS for victim in kills.VICTIMS for number in range(moments)]
        for fuzzer in fuzz.FUZZERS:
            if fuzzer in only and fuzzer != "instance":
                tasks += self.blocks(fuzzer, runs)
        return tasks

    def work_off(self, home, tasks):
        """Takes tasks until there are none."""
        while True:
            try:
                item, task = tasks.get_nowait()
            except queue.Empty:
                return
            try:
                task(home)
            except Exception as error:  # One task that breaks off must not hide what the others find.
                traceback.print_exc()
                self.found.add(item, "breaks off", f"{type(error).__name__}: {error}"[:400])
                if not home.is_ready(2):
                    home.run("db", "start", patience=60)

    def everything(self, only, runs, moments):
        """Sets up and works everything off. Problems from a file need no database: they are tried while the sample loads."""
        early, late = queue.Queue(), queue.Queue()
        for task in self.blocks("instance", runs) if "instance" in only else []:
            early.put(task)
        tasks = self.tasks(only, runs, moments)
        for task in tasks:
            late.put(task)
        helpers = [threading.Thread(target=self.work_off, args=(home, early), daemon=True) for home in self.homes[1:] or self.homes]
        for helper in helpers:
            helper.start()
        if tasks:
            self.set_up()

        def whole(home):
            self.work_off(home, early)
            self.work_off(home, late)

        workers = [threading.Thread(target=whole, args=(home,), daemon=True) for home in self.homes]
        for helper in helpers:
            helper.join()
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        self.say("done")

    def again(self, item):
        """Repeats one item."""
        attack, _, rest = item.partition(".")
        if attack != "instance":
            self.set_up()
        if attack in fuzz.FUZZERS:
            number = int(rest)
            first = number - number % fuzz.BLOCK
            fuzz.block(self.homes[0], self.found, self.tables, attack, first, number + 1)
        elif attack == "kill":
            command, victim, number, moments = rest.split(".")
            self.kills.cell(self.homes[0], command, victim, int(number), int(moments))
        elif attack == "escape":
            self.reader_attack({"escape"}, False, None if rest.startswith("scene") else item)
        else:
            self.reader_attack({"escape"}, True)


def break_off(*_):
    """Ends the attack in order. `timeout` sends its signal twice: the second must not break off the tidying up."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.exit(143)


def main():
    options = arguments()
    signal.signal(signal.SIGTERM, break_off)
    only = set(options.only.split(",")) if options.only else set(ATTACKS)
    if unknown := only - set(ATTACKS):
        sys.exit(f"attack: there is no {', '.join(sorted(unknown))}; there are {', '.join(ATTACKS)}")
    seed, item = options.seed, None
    if options.repeat:
        text, _, item = options.repeat.partition(":")
        seed = int(text)
    elif seed is None:
        seed = random.SystemRandom().randrange(1, 10**9)
    if not pathlib.Path(options.padan).is_file():
        print(f"attack: {options.padan} is not there; build it first (swift build --product padan)", file=sys.stderr)
        return 2
    print(f"attack: seed {seed}, {options.runs} runs of each fuzzer, {options.moments} moments of each kill", flush=True)
    work = pathlib.Path(tempfile.mkdtemp(prefix="padan-attack-", dir="/tmp"))
    work.chmod(0o755)
    attack = Attack(options, seed, work)
    try:
        if item:
            attack.again(item)
        else:
            attack.everything(only, options.runs, options.moments)
        return 0 if attack.found.summary() else 1
    except server.SetUpFailed as failed:
        print(f"attack: could not be made: {failed}", file=sys.stderr)
        return 2
    finally:
        attack.tear_down()


if __name__ == "__main__":
    sys.exit(main())
