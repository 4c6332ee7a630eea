#!/usr/bin/env python3
"""The peer of the title coder: scikit-learn's LinearSVC on the same titles, words and test sets.

Usage: python titles_svm.py [--folds]        (scikit-learn 1.5 or later; reads config/ and Tests/IngestTests/Fixtures/)
Prints precision at coverage for each set in the form of `padan-bench coding`, the time to learn and the titles a second on one core.
"""
import csv
import random
import re
import sys
import time
import unicodedata
from pathlib import Path

import numpy as np
from scipy.sparse import hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "Tests/IngestTests/Fixtures"
SETS = [
    "titles_vocational_development", "titles_advertisements_development", "titles_labelled", "titles_vocational", "titles_advertisements",
    "titles_vocational_later", "titles_advertisements_later",
]
COVERAGES = (0.5, 0.65, 0.7, 0.8, 0.85, 0.9)


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


WORDS = rows(ROOT / "config/title_words.csv")
SPELLINGS = {row["word"]: row["means"] for row in WORDS if row["sort"] == "spelling"}
NOISE = {row["word"] for row in WORDS if row["sort"] == "noise"}


def normal(text):
    """Small letters, one spelling, no noise, as the coder has it."""
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9&]+", " ", text).split()
    words = " ".join(SPELLINGS.get(word, word) for word in words).split()
    return " ".join(word for word in words if word not in NOISE and not word.isdigit())


class Coder:
    def __init__(self, titles):
        started = time.process_time()
        self.words = TfidfVectorizer(token_pattern=r"\S+", ngram_range=(1, 2), sublinear_tf=True)
        self.letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
        texts = [normal(text) for text, _ in titles]
        features = hstack([self.words.fit_transform(texts), self.letters.fit_transform(texts)]).tocsr()
        self.model = LinearSVC(C=1.0).fit(features, [code for _, code in titles])
        self.seconds = time.process_time() - started

    def __call__(self, texts):
        texts = [normal(text) for text in texts]
        scores = self.model.decision_function(hstack([self.words.transform(texts), self.letters.transform(texts)]).tocsr())
        best = scores.argmax(axis=1)
        codes = self.model.classes_[best]
        # No occupation is no answer: such titles come last.
        return codes, np.where(codes == "", -1e9, scores[np.arange(len(texts)), best])


def show(name, accepted, codes, scores):
    order = np.argsort(-scores, kind="stable")
    right = np.array([codes[index] in accepted[index] for index in order])
    right_at_two = np.array([codes[index][:2] in {code[:2] for code in accepted[index]} for index in order])

    def curve(right):
        return ", ".join(f"{cover:.2f}: {right[: round(cover * len(right))].mean():.3f}" for cover in COVERAGES)

    print(f"titles: {name}: {len(right)}, precision at coverage {curve(right)}; at two digits {curve(right_at_two)}")


def main():
    titles = [(row["title"], row["occupation_code"]) for row in rows(ROOT / "config/titles.csv")]
    for row in rows(ROOT / "config/occupations.csv"):
        if len(row["occupation_code"]) == 4:
            titles += [(row["name"], row["occupation_code"]), (row["name_en"], row["occupation_code"])]
    coder = Coder(titles)
    print(f"titles: learnt {len(titles)} in {coder.seconds:.1f} s of a core")
    texts = []
    for name in SETS:
        labels = rows(FIXTURES / f"{name}.csv")
        codes, scores = coder([row["text"] for row in labels])
        show(name, [set(row["accepted"].split("|")) - {"", "-"} for row in labels], codes, scores)
        texts += [row["text"] for row in labels]
    started = time.process_time()
    coder(texts * 10)
    print(f"titles: {len(texts) * 10 / (time.process_time() - started):.0f} a second on one core")
    if "--folds" in sys.argv:
        folds(titles)


def folds(titles):
    """The official titles, each coded by a coder that knows neither it nor, under another source, the same words."""
    official = [(row["title"], row["occupation_code"]) for row in rows(ROOT / "config/titles.csv") if row["source"] == "kbji2014"]
    random.Random(2014).shuffle(official)
    codes, scores, accepted = [], [], []
    for fold in range(5):
        held = official[fold::5]
        known = {normal(text) for text, _ in held}
        coder = Coder([title for title in titles if normal(title[0]) not in known])
        answers, sure = coder([text for text, _ in held])
        codes += list(answers)
        scores += list(sure)
        accepted += [{code} for _, code in held]
    show("official titles, five folds", accepted, codes, np.array(scores))


main()
