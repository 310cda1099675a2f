"""The usual scikit-learn pipeline of the same tasks: TF-IDF (words 1-2, characters 2-5) and one logistic regression per answer.

usage: linear_baseline.py train CORPUS.jsonl.gz MODEL.pkl | linear_baseline.py run MODEL.pkl COMMENTS.csv OUTPUT.jsonl

Reads, predicts tone (4), topic and polarity (44) and signals, and writes a line of JSON for each comment. It masks nothing and
stores nothing: it is let off what our own pipeline also does. Two processes share the work, as our own two workers do.
"""
import csv
import gzip
import json
import multiprocessing
import pickle
import sys
import time

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion

CHUNK, PROCESSES = 1000, 2


def train(corpus, model):
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row["part"] == "train"]
    features = FeatureUnion([
        ("words", TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2, token_pattern=r"(?u)\b\w+\b")),
        ("letters", TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2))])
    known = features.fit_transform([row["texte"] for row in rows])
    tone = LogisticRegression(C=4, max_iter=200).fit(known, [row["tonalite"] for row in rows])
    marks = sorted({mark for row in rows for mark in row["themes"]})
    weights, offsets = [], []
    for target in [[mark in row["themes"] for row in rows] for mark in marks] + [[row["gravite"] == 1 for row in rows]]:
        one = LogisticRegression(C=10, solver="liblinear", max_iter=50).fit(known, target)
        weights.append(one.coef_[0])
        offsets.append(one.intercept_[0])
    with open(model, "wb") as output:
        pickle.dump((features, tone, marks, np.array(weights), np.array(offsets)), output)


def load(model):
    global loaded
    with open(model, "rb") as source:
        loaded = pickle.load(source)


def answer(chunk):
    features, tone, marks, weights, offsets = loaded
    found = features.transform([row["commentaire"] for row in chunk])
    tones = tone.predict_proba(found)
    answers = 1 / (1 + np.exp(-(found @ weights.T + offsets)))
    return [json.dumps({
        "id": row["id"], "tonalite": tone.classes_[tones[i].argmax()], "probabilites": [round(float(p), 4) for p in tones[i]],
        "themes": [[mark, round(float(answers[i, k]), 4)] for k, mark in enumerate(marks) if answers[i, k] >= 0.4],
        "gravite": round(float(answers[i, -1]), 4)}, ensure_ascii=False) for i, row in enumerate(chunk)]


def chunks(path):
    with open(path, encoding="utf-8", newline="") as source:
        rows = []
        for row in csv.DictReader(source, delimiter=";"):
            rows.append(row)
            if len(rows) == CHUNK:
                yield rows
                rows = []
        if rows:
            yield rows


def run(model, comments, output):
    count = 0
    with multiprocessing.Pool(PROCESSES, load, (model,)) as pool, open(output, "w", encoding="utf-8") as lines:
        started = time.time()
        for answers in pool.imap(answer, chunks(comments)):
            lines.write("\n".join(answers) + "\n")
            count += len(answers)
        # Waited for, so that their seconds of processor are counted.
        pool.close()
        pool.join()
        print(f"linear: {count} comments in {time.time() - started:.1f} s, {count / (time.time() - started):.0f}/s")


if __name__ == "__main__":
    {"train": train, "run": run}[sys.argv[1]](*sys.argv[2:])
