"""The same method on public sets, so that it can be compared with published peers on the rows that they name.

usage: public_sets.py --neighbours FOLDER [--output FOLDER] [--sets nhs-1 nhs-2 allocine umsab]

FOLDER holds nhs_phase1.csv.gz (English, 9 topics, one for each comment, official split, the peer's own predictions), nhs_phase2_v6.csv.gz
(English, several topics for each comment, train and dev), allocine_sample.csv.gz (French, films liked or not, train and test) and
umsab_fr_tweets.csv.gz (French, tweets of three tones, train and val). A model is trained on each, from nothing but its training
rows, one in eight of which chooses shares, calibration and thresholds. Scores are printed on the held rows as Markdown: text only,
then, for the NHS, with the question before the text; the question says whether praise or reproach was asked for and flatters any model
of tone. The sets tell the topics of a comment and not which of them is praised: both sides of a topic learn the same. The French sets
know no topics: one that no comment has stands in their place. With --output, the models are written as the product reads them
(contract verbatims-model/1).
"""
import argparse
import csv
import gzip
import hashlib
import pathlib
import tempfile
from types import SimpleNamespace

import numpy as np
import sentencepiece
import torch
from sklearn.metrics import accuracy_score, f1_score

import linear
import tokenizer
from data import TONES
from network import NETWORKS, Together, WithLetters
from normalise import fold
from train import SEED, VERSION, Example, best_shares, calibrate, decide, learn, logits, write_model

# How often each set is read: the smaller one more often.
EPOCHS = {"nhs-1": 14, "nhs-2": 24, "allocine": 24, "umsab": 24}
LEAST = 20
# Which question asks for what, by what is answered to it: « nothing » is praise after a question for improvements.
ASKED = {"Trust A - Q1": 2, "Trust C - Q1": 2, "Trust A - Q2": 1, "Trust C - Q2": 1,
         "How could we improve?": 2, "What could we do better?": 2, "What was good?": 1}


def read(path):
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def is_held_for_choices(text):
    """One training row in eight, the same text always on the same side."""
    return int(hashlib.sha256(text.lower().encode()).hexdigest(), 16) % 8 == 0


def comments_of(rows, topics, tones):
    """rows: (text, question, topics); tones: one of P, N, M for each. Each comment twice: alone, then after its question."""
    themes = np.zeros((len(rows), len(topics), 2), np.float32)
    for i, (_, _, found) in enumerate(rows):
        for topic in found:
            themes[i, topics.index(topic)] = 1
    texts = [fold(text) for text, _, _ in rows]
    boxes = np.array([ASKED.get(question, 0) for _, question, _ in rows])
    twice = lambda values: np.concatenate([values, values])
    return SimpleNamespace(
        texts=texts + [fold(f"{question} : {text}") for text, question, _ in rows],
        box=np.concatenate([np.zeros(len(rows), np.int64), boxes]), themes=twice(themes),
        tone=twice(np.array([TONES.index(tone) for tone in tones])), gravity=np.zeros(2 * len(rows), np.float32),
        chooses=twice(np.array([is_held_for_choices(text) for text in texts])))


def answers_of(known, asked, topics, folder, name, language="en"):
    """Trains on the known comments; answers for the asked ones: (tone, themes, decided), themes without sides."""
    tokenizer.train([text for text, held in zip(known.texts, known.chooses) if not held], folder / "tokenizer.model")
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(folder / "tokenizer.model"))
    learning, choosing = np.flatnonzero(~known.chooses), np.flatnonzero(known.chooses)
    hard = np.concatenate([np.eye(4)[known.tone], known.themes.reshape(len(known.texts), -1), known.gravity[:, None]], 1)
    examples = [Example(known.texts[i], np.repeat(hard[i][None], 3, 0), int(known.box[i])) for i in learning]
    networks = []
    for k, kind in enumerate(("wide", "pairs")):
        torch.manual_seed(SEED + k)
        networks.append(NETWORKS[kind](pieces.vocab_size(), len(topics)))
        learn(networks[-1], examples, pieces, EPOCHS[name], SEED + k)
    beside = linear.learn(known, learning)
    texts, boxes = [known.texts[i] for i in choosing], known.box[choosing]
    both, beside_both = (np.concatenate([values, values]) for values in (
        logits(Together(networks), pieces, texts, boxes), beside.logits(texts)))
    model = WithLetters(networks, beside, best_shares(known, choosing, both, beside_both))
    raw = logits(model, pieces, texts, boxes)
    calibration = calibrate(known, choosing, raw, raw)
    write_model(folder, model, calibration, name=name, version=VERSION, language=language, topics=topics, data=[])
    tone, themes, decided, _ = decide(logits(model, pieces, asked.texts, asked.box), calibration)
    return tone, themes.mean(2), decided.max(2)


def halves(answers):
    """The answers for the texts alone, and those for the same texts after their question."""
    half = len(answers[0]) // 2
    return [tuple(values[part] for values in answers) for part in (slice(0, half), slice(half, None))]


def first_phase(path, folder):
    rows = [row for row in read(path) if row["split_label"] in ("train", "test")]
    topics = sorted({row["label"] for row in rows})
    tone = lambda row: "P" if row["criticality"] in "1234" else "N" if row["criticality"][:1] == "-" else "M"
    parts = {part: [row for row in rows if row["split_label"] == part] for part in ("train", "test")}
    known, asked = (comments_of([(row["feedback"], row["question"], [row["label"]]) for row in parts[part]], topics,
                                [tone(row) for row in parts[part]]) for part in ("train", "test"))
    gold = np.array([topics.index(row["label"]) for row in parts["test"]])
    seen = set(text.lower() for text in known.texts)
    fresh = np.array([text.lower() not in seen for text in asked.texts[:len(gold)]])
    answers = {"the peer's own predictions": np.array(
        [topics.index(row["published_pred_label"]) for row in parts["test"]])}
    for title, (_, themes, _) in zip(("ours, text only", "ours, with the question"), halves(answers_of(known, asked, topics, folder, "nhs-1"))):
        answers[title] = themes.argmax(1)
    print(f"\nNHS, first phase: {len(known.texts) // 2} to learn from, {len(gold)} held (official split), {len(topics)} topics\n")
    print("| | accuracy | macro-F1 | accuracy on texts not seen in training |\n| --- | ---: | ---: | ---: |")
    for title, found in answers.items():
        print(f"| {title} | {accuracy_score(gold, found):.3f} | {f1_score(gold, found, average='macro'):.3f} "
              f"| {accuracy_score(gold[fresh], found[fresh]):.3f} ({fresh.sum()}) |", flush=True)


def second_phase(path, folder):
    rows = read(path)
    counted = [name for name in rows[0] if {row[name] for row in rows} <= {"0", "1"}]
    topics = [name for name in counted if sum(row[name] == "1" for row in rows) >= LEAST]
    tones = {"1": "P", "2": "P", "3": "M", "4": "N", "5": "N"}
    tone = lambda row: tones.get(row["sentiment_1to5"][:1], "M")
    parts = {part: [row for row in rows if row["part"] == part] for part in ("train", "dev")}
    known, asked = (comments_of([(row["answer"], row["question"], [name for name in topics if row[name] == "1"])
                                 for row in parts[part]], topics, [tone(row) for row in parts[part]]) for part in parts)
    held = len(parts["dev"])
    gold, tone_gold = asked.themes[:held].max(2), asked.tone[:held]
    print(f"\nNHS, second phase: {len(known.texts) // 2} to learn from, {held} held (dev), {len(topics)} topics\n")
    answers = halves(answers_of(known, asked, topics, folder, "nhs-2"))
    print("| | topics, micro-F1 | topics, macro-F1 | tone of 3, macro-F1 |\n| --- | ---: | ---: | ---: |")
    for title, (polar, _, found) in zip(("ours, text only", "ours, with the question"), answers):
        print(f"| {title} | {f1_score(gold, found, average='micro', zero_division=0):.3f} "
              f"| {f1_score(gold, found, average='macro', zero_division=0):.3f} "
              f"| {f1_score(tone_gold, polar[:, :3].argmax(1), average='macro'):.3f} |", flush=True)


def tone_set(name, title, tones, held):
    """A set of texts with a label of tone: tones, from labels to tones; held, the split that is scored."""
    def run(path, folder):
        rows = read(path)
        known, asked = ([row for row in rows if row["split"] == part] for part in ("train", held))
        comments = [SimpleNamespace(
            texts=[fold(row["text"]) for row in part], box=np.zeros(len(part), np.int64), themes=np.zeros((len(part), 1, 2), np.float32),
            tone=np.array([TONES.index(tones[row["label"]]) for row in part]), gravity=np.zeros(len(part), np.float32),
            chooses=np.array([is_held_for_choices(row["text"]) for row in part])) for part in (known, asked)]
        tone, _, _ = answers_of(*comments, ["AUC"], folder, name, language="fr")
        classes = [TONES.index(one) for one in dict.fromkeys(tones.values())]
        gold, found = comments[1].tone, np.array(classes)[tone[:, classes].argmax(1)]
        each = f1_score(gold, found, labels=classes, average=None)
        print(f"\n{title}: {len(known)} to learn from, {len(asked)} held ({held}); accuracy {accuracy_score(gold, found):.3f}, "
              f"macro-F1 {each.mean():.3f}, F1 of " + ", ".join(f"{label} {value:.3f}" for label, value in zip(tones, each)), flush=True)
    return run


PHASES = {
    "nhs-1": (first_phase, "nhs_phase1.csv.gz"), "nhs-2": (second_phase, "nhs_phase2_v6.csv.gz"),
    "allocine": (tone_set("allocine", "Allociné", {"0": "N", "1": "P"}, "test"), "allocine_sample.csv.gz"),
    "umsab": (tone_set("umsab", "UMSAB, French", {"negative": "N", "neutral": "M", "positive": "P"}, "val"), "umsab_fr_tweets.csv.gz"),
}


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--neighbours", required=True, type=pathlib.Path)
    arguments.add_argument("--output", type=pathlib.Path)
    arguments.add_argument("--sets", nargs="+", default=list(PHASES), choices=list(PHASES))
    options = arguments.parse_args()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    with tempfile.TemporaryDirectory() as scratch:
        for name in options.sets:
            phase, file = PHASES[name]
            folder = (options.output or pathlib.Path(scratch)) / name
            folder.mkdir(parents=True, exist_ok=True)
            phase(options.neighbours / file, folder)


if __name__ == "__main__":
    main()
