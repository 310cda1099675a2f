"""Synthetic comments, as many as wanted, to measure speed and memory: python3 generate.py ROWS OUTPUT.csv [--seed 20261129]

Each comment is put together from clauses of our own comments (models/training/corpus), one to five of them, some with a name, a
telephone number or a fault of typing; no two files of one seed differ. What is said makes no sense: only its length, words and
variety are those of patients.
"""
import argparse
import csv
import json
import pathlib
import random
import re

CORPUS = pathlib.Path(__file__).parents[2] / "models" / "training" / "corpus"
NAMES = ["Le Goff", "Martin", "Benali", "Nguyen", "Dubois", "Carpentier", "Haddad", "Moreau"]
WARDS = ["Urgences", "Chirurgie", "Maternité", "Cardiologie", "Gériatrie", "Ambulatoire", "Oncologie", "Médecine"]
BOXES = ["positif", "negatif", "libre"]


def clauses():
    """Every clause of our own comments, each once, in the order of the files."""
    found = {}
    for path in sorted(CORPUS.glob("ecrit-*.jsonl")):
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                for clause in re.split(r"(?<=[.!?;,])\s+", json.loads(line)["texte"]):
                    if 8 <= len(clause) <= 160:
                        found[clause] = None
    return list(found)


def comment(known, draw):
    parts = [draw.choice(known) for _ in range(draw.choice((1, 1, 1, 2, 2, 3, 3, 4, 5)))]
    if draw.random() < 0.05:
        parts.append(f"Merci au Dr {draw.choice(NAMES)}.")
    if draw.random() < 0.01:
        parts.append(f"Rappelez-moi au 06 {draw.randrange(10, 99)} {draw.randrange(10, 99)} {draw.randrange(10, 99)} 17.")
    text = " ".join(parts)
    if draw.random() < 0.2:
        at = draw.randrange(len(text))
        text = text[:at] + text[at + 1:]
    return text


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("rows", type=int)
    arguments.add_argument("output")
    arguments.add_argument("--seed", type=int, default=20261129)
    options = arguments.parse_args()
    known, draw = clauses(), random.Random(options.seed)
    with open(options.output, "w", encoding="utf-8", newline="") as output:
        rows = csv.writer(output, delimiter=";")
        rows.writerow(["id", "date", "service", "champ", "commentaire"])
        for number in range(1, options.rows + 1):
            rows.writerow([number, f"{draw.randrange(1, 13):02}/2026", draw.choice(WARDS), draw.choice(BOXES), comment(known, draw)])


if __name__ == "__main__":
    main()
