"""Trains the networks side by side, on a GPU when there is one, and writes their scores and costs on development rows.

usage: compare.py --corpus CORPUS.jsonl.gz --neighbours FOLDER --tokenizer FILE [--teacher FOLDER] [--epochs 14]
                  [--networks textcnn pairs wide transformer] [--cascade textcnn transformer] [--output FOLDER]

Prints one line a network, and one for averages of several. With --cascade, also the scores of a fast network that hands the comments
of which it is least sure to a slow one, by the share that it hands over. With --output, each network is written as ONNX.
"""
import argparse
import multiprocessing
import pathlib
import time

import numpy as np
import sentencepiece
import torch

import scores
from data import read_comments, read_neighbours
from network import NETWORKS
from train import HERE, SEED, calibrate, decide, examples_of, export, learn, logits, read_teacher


def train_one(job):
    """One network with one seed: its logits on the development rows, text only and with the box."""
    name, seed, options = job
    torch.set_num_threads(3)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    comments, neighbours = read_comments(options.corpus, HERE / "corpus"), read_neighbours(options.neighbours)
    tokenizer = sentencepiece.SentencePieceProcessor(model_file=options.tokenizer)
    teacher = read_teacher(options.teacher) if options.teacher else None
    torch.manual_seed(seed)
    model = NETWORKS[name](tokenizer.vocab_size()).to(device)
    learn(model, examples_of(comments, neighbours, teacher), tokenizer, options.epochs, seed, 1e-3 if "transformer" in name else 2e-3)
    rows = np.flatnonzero(comments.is_dev)
    texts = [comments.texts[i] for i in rows]
    raw = [logits(model, tokenizer, texts, box) for box in (np.zeros(len(rows), np.int64), comments.box[rows])]
    model.cpu()
    if options.output:
        export(model, pathlib.Path(options.output) / f"{name}-{seed - SEED}.onnx")
    return name, seed, sum(p.numel() for p in model.parameters()), raw, cost(model, tokenizer, texts)


def cost(model, tokenizer, texts):
    """Seconds of processor for a thousand comments, one thread."""
    torch.set_num_threads(1)
    before = time.process_time()
    logits(model, tokenizer, texts, np.zeros(len(texts), np.int64))
    return (time.process_time() - before) * 1000 / len(texts)


def show(name, comments, rows, raw):
    calibration = calibrate(comments, rows, *raw)
    for part, chosen in (("all", np.arange(len(rows))), ("corpus", np.flatnonzero(comments.source[rows] != "ecrit")),
                         ("own", np.flatnonzero(comments.source[rows] == "ecrit"))):
        cells = []
        for one in raw:
            tone, _, decided, gravity = decide(one, calibration)
            held = argparse.Namespace(tone=comments.tone[rows][chosen], themes=comments.themes[rows][chosen],
                                      gravity=comments.gravity[rows][chosen])
            cells += [f"{v:.3f}" for v in scores.summary(held, tone[chosen], decided[chosen], gravity[chosen]).values()]
        print(f"| {name} | {part} | " + " | ".join(cells) + " |", flush=True)


def cascade(comments, rows, fast, slow):
    """Scores when a share of the comments, those whose tone the fast network is least sure of, is read by the slow one instead."""
    sure = torch.softmax(torch.tensor(fast[1][0][:, :4]), 1).max(1).values.numpy()
    for share in (0.1, 0.3, 0.5):
        handed = np.argsort(sure, kind="stable")[:int(share * len(rows))]
        raw = [one.copy() for one in fast[1]]
        for mixed, better in zip(raw, slow[1]):
            mixed[handed] = better[handed]
        show(f"{fast[0]}, then {slow[0]} for {share:.0%}, {fast[2] + share * slow[2]:.2f} s", comments, rows, raw)


def main():
    arguments = argparse.ArgumentParser()
    for name in ("corpus", "neighbours", "tokenizer"):
        arguments.add_argument(f"--{name}", required=True)
    arguments.add_argument("--teacher")
    arguments.add_argument("--output")
    arguments.add_argument("--epochs", type=int, default=14)
    arguments.add_argument("--networks", nargs="+", default=list(NETWORKS))
    arguments.add_argument("--cascade", nargs=2, metavar=("FAST", "SLOW"))
    arguments.add_argument("--at-once", type=int, default=5)
    options = arguments.parse_args()
    jobs, seen = [], {}
    for name in options.networks:
        seen[name] = seen.get(name, -1) + 1
        jobs.append((name, SEED + seen[name], options))
    comments = read_comments(options.corpus, HERE / "corpus")
    rows, done = np.flatnonzero(comments.is_dev), []
    with multiprocessing.get_context("spawn").Pool(min(options.at_once, len(jobs)), maxtasksperchild=1) as pool:
        for name, seed, size, raw, seconds in pool.imap_unordered(train_one, jobs, chunksize=1):
            done.append((name, raw, seconds))
            show(f"{name} {seed - SEED}, {size / 1e6:.1f} M, {seconds:.2f} s", comments, rows, raw)
    if options.cascade:
        cascade(comments, rows, *(next(one for one in done if one[0] == name) for name in options.cascade))
    for name in dict.fromkeys(options.networks):
        same = [raw for other, raw, _ in done if other == name]
        if len(same) > 1:
            show(f"{len(same)} × {name}", comments, rows, [np.mean([raw[k] for raw in same], 0) for k in range(2)])


if __name__ == "__main__":
    main()
