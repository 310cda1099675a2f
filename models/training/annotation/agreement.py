"""Agreement of two readers of the same comments: kappa by label, F1 between readers, bootstrap intervals.

python3 agreement.py FIRST.jsonl[.gz] second-lecture.jsonl [--disagreements]

Each line: id, tonalite (P, N, M, R), themes (HUM+, ATT-, …), gravite (0, 1). Only comments that both read are compared.
A label borne by fewer than ten comments of both readers together gets no interval: it would say nothing.
"""

import argparse
import gzip
import json

import numpy as np

TOPICS = "FLU ACC ADM ATT BLO SOR SUI FRA INF HUM SOI DRO DOU MAT ACE LOC INT CAL TEM REP TEL GEN".split()
TONES = "PNMR"
ROUNDS, SEED, ENOUGH = 2000, 20261127, 10


def read(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as lines:
        return {row["id"]: row for row in map(json.loads, lines)}


def kappa(first, second):
    """Cohen's kappa of two arrays of categories; nan when chance alone explains everything."""
    observed = np.mean(first == second)
    chance = sum(np.mean(first == value) * np.mean(second == value) for value in np.union1d(first, second))
    return (observed - chance) / (1 - chance) if chance < 1 else np.nan


def f1(first, second):
    """Micro F1 of one reader against the other; who comes first changes nothing."""
    total = first.sum() + second.sum()
    return 2 * (first & second).sum() / total if total else np.nan


def interval(measure, first, second):
    random = np.random.default_rng(SEED)
    values = []
    for _ in range(ROUNDS):
        drawn = random.integers(0, len(first), len(first))
        values.append(measure(first[drawn], second[drawn]))
    return np.nanpercentile(values, [2.5, 97.5])


def shown(measure, first, second, with_interval=True):
    value = measure(first, second)
    if np.isnan(value):
        return "–"
    if not with_interval:
        return f"{value:.2f}"
    low, high = interval(measure, first, second)
    return f"{value:.2f} [{low:.2f}, {high:.2f}]"



def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("first")
    parser.add_argument("second")
    parser.add_argument("--disagreements", action="store_true", help="list the ids on which the readers differ")
    options = parser.parse_args()
    one, two = read(options.first), read(options.second)
    ids = [key for key in two if key in one]
    if not ids:
        raise SystemExit(f"No id of {options.second} stands in {options.first}: take the files of the same comments.")
    first, second = [one[key] for key in ids], [two[key] for key in ids]

    print(f"{len(ids)} comments read twice; intervals: 95 %, {ROUNDS} bootstrap rounds, seed {SEED}\n")
    tones = [np.array([row["tonalite"] for row in rows]) for rows in (first, second)]
    alerts = [np.array([row["gravite"] for row in rows]) for rows in (first, second)]
    signed = [np.array([[f"{code}{sign}" in row["themes"] for code in TOPICS for sign in "+-"] for row in rows]) for rows in (first, second)]
    plain = [rows.reshape(len(ids), len(TOPICS), 2).any(axis=2) for rows in signed]
    print("| Label | First | Second | Both | Kappa |\n| --- | ---: | ---: | ---: | ---: |")
    print(f"| tone, four classes | {len(ids)} | {len(ids)} | {(tones[0] == tones[1]).sum()} | {shown(kappa, *tones)} |")
    for tone in TONES:
        a, b = tones[0] == tone, tones[1] == tone
        print(f"| – {tone} | {a.sum()} | {b.sum()} | {(a & b).sum()} | {shown(kappa, a, b, a.sum() + b.sum() >= ENOUGH)} |")
    print(f"| gravity | {alerts[0].sum()} | {alerts[1].sum()} | {(alerts[0] & alerts[1]).sum()} | {shown(kappa, *alerts)} |")
    for place, code in enumerate(TOPICS):
        a, b = plain[0][:, place], plain[1][:, place]
        print(f"| {code} | {a.sum()} | {b.sum()} | {(a & b).sum()} | {shown(kappa, a, b, a.sum() + b.sum() >= ENOUGH)} |")
    print(f"\ntopics, micro F1 between readers: {shown(f1, *plain)}")
    print(f"topic and polarity, micro F1 between readers: {shown(f1, *signed)}")
    same = np.array([set(a["themes"]) == set(b["themes"]) for a, b in zip(first, second)])
    print(f"comments with exactly the same topics and polarities: {same.sum()} of {len(ids)}")

    if options.disagreements:
        for key, a, b in zip(ids, first, second):
            extra = " ".join(sorted(set(a["themes"]) - set(b["themes"])))
            missing = " ".join(sorted(set(b["themes"]) - set(a["themes"])))
            tone = f"{a['tonalite']}/{b['tonalite']}" if a["tonalite"] != b["tonalite"] else ""
            gravity = f"gravity {a['gravite']}/{b['gravite']}" if a["gravite"] != b["gravite"] else ""
            if extra or missing or tone or gravity:
                print(f"{key}: {tone} {gravity} first only: {extra or '–'}; second only: {missing or '–'}")


if __name__ == "__main__":
    main()
