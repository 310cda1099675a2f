"""The letters of a comment, form « letters/1 »: words, pairs of words and pieces of words of two to five signs, hashed.

What a linear model reads beside the network: it knows misspelt words by their pieces. The C# of the product counts in the same
way; both are held to letters_cases.jsonl.
"""
import argparse
import array
import collections
import functools
import json
import math
import pathlib
import sys
import unicodedata

from normalise import fold

BUCKETS = 1 << 18
LONGEST = 1500
PIECES = range(2, 6)
_UPPER = {code: code + 32 for code in [*range(0x41, 0x5B), *range(0xC0, 0xDF)] if code != 0xD7} | {0x152: 0x153, 0x178: 0xFF}
_DIGITS = {code: 0x30 for code in range(0x31, 0x3A)}
_LOWER = _UPPER | _DIGITS


def _hashed(units, start=2166136261):
    value = start
    for unit in units:
        value = (value ^ unit) * 16777619 & 0xFFFFFFFF
    return value


def _bucket(value):
    return (value ^ value >> 16) & (BUCKETS - 1)


def _units(text):
    units = array.array("H")
    units.frombytes(text.encode("utf-16-le", "surrogatepass"))
    if sys.byteorder == "big":
        units.byteswap()
    return units


def _is_word(unit):
    """Letters and decimal digits of the basic plane, as Unicode sorts them."""
    return unicodedata.category(chr(unit)) in ("Lu", "Ll", "Lt", "Lm", "Lo", "Nd")


@functools.lru_cache(200_000)
def _pieces(token):
    """The buckets of the pieces of one token between two spaces, with a space at each end."""
    units = (32, *token, 32)
    return tuple(_bucket(_hashed(units[at:at + size])) for size in PIECES for at in range(len(units) - size + 1))


@functools.lru_cache(200_000)
def _word(units):
    return _hashed(units, _hashed((1,)))


def counts(folded):
    """{bucket: how often}, of a text that is folded already; what stands after the first 1,500 units is not counted."""
    units = tuple(_LOWER.get(unit, unit) for unit in _units(folded)[:LONGEST])
    found, words = collections.Counter(), []
    for token in _split(units, lambda unit: unit != 32):
        found.update(_pieces(token))
        words += _split(token, _is_word)
    for at, word in enumerate(words):
        found[_bucket(_word(word))] += 1
        if at:
            found[_bucket(_hashed(word, _hashed((32,), _word(words[at - 1]))))] += 1
    return found


def _split(units, kept):
    out, part = [], []
    for unit in units:
        if kept(unit):
            part.append(unit)
        elif part:
            out.append(tuple(part))
            part = []
    if part:
        out.append(tuple(part))
    return out


def weighted(folded):
    """(buckets in rising order, 1 + ln of how often each) as the network takes them; one empty bucket for an empty text."""
    found = counts(folded)
    grams = sorted(found) or [0]
    return grams, [1 + math.log(found[gram]) if found else 0.0 for gram in grams]


def main():
    """Writes letters_cases.jsonl from the texts of normalisation_cases.jsonl and a few more."""
    arguments = argparse.ArgumentParser(description=main.__doc__)
    arguments.parse_args()
    here = pathlib.Path(__file__).parent
    texts = [json.loads(line)["in"] for line in (here / "normalisation_cases.jsonl").read_text(encoding="utf-8").splitlines()]
    texts += ["", "Les repas", "L'ÉQUIPE était très à l'écoute, merci !!! 2 fois sur 3", "bruit bruit BRUIT de la nuit",
              "[NOM] m'a opéré le 12/03. ŒDÈME, Ÿ × ÷", "👩‍⚕️ très bien 𝒜 ½ ²", "attente " * 400]
    with (here / "letters_cases.jsonl").open("w", encoding="utf-8") as out:
        for text in texts:
            found = sorted(counts(fold(text)).items())
            out.write(json.dumps({"in": text, "counts": [list(pair) for pair in found]}, ensure_ascii=True) + "\n")


if __name__ == "__main__":
    main()
