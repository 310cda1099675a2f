"""The rows of the corpora, before they are numbers: read without any package."""
import gzip
import hashlib
import json
import pathlib

from normalise import fold


def read_rows(path):
    """The rows of a corpus file (.jsonl, .jsonl.gz). A row without a part is development when the SHA-256 of its id says so
    (one in eight), else training."""
    open_ = gzip.open if str(path).endswith(".gz") else open
    with open_(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    for row in rows:
        if "part" not in row:
            row["part"] = "dev" if int(hashlib.sha256(row["id"].encode()).hexdigest(), 16) % 8 == 0 else "train"
    return rows


def read_all(corpus, own_folder):
    """The corpus and our own comments beside it; a text of ours that stands in the corpus already is left out."""
    rows = read_rows(corpus)
    known = {fold(row["texte"]).lower() for row in rows}
    for path in sorted(pathlib.Path(own_folder).glob("ecrit-*.jsonl")):
        for row in read_rows(path):
            if fold(row["texte"]).lower() not in known:
                rows.append(row)
    return rows
