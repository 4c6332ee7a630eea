"""Keeps what an attack found: one line at once, the files to repeat it, and a summary by kind at the end."""

import pathlib
import re
import shlex
import shutil
import threading

# So many findings of one kind keep their files.
KEPT = 3


def pattern(words):
    """The words without what differs between two findings of one kind: figures, paths, quoted values, what stands after a semicolon."""
    words = words.partition("; ")[0]
    words = re.sub(r"[\"'“”‘’][^\"'“”‘’]*[\"'“”‘’]", "…", words)
    words = re.sub(r"(?:/[\w.+-]+)+/?", "/…", words)
    return re.sub(r"-?\d[\d.,]*", "#", words)[:140]


class Findings:
    """What was found so far; used by both workers."""

    def __init__(self, seed, folder):
        self.seed = seed
        self.folder = pathlib.Path(folder) / str(seed)
        self.kinds = {}
        self.counts = {}
        self.lock = threading.Lock()

    def ran(self, attack, ending="tried"):
        """Counts runs and how they ended, so that the summary can say how much was tried."""
        with self.lock:
            counts = self.counts.setdefault(attack, {})
            counts[ending] = counts.get(ending, 0) + 1

    def add(self, item, kind, words, outcome=None, variables=None, files=None):
        """Notes a finding. `item` is the name that `--repeat` takes; `files` is a folder whose content is kept."""
        attack = item.partition(".")[0]
        with self.lock:
            same = self.kinds.setdefault((attack, kind, pattern(words)), [])
            same.append((item, words))
            keep = len(same) <= KEPT
            if keep:
                print(f"FOUND {self.seed}:{item}  {kind}: {words[:300]}", flush=True)
        if keep:
            self.save(self.folder / item, f"{kind}: {words}", outcome, variables, files)

    def save(self, folder, words, outcome, variables, files):
        folder.mkdir(parents=True, exist_ok=True)
        with open(folder / "finding.txt", "a", encoding="utf-8", errors="backslashreplace") as note:
            note.write(f"{words}\n")
            if outcome is not None:
                note.write("  " + shlex.join(outcome.arguments)[:4000] + "\n")
                note.write(f"  ended with {outcome.status} after {outcome.seconds:.2f} s, {outcome.kilobytes / 1024:.0f} MB\n")
                for name, value in sorted((variables or {}).items()):
                    if name.startswith(("PADAN_", "TMPDIR", "COLUMNS", "LC_", "LANG")):
                        note.write(f"  {name}={value}\n")
        if outcome is not None:
            (folder / "output.txt").write_bytes(outcome.output[:1_000_000] + b"\n--- standard error ---\n" + outcome.error[:1_000_000])
        if files is not None and not (folder / "files").exists():
            shutil.copytree(files, folder / "files", dirs_exist_ok=True, symlinks=True, ignore=lambda _, names: [
                name for name in names if name in (".stdin", ".stdout", ".stderr") and not pathlib.Path(files, name).stat().st_size])

    def summary(self):
        """Prints what was tried and the kinds that were found; answers whether nothing was."""
        for name, counts in sorted(self.counts.items()):
            endings = ", ".join(f"{ending}: {count:,}" for ending, count in sorted(counts.items(), key=str))
            print(f"tried {name} {sum(counts.values()):,} ({endings})")
        if not self.kinds:
            print(f"seed {self.seed}: nothing found")
            return True
        total = sum(len(items) for items in self.kinds.values())
        print(f"seed {self.seed}: {total} findings of {len(self.kinds)} kinds; files in {self.folder}")
        for (attack, kind, _), items in sorted(self.kinds.items(), key=lambda entry: (entry[0][0], -len(entry[1]))):
            print(f"  {len(items):4} × {attack}: {kind}: {items[0][1][:200]}   (--repeat {self.seed}:{items[0][0]})")
        return False
