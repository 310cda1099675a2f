"""Trains the SentencePiece model.

usage: tokenizer.py --corpus CORPUS.jsonl.gz --own FOLDER --neighbours FOLDER --output tokenizer.model
"""
import argparse
import pathlib
import tempfile

import sentencepiece

from data import MASKS, read_comments, read_neighbours

VOCABULARY = 8000


def train(texts, output):
    """A unigram model of 8,000 pieces, fewer from few texts, with beginning and end marks (without them
    Microsoft.ML.Tokenizers cannot load it) and the six masks as pieces of their own. Seeded by construction: SentencePiece
    draws nothing when all sentences are used."""
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder) / "texts"
        source.write_text("\n".join(texts), encoding="utf-8")
        sentencepiece.SentencePieceTrainer.train(
            input=str(source), model_prefix=str(pathlib.Path(folder) / "model"), vocab_size=VOCABULARY, model_type="unigram",
            character_coverage=0.9998, pad_id=0, unk_id=1, bos_id=2, eos_id=3, user_defined_symbols=MASKS,
            normalization_rule_name="identity", input_sentence_size=0, max_sentence_length=20000, num_threads=1,
            hard_vocab_limit=False, minloglevel=2)
        pathlib.Path(output).write_bytes((pathlib.Path(folder) / "model.model").read_bytes())


def main():
    arguments = argparse.ArgumentParser()
    for name in ("corpus", "own", "neighbours", "output"):
        arguments.add_argument(f"--{name}", required=True)
    options = arguments.parse_args()
    comments = read_comments(options.corpus, options.own)
    own = [text for text, held in zip(comments.texts, comments.is_dev) if not held]
    # Patients' words count more than film reviews, in any case.
    lower = [text.lower() for text in own]
    train(own + lower + own + [text for _, text in read_neighbours(options.neighbours)], options.output)


if __name__ == "__main__":
    main()
