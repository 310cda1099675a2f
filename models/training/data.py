"""Reads the corpora, and makes the variants of a comment that training sees."""
import csv
import gzip
import pathlib
import random
import re
import unicodedata

import numpy as np

from normalise import fold
from rows import read_all, read_rows

TONES = ["P", "N", "M", "R"]
TOPICS = ["FLU", "ACC", "ADM", "ATT", "BLO", "SOR", "SUI", "FRA", "INF", "HUM", "SOI", "DRO", "DOU", "MAT", "ACE", "LOC",
          "INT", "CAL", "TEM", "REP", "TEL", "GEN"]
BOXES = {"libre": 0, "positif": 1, "negatif": 2}
MASKS = ["[NOM]", "[TEL]", "[MAIL]", "[NUMERO]", "[ADRESSE]", "[DATE]"]


class Comments:
    """Labelled comments, as arrays whose first dimension is the comment.

    texts: folded texts; ids: their identifiers; box: 0 unknown, 1 positive, 2 negative; tone: index into TONES;
    themes: (n, 22, 2) 0/1, [:, :, 0] praised and [:, :, 1] blamed; gravity: 0/1; is_dev; source.
    """

    def __init__(self, rows):
        self.ids = [row["id"] for row in rows]
        self.texts = [fold(row["texte"]) for row in rows]
        self.box = np.array([BOXES[row["champ"]] for row in rows])
        self.tone = np.array([TONES.index(row["tonalite"]) for row in rows])
        self.themes = np.zeros((len(rows), len(TOPICS), 2), np.float32)
        for i, row in enumerate(rows):
            for theme in row["themes"]:
                self.themes[i, TOPICS.index(theme[:-1]), 0 if theme[-1] == "+" else 1] = 1
        self.gravity = np.array([row["gravite"] for row in rows], np.float32)
        self.is_dev = np.array([row["part"] == "dev" for row in rows])
        self.source = np.array([row["source"] for row in rows])

    def __len__(self):
        return len(self.texts)


def read_comments(corpus, own_folder):
    """The corpus and our own comments beside it, as arrays."""
    return Comments(read_all(corpus, own_folder))


def read_neighbours(folder):
    """Free French text of the neighbour sets: (name, folded text), whole texts, in the order of the files.

    Held-out parts of those sets (test) are left out, so that they can still be scored."""
    folder = pathlib.Path(folder)
    csv.field_size_limit(10 ** 8)
    texts = []
    for name in ["allocine_sample", "restaurants_fr", "mabsa_fr", "minibar_app_reviews", "umsab_fr_tweets", "xed_fr_emotions"]:
        path = folder / f"{name}.csv.gz"
        if not path.exists():
            continue
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                if row.get("lang", "fr") == "fr" and row["split"] == "train":
                    texts.append((name, fold(row["text"])))
    return texts


_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")


def sentences(text, least=3, most=60):
    """The sentences of a text that hold between least and most words."""
    return [part for part in _SENTENCE.split(text) if least <= len(part.split()) <= most]


_TITLE = re.compile(r"\b([Dd](?:octeu)?r\.?|[Pp]r\.?|[Mm]me\.?|[Mm]adame|[Mm]\.|[Mm]onsieur) ([A-ZÉ][\w'-]+)")


def noisy(text, draw: random.Random):
    """The comment as a patient in a hurry types it: accents lost, case lost or shouted, letters swapped, doubled or left
    out, apostrophes and final s lost. About one comment in two is changed."""
    text = _TITLE.sub(lambda found: f"{found.group(1)} [NOM]", text)
    if draw.random() < 0.5:
        return text
    kept = re.split(r"(\[[A-Z]+\])", text)
    return "".join(part if part in MASKS else _typed(part, draw) for part in kept)


def _typed(text, draw):
    if draw.random() < 0.3:
        text = "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")
    if draw.random() < 0.4:
        text = text.lower()
    elif draw.random() < 0.06:
        text = text.upper()
    if draw.random() < 0.3:
        text = text.replace("'", " " if draw.random() < 0.5 else "")
    if draw.random() < 0.2:
        text = re.sub(r"[.!?,;]+$", "", text)
    letters = list(text)
    for _ in range(max(0, int(draw.expovariate(1.0) * len(letters) / 60))):
        at = draw.randrange(max(1, len(letters) - 1))
        if len(letters) < 4 or not letters[at].isalpha():
            continue
        act = draw.random()
        if act < 0.35:
            letters[at] = ""
        elif act < 0.65 and letters[at + 1].isalpha():
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
        elif act < 0.85:
            letters[at] = letters[at] * 2
    return "".join(letters)
