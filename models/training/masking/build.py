"""Turns the marked comments of noms.txt into noms.jsonl, the measuring set of `has verbatims evaluate-masking`.

A mark is [KIND:words]; ⏎ stands for an end of line. Four lines are `dev`, the next four `test`: neighbours often try the same name
in another writing, and should not stand on both sides. So add at the end. Offsets count UTF-16 code units, as the masks do.
"""

import json
import pathlib
import re

KINDS = ("NOM", "TEL", "MAIL", "NUMERO", "ADRESSE", "DATE")
MARK = re.compile(r"\[(%s):([^\]]+)\]" % "|".join(KINDS))
BLOCK = 4
HERE = pathlib.Path(__file__).parent


def units(text):
    return len(text.encode("utf-16-le")) // 2


def comment(number, line):
    text, entities, at = "", [], 0
    for mark in MARK.finditer(line):
        text += line[at:mark.start()]
        start = units(text)
        text += mark.group(2)
        entities.append([start, units(text), mark.group(1)])
        at = mark.end()
    text = text + line[at:]
    if re.search(r"\[[A-Z]+:", text):
        raise ValueError(f"noms.txt, line {number}: a mark is none of {', '.join(KINDS)}, or is not closed.")
    return {
        "id": f"masque-{number:04}", "texte": text, "entites": entities,
        "part": "test" if (number - 1) // BLOCK % 2 else "dev",
    }


def main():
    lines = (HERE / "noms.txt").read_text(encoding="utf-8").splitlines()
    rows = [comment(number, line.replace("⏎", "\n")) for number, line in enumerate(lines, 1) if line.strip()]
    if len({row["texte"] for row in rows}) < len(rows):
        raise ValueError("noms.txt: a comment stands twice.")
    with open(HERE / "noms.jsonl", "w", encoding="utf-8", newline="\n") as out:
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    for part in ("dev", "test"):
        own = [row for row in rows if row["part"] == part]
        counts = {kind: sum(kind == entity[2] for row in own for entity in row["entites"]) for kind in KINDS}
        print(part, len(own), "comments,", sum(not row["entites"] for row in own), "without personal data;", counts)


if __name__ == "__main__":
    main()
