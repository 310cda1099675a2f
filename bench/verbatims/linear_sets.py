"""TF-IDF (words 1-2, characters 2-5) and logistic regression on public sets, learnt and scored on the rows that they name.

usage: linear_sets.py FOLDER, where FOLDER holds nhs_phase1.csv.gz, nhs_phase2_v6.csv.gz, allocine_sample.csv.gz and
umsab_fr_tweets.csv.gz. Text only. C and threshold are fixed: nothing is chosen on the rows that are scored.
"""
import csv
import gzip
import pathlib
import sys

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score
from sklearn.pipeline import FeatureUnion

LEAST, THRESHOLD = 20, 0.4


def read(name):
    with gzip.open(pathlib.Path(sys.argv[1]) / name, "rt", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def vectors(known, asked):
    features = FeatureUnion([
        ("words", TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2, token_pattern=r"(?u)\b\w+\b")),
        ("letters", TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2))])
    return features.fit_transform(known), features.transform(asked)


def classes(title, known, asked, text, label):
    learnt, held = vectors([row[text] for row in known], [row[text] for row in asked])
    found = LogisticRegression(C=4, max_iter=500, class_weight="balanced").fit(learnt, [row[label] for row in known]).predict(held)
    gold = [row[label] for row in asked]
    print(f"{title}: {len(known)} / {len(asked)}, accuracy {accuracy_score(gold, found):.3f}, "
          f"macro-F1 {f1_score(gold, found, average='macro'):.3f}", flush=True)


def second_phase():
    rows = read("nhs_phase2_v6.csv.gz")
    counted = [name for name in rows[0] if {row[name] for row in rows} <= {"0", "1"}]
    topics = [name for name in counted if sum(row[name] == "1" for row in rows) >= LEAST]
    known, asked = ([row for row in rows if row["part"] == part] for part in ("train", "dev"))
    learnt, held = vectors([row["answer"] for row in known], [row["answer"] for row in asked])
    gold, found = (np.zeros((len(asked), len(topics)), int) for _ in range(2))
    for k, topic in enumerate(topics):
        one = LogisticRegression(C=10, solver="liblinear", class_weight="balanced").fit(learnt, [row[topic] == "1" for row in known])
        found[:, k] = one.predict_proba(held)[:, 1] > THRESHOLD
        gold[:, k] = [row[topic] == "1" for row in asked]
    print(f"NHS, second phase: {len(known)} / {len(asked)}, {len(topics)} topics, micro-F1 {f1_score(gold, found, average='micro'):.3f}, "
          f"macro-F1 {f1_score(gold, found, average='macro', zero_division=0):.3f}", flush=True)
    tones = {"1": "P", "2": "P", "3": "M", "4": "N", "5": "N"}
    with_tone = lambda part: [row | {"tone": tones[row["sentiment_1to5"][0]]} for row in part if row["sentiment_1to5"][:1] in tones]
    classes("NHS, second phase, tone of 3", with_tone(known), with_tone(asked), "answer", "tone")


phase = read("nhs_phase1.csv.gz")
classes("NHS, first phase, topics", *([row for row in phase if row["split_label"] == part] for part in ("train", "test")), "feedback", "label")
second_phase()
for title, name, held in (("Allociné", "allocine_sample.csv.gz", "test"), ("UMSAB", "umsab_fr_tweets.csv.gz", "val")):
    table = read(name)
    classes(title, *([row for row in table if row["split"] == part] for part in ("train", held)), "text", "label")
