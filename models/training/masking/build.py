"""Turns the marked comments of noms.txt and difficiles.txt into JSON Lines, the measuring sets of `has verbatims evaluate-masking`.

noms.txt grew with the rules; difficiles.txt was written after the rules masques/2, without a look at them, to find what they miss.

A mark is [KIND:words]; ⏎ stands for an end of line. Four lines are `dev`, the next four `test`: neighbours often try the same name
in another writing, and should not stand on both sides. So add at the end. Offsets count UTF-16 code units, as the masks do.
"""

import json
import pathlib
import re

KINDS = ("NOM", "TEL", "MAIL", "NUMERO", "ADRESSE", "DATE")
MARK = re.compile(r"\[(%s):([^\]]+)\]" % "|".join(KINDS))
BLOCK = 4
# The name of a set, and what its identifiers begin with.
SETS = {"noms": "masque", "difficiles": "difficile"}
HERE = pathlib.Path(__file__).parent


def units(text):
    return len(text.encode("utf-16-le")) // 2


def comment(source, number, line):
    text, entities, at = "", [], 0
    for mark in MARK.finditer(line):
        text += line[at:mark.start()]
        start = units(text)
        text += mark.group(2)
        entities.append([start, units(text), mark.group(1)])
        at = mark.end()
    text = text + line[at:]
    if re.search(r"\[[A-Z]+:", text):
        raise ValueError(f"{source}.txt, line {number}: a mark is none of {', '.join(KINDS)}, or is not closed.")
    return {
        "id": f"{SETS[source]}-{number:04}", "texte": text, "entites": entities,
        "part": "test" if (number - 1) // BLOCK % 2 else "dev",
    }


def build(source):
    lines = (HERE / f"{source}.txt").read_text(encoding="utf-8").splitlines()
    rows = [comment(source, number, line.replace("⏎", "\n")) for number, line in enumerate(lines, 1) if line.strip()]
    if len({row["texte"] for row in rows}) < len(rows):
        raise ValueError(f"{source}.txt: a comment stands twice.")
    with open(HERE / f"{source}.jsonl", "w", encoding="utf-8", newline="\n") as out:
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    for part in ("dev", "test"):
        own = [row for row in rows if row["part"] == part]
        counts = {kind: sum(kind == entity[2] for row in own for entity in row["entites"]) for kind in KINDS}
        print(source, part, len(own), "comments,", sum(not row["entites"] for row in own), "without personal data;", counts)


def main():
    for source in SETS:
        build(source)


if __name__ == "__main__":
    main()
