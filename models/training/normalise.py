"""Folding of comments before the tokenizer, "fold/1": the same function exists in C# (TextFolding), and both are held to
normalisation_cases.jsonl.

Why: Microsoft.ML.Tokenizers and SentencePiece give the same ids except on runs of dots, curly quotes and unknown scripts;
folding those first, in training and in use, removes the difference.
"""
import re
import unicodedata

_SIGNS = {
    "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "\u2032": "'", "\u00b4": "'", "`": "'",
    "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"',
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2015": "-", "\u2212": "-",
    "\u2026": "...",
}
_SIGN_RUN = re.compile(r"([.!?,;:\-*_=])\1{3,}")
_LETTER_RUN = re.compile(r"([^\W\d_])\1{3,}", re.IGNORECASE)
_SPACE_RUN = re.compile(r" {2,}")


def fold(text: str) -> str:
    """Folds one comment.

    In this order: NFC; format characters (category Cf, zero-width ones among them) dropped; control, separator and
    space characters to a space; quotes, dashes and the ellipsis to ASCII; a sign repeated more than three times cut to
    three; a letter repeated more than three times (case does not count) cut to three; runs of spaces to one; ends trimmed.
    Case and accents are kept.
    """
    out = []
    for character in unicodedata.normalize("NFC", text):
        category = unicodedata.category(character)
        if category == "Cf":
            continue
        if category in ("Cc", "Zs", "Zl", "Zp"):
            out.append(" ")
        else:
            out.append(_SIGNS.get(character, character))
    folded = _SIGN_RUN.sub(r"\1\1\1", "".join(out))
    folded = _LETTER_RUN.sub(lambda run: run.group(0)[:3], folded)
    return _SPACE_RUN.sub(" ", folded).strip(" ")
