"""Turns the fictitious letters of EDS-Pseudo (AP-HP, BSD-3-Clause), with their « [text](LABEL) » marks, into what « has verbatims
evaluate-masking » reads: one JSON object for each block. With --only, the entities of one label alone are kept, to measure its recall.
Each block is « dev » or « test » by the hash of its text: rules may be mended on the first, and are measured on the second.

    python3 bench/verbatims/eds_templates.py eds_pseudo_templates.txt.gz letters.jsonl [--only SECU]
"""
import argparse
import gzip
import hashlib
import json
import re

# What is not here stays readable by design: hospitals, towns, and dates other than those of birth.
KINDS = {"NOM": "NOM", "PRENOM": "NOM", "TEL": "TEL", "MAIL": "MAIL", "SECU": "NUMERO", "IPP": "NUMERO", "NDA": "NUMERO",
         "ADRESSE": "ADRESSE", "DATE_NAISSANCE": "DATE"}
MARK = re.compile(r"\[([^\[\]]*)\]\(([A-Z_]+)\)")


def utf16(text):
    return len(text.encode("utf-16-le")) // 2


def part(block):
    return "test" if hashlib.sha256(block.encode("utf-8")).digest()[0] % 2 else "dev"


def plain(block, only):
    """The text without marks, and its entities, in UTF-16 units as the command counts."""
    text, entities, last = "", [], 0
    for mark in MARK.finditer(block):
        text += block[last:mark.start()]
        start, label = utf16(text), mark[2].replace("ADDRESSE", "ADRESSE")
        text += mark[1]
        if label in KINDS and mark[1].strip() and only in (None, label):
            entities.append([start, utf16(text), KINDS[label]])
        last = mark.end()
    return text + block[last:], entities


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("letters")
    parser.add_argument("output")
    parser.add_argument("--only", choices=sorted(KINDS))
    args = parser.parse_args()
    with gzip.open(args.letters, "rt", encoding="utf-8") as source:
        blocks = [block for block in re.split(r"\n\s*\n", source.read()) if block.strip()]
    with open(args.output, "w", encoding="utf-8") as output:
        for number, block in enumerate(blocks, 1):
            text, entities = plain(block, args.only)
            row = {"id": str(number), "texte": text, "entites": entities, "part": part(block)}
            output.write(json.dumps(row, ensure_ascii=False) + "\n")
    print(f"{len(blocks)} blocks")


if __name__ == "__main__":
    main()
