"""Trains, calibrates and writes the model: the one command of this folder.

usage: train.py --corpus CORPUS.jsonl.gz --neighbours FOLDER [--output ../verbatims-fr] [--epochs 12] [--without-teacher]
                [--networks wide pairs]

Reads our own comments in corpus/ and, when they are there, distillation/teacher.npz and distillation/linear.npz, the answers
of larger models that teacher.py wrote; with --without-teacher it learns from the labels alone. Several networks are trained
side by side, each on one thread, and written as one whose answers are their mean, joined by those of a linear model over letter
groups (linear.py). Everything is seeded and runs on the processor, so that the same files give the same scores.
"""
import argparse
import hashlib
import json
import multiprocessing
import pathlib
import random
import time
from types import SimpleNamespace

import numpy as np
import sentencepiece
import torch
import torch.nn.functional as F
from torch import nn

import card
import letters
import linear
import scores
from data import TONES, TOPICS, noisy, read_comments, read_neighbours, read_rows, sentences
from network import BOS, EOS, NETWORKS, PAD, Together, WithLetters
from normalise import fold

HERE = pathlib.Path(__file__).parent
SEED = 20261126
VERSION = "2026.11.6"
LONGEST = 256
BATCH = 96
LINEAR_SHARE = 0.35
HARD_SHARE = 0.4
BOX_HARD_SHARE = 0.8
BARE_REPEATS = 3
SHARES = (0, 0.25, 0.5, 0.75, 1, 1.5, 2, 3)


class Example:
    """A text to learn from: its targets (49 probabilities for each box) and how much of it is certain."""

    def __init__(self, text, soft, box):
        self.text, self.soft, self.box = text, soft, box


def hard_targets(comments):
    """(n, 49) of 0 and 1: 4 tones, 22 themes praised and blamed, gravity."""
    return np.concatenate(
        [np.eye(4)[comments.tone], comments.themes.reshape(len(comments), -1), comments.gravity[:, None]], 1)


def read_teacher(folder):
    """The answers of larger models: {name: array}; None when the files are not there."""
    arrays = {}
    for name in ("teacher", "linear"):
        path = pathlib.Path(folder) / f"{name}.npz"
        if not path.exists():
            return None
        with np.load(path) as file:
            arrays |= {f"linear_{key}" if (name, key) == ("linear", "ids") else key: file[key] for key in file.files}
    return arrays


def examples_of(comments, neighbours, teacher):
    """The training comments, then, with a teacher, sentences of the neighbour sets and pairs of comments.

    A comment that only the linear models have answered for learns from those and its labels. Those have not seen the box:
    under the comment's own box the labels weigh more."""
    hard, place = hard_targets(comments), {name: i for i, name in enumerate(comments.ids)}
    soft = np.repeat(hard[None], 3, 0)
    examples = []
    if teacher is not None:
        networks = {str(name): k for k, name in enumerate(teacher["ids"])}
        for k, name in enumerate(teacher["linear_ids"]):
            if (i := place.get(str(name))) is None:
                continue
            answers, share = np.repeat(teacher["linear"][k][None].astype(float), 3, 0), np.full((3, 1), HARD_SHARE)
            if (j := networks.get(str(name))) is not None:
                answers = teacher["answers"][:, j] * (1 - LINEAR_SHARE) + answers * LINEAR_SHARE
            else:
                share[comments.box[i]] = BOX_HARD_SHARE
            soft[:, i] = share * hard[i] + (1 - share) * answers / 255
    for i in np.flatnonzero(~comments.is_dev):
        examples.append(Example(comments.texts[i], soft[:, i], int(comments.box[i])))
    if teacher is not None:
        parts = [sentences(text) for _, text in neighbours]
        for k, (text, sentence) in enumerate(zip(teacher["extra_text"], teacher["extra_sentence"])):
            answers = teacher["extra_answers"][:, k] * (1 - LINEAR_SHARE) + teacher["extra_linear"][k] * LINEAR_SHARE
            examples.append(Example(parts[text][sentence], answers / 255, -1))
        for k, (a, b) in enumerate(teacher["pairs"]):
            a, b = place[str(a)], place[str(b)]
            answers = teacher["pair_answers"][k] / 255
            examples.append(Example(f"{comments.texts[a]} {comments.texts[b]}", np.repeat(answers[None], 3, 0), 0))
    return examples


def bare_examples(path):
    """Words that name a topic and judge nothing (« Les repas »): the box alone says whether they praise or blame."""
    tone = np.array([[0.4, 0.4, 0.08, 0.12], [0.93, 0.02, 0.03, 0.02], [0.02, 0.93, 0.03, 0.02]])
    sides = np.array([[0.5, 0.5], [0.95, 0.03], [0.03, 0.95]])
    for row in read_rows(path):
        soft = np.zeros((3, 49))
        soft[:, :4] = tone
        for theme in row["themes"]:
            at = 4 + 2 * TOPICS.index(theme)
            soft[:, at:at + 2] = sides
        yield Example(fold(row["texte"]), soft, -1)


def encode(tokenizer, text, draw=None):
    ids = tokenizer.encode(text if draw is None else noisy(text, draw))
    return [BOS] + ids[:LONGEST - 2] + [EOS]


def padded(rows):
    out = np.full((len(rows), max(map(len, rows))), PAD, np.int64)
    for i, row in enumerate(rows):
        out[i, :len(row)] = row
    return torch.from_numpy(out)


def loss_of(outputs, target):
    tone, themes, gravity, _ = outputs
    return (-(target[:, :4] * F.log_softmax(tone, 1)).sum(1).mean()
            + 12 * F.binary_cross_entropy_with_logits(
                themes.flatten(1), target[:, 4:-1], pos_weight=torch.tensor(2.0, device=target.device))
            + 0.5 * F.binary_cross_entropy_with_logits(
                gravity, target[:, -1], pos_weight=torch.tensor(3.0, device=target.device)))


def learn(model, examples, tokenizer, epochs, seed=SEED, rate=2e-3):
    """AdamW with a rising, then falling rate. The box is given, hidden half of the time, or contradicted one time in ten."""
    draw, device = random.Random(seed), next(model.parameters()).device
    torch.manual_seed(seed)
    optimizer = torch.optim.AdamW(model.parameters(), rate, weight_decay=0.01)
    steps, done = epochs * (len(examples) // BATCH + 1), 0
    for epoch in range(epochs):
        started, total = time.time(), 0.0
        rows = []
        for example in examples:
            own, luck = example.box, draw.random()
            if own < 0:
                shown = draw.randrange(3)
            else:
                shown = 0 if luck < 0.5 else own if luck < 0.9 or own == 0 else 3 - own
            rows.append((encode(tokenizer, example.text, draw), shown, example.soft[shown]))
        order = sorted(range(len(rows)), key=lambda i: len(rows[i][0]) + draw.uniform(0, 4))
        parts = [order[i:i + BATCH] for i in range(0, len(order), BATCH)]
        draw.shuffle(parts)
        model.train()
        for part in parts:
            for group in optimizer.param_groups:
                group["lr"] = rate * min(1, (done + 1) / 300) * (1 - done / steps)
            outputs = model(padded([rows[i][0] for i in part]).to(device), torch.tensor([rows[i][1] for i in part], device=device))
            target = torch.tensor(np.array([rows[i][2] for i in part]), dtype=torch.float32, device=device)
            loss = loss_of(outputs, target)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimizer.step()
            total, done = total + loss.item() * len(part), done + 1
        print(f"epoch {epoch + 1}: loss {total / len(rows):.4f}, {time.time() - started:.0f} s", flush=True)


def letters_of(texts):
    """The letter groups of folded texts as a network takes them: buckets and counts, [batch, groups]."""
    rows = [letters.weighted(text) for text in texts]
    grams = np.zeros((len(rows), max(len(row[0]) for row in rows)), np.int64)
    counts = np.zeros(grams.shape, np.float32)
    for i, (found, weights) in enumerate(rows):
        grams[i, :len(found)], counts[i, :len(found)] = found, weights
    return torch.from_numpy(grams), torch.from_numpy(counts)


@torch.no_grad()
def logits(model, tokenizer, texts, box):
    """(n, 4 + 2 × topics + 1) logits of texts under a box for each."""
    model.eval()
    rows, out = [encode(tokenizer, text) for text in texts], np.zeros((len(texts), 5 + 2 * model.topics), np.float32)
    device, has_letters = next(model.parameters()).device, isinstance(model, WithLetters)
    order = np.argsort([len(row) for row in rows], kind="stable")
    for at in range(0, len(order), 256):
        part = order[at:at + 256]
        groups = letters_of([texts[i] for i in part]) if has_letters else ()
        tone, themes, gravity, _ = model(
            padded([rows[i] for i in part]).to(device), torch.from_numpy(box[part]).to(device), *groups)
        out[part] = torch.cat([tone, themes.flatten(1), gravity[:, None]], 1).cpu().numpy()
    return out


def calibrate(comments, rows, texted, boxed):
    """Temperature of the tone; slope and offset of each theme; thresholds. On development rows, with the box hidden and
    given, both counted.

    A theme with few examples borrows from all: its threshold is drawn towards the one that is best for all together, the
    more so the fewer examples it has."""
    gold = np.concatenate([comments.themes[rows].reshape(len(rows), -1)] * 2)
    both = np.concatenate([texted, boxed])
    (temperature,), _ = fit_tone(comments, rows, both)
    (scale, bias), _ = fit_themes(comments, rows, both)
    (gscale, gbias), _ = fit_gravity(comments, rows, both)
    p = 1 / (1 + np.exp(-(both[:, 4:-1] * scale + bias)))
    grid = np.arange(0.15, 0.75, 0.01)
    common = grid[np.argmax([f1(gold, p >= t) for t in grid])]
    thresholds = np.empty(p.shape[1])
    for j in range(p.shape[1]):
        support = gold[:, j].sum() / 2
        own = grid[np.argmax([f1(gold[:, j], p[:, j] >= t) for t in grid])] if support >= 5 else common
        weight = support / (support + 30)
        thresholds[j] = weight * own + (1 - weight) * common
    score = 1 / (1 + np.exp(-(both[:, -1] * gscale + gbias)))
    # 15 % of comments may be flagged: the signals count more than the reading they cost. Our own comments hold more signals than patients write.
    flagged = np.quantile(score[np.tile(comments.source[rows] != "ecrit", 2)], 1 - 0.15)
    pair = lambda values: np.round(np.asarray(values, float).reshape(-1, 2), 4).tolist()
    return {
        "tone_temperature": round(float(temperature), 4), "tone_bias": [0.0] * 4,
        "topic_scale": pair(np.full(p.shape[1], float(scale))), "topic_bias": pair(bias), "topic_thresholds": pair(thresholds),
        "gravity_scale": round(float(gscale), 4), "gravity_bias": round(float(gbias), 4),
        "gravity_threshold": round(float(flagged), 4),
    }


def fit_tone(comments, rows, both):
    """The temperature of the tone, and the loss that is left. both: logits, all rows with the box hidden, then given."""
    gold, tone = torch.tensor(np.concatenate([comments.tone[rows]] * 2)), torch.tensor(both[:, :4])
    temperature = torch.ones(1, requires_grad=True)
    return fit(lambda: F.cross_entropy(tone / temperature.clamp(min=0.2), gold), [temperature])


def fit_themes(comments, rows, both):
    """The slope of all themes and the offset of each, and the loss that is left."""
    y = torch.tensor(np.concatenate([comments.themes[rows].reshape(len(rows), -1)] * 2))
    z = torch.tensor(both[:, 4:-1])
    scale, bias = torch.ones(1, requires_grad=True), torch.zeros(z.shape[1], requires_grad=True)
    return fit(lambda: F.binary_cross_entropy_with_logits(z * scale + bias, y, reduction="sum") / len(z)
               + 0.02 * (bias ** 2).sum(), [scale, bias])


def fit_gravity(comments, rows, both):
    """The slope and offset of gravity, and the loss that is left."""
    y, z = torch.tensor(np.concatenate([comments.gravity[rows]] * 2)), torch.tensor(both[:, -1])
    scale, bias = torch.ones(1, requires_grad=True), torch.zeros(1, requires_grad=True)
    return fit(lambda: F.binary_cross_entropy_with_logits(z * scale + bias, y), [scale, bias])


def best_shares(comments, rows, both, beside):
    """How much the linear model's logits weigh beside the networks': one share for the tone, one for the themes, one for
    gravity, each the one of the grid that leaves the smallest loss on development rows. One value for each answer."""
    shares, answers = np.zeros(both.shape[1], np.float32), both.shape[1]
    for columns, losses in ((slice(0, 4), fit_tone), (slice(4, answers - 1), fit_themes), (slice(answers - 1, None), fit_gravity)):
        shares[columns] = min(SHARES, key=lambda share: losses(comments, rows, both + np.float32(share) * beside)[1])
    return shares


def fit(loss, parameters):
    """Finds the parameters of the smallest loss: (their values, the loss).

    Fixed steps may fly off where logits are large; the steps are then taken again, each no longer than its loss allows."""
    start, loss_before = [parameter.detach().clone() for parameter in parameters], float(loss())
    for search in (None, "strong_wolfe"):
        with torch.no_grad():
            for parameter, value in zip(parameters, start):
                parameter.copy_(value)
        optimizer = torch.optim.LBFGS(parameters, lr=0.1, max_iter=200, line_search_fn=search)

        def step():
            optimizer.zero_grad()
            value = loss()
            value.backward()
            return value

        optimizer.step(step)
        if float(loss()) <= loss_before:
            break
    return [parameter.detach().numpy() for parameter in parameters], float(loss())


def f1(gold, found):
    hit = (gold * found).sum()
    return 2 * hit / max(1, gold.sum() + found.sum())


def decide(raw, calibration):
    """Tone probabilities (n, 4), theme probabilities and decisions (n, 22, 2), gravity probability (n,)."""
    tone = raw[:, :4] / calibration["tone_temperature"]
    tone = np.exp(tone - tone.max(1, keepdims=True))
    scale, bias, threshold = (np.array(calibration[name]) for name in ("topic_scale", "topic_bias", "topic_thresholds"))
    themes = 1 / (1 + np.exp(-(raw[:, 4:-1].reshape(-1, *scale.shape) * scale + bias)))
    gravity = 1 / (1 + np.exp(-(raw[:, -1] * calibration["gravity_scale"] + calibration["gravity_bias"])))
    return tone / tone.sum(1, keepdims=True), themes, themes >= threshold, gravity


def report(name, model, tokenizer, comments, rows, texts):
    """Prints the scores of one network, text only and with the box."""
    raw = [logits(model, tokenizer, texts, box) for box in (np.zeros(len(rows), np.int64), comments.box[rows])]
    calibration = calibrate(comments, rows, *raw)
    for part, one in zip(("text only", "with the box"), raw):
        tone, _, decided, gravity = decide(one, calibration)
        held = SimpleNamespace(tone=comments.tone[rows], themes=comments.themes[rows], gravity=comments.gravity[rows])
        values = scores.summary(held, tone, decided, gravity)
        print(f"{name}, {part}: " + ", ".join(f"{key} {value:.3f}" for key, value in values.items()), flush=True)


def export(model, path):
    """ONNX, opset 13, dynamic batch, length and letter groups."""
    model.eval()
    names, groups = {0: "batch", 1: "length"}, {0: "batch", 1: "groups"}
    inputs = {"ids": torch.tensor([[BOS, 5, 6, EOS], [BOS, 5, EOS, PAD]]), "box": torch.tensor([0, 1])}
    if isinstance(model, WithLetters):
        inputs |= {"grams": torch.tensor([[7, 9, 11], [8, 0, 0]]), "counts": torch.tensor([[1.0, 1.0, 1.7], [1.0, 0.0, 0.0]])}
    torch.onnx.export(
        model, tuple(inputs.values()), str(path), opset_version=13, input_names=list(inputs),
        output_names=["tone", "themes", "gravity", "token_themes"],
        dynamic_axes={"ids": names, "box": {0: "batch"}, "grams": groups, "counts": groups, "tone": {0: "batch"},
                      "themes": {0: "batch"}, "gravity": {0: "batch"}, "token_themes": names})


def sha256(path):
    return hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()


def learn_one(job):
    """One network, on one thread, so that its weights do not depend on how many there are: the state of its weights."""
    name, k, examples, tokenizer, epochs = job
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    tokenizer = sentencepiece.SentencePieceProcessor(model_file=str(tokenizer))
    torch.manual_seed(SEED + k)
    model = NETWORKS[name](tokenizer.vocab_size())
    size = sum(p.numel() for p in model.parameters()) / 1e6
    print(f"{name}: {len(examples)} examples, {size:.2f} M parameters", flush=True)
    learn(model, examples, tokenizer, epochs, SEED + k)
    return model.state_dict()


def write_model(folder, model, calibration, **what):
    """Writes the network, its description and the hashes beside the tokenizer of the folder; returns the description."""
    export(model, folder / "fast.onnx")
    description = {
        "format": "verbatims-model/1", "licence": "Apache-2.0", "normalisation": "fold/1",
        "tokenizer": {"file": "tokenizer.model", "sha256": sha256(folder / "tokenizer.model"),
                      "type": "sentencepiece-unigram", "pad_id": PAD, "unk_id": 1, "bos_id": BOS, "eos_id": EOS},
        "letters": {"form": "letters/1", "buckets": letters.BUCKETS}, "max_tokens": LONGEST, "tones": TONES,
        "networks": [{"file": "fast.onnx", "sha256": sha256(folder / "fast.onnx"), **calibration}], "seed": SEED, **what,
    }
    (folder / "model.json").write_text(json.dumps(description, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    sums = "".join(f"{sha256(folder / name)}  {name}\n" for name in ("fast.onnx", "model.json", "tokenizer.model"))
    (folder / "SHA256SUMS").write_text(sums, encoding="ascii")
    return description


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--corpus", required=True)
    arguments.add_argument("--neighbours", required=True)
    arguments.add_argument("--output", default=HERE.parent / "verbatims-fr", type=pathlib.Path)
    arguments.add_argument("--epochs", type=int, default=12)
    arguments.add_argument("--networks", nargs="+", default=["wide", "pairs"], choices=list(NETWORKS))
    arguments.add_argument("--without-teacher", action="store_true")
    options = arguments.parse_args()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    comments, neighbours = read_comments(options.corpus, HERE / "corpus"), read_neighbours(options.neighbours)
    tokenizer = sentencepiece.SentencePieceProcessor(model_file=str(options.output / "tokenizer.model"))
    teacher = None if options.without_teacher else read_teacher(HERE / "distillation")
    if teacher is None:
        print("No answers of larger models: learning from the labels alone.", flush=True)
    examples = examples_of(comments, neighbours, teacher)
    examples += list(bare_examples(HERE / "corpus" / "mots-seuls.jsonl")) * BARE_REPEATS
    rows = np.flatnonzero(comments.is_dev)
    texts = [comments.texts[i] for i in rows]
    jobs = [(name, k, examples, options.output / "tokenizer.model", options.epochs) for k, name in enumerate(options.networks)]
    with multiprocessing.get_context("spawn").Pool(len(jobs)) as pool:
        networks = []
        for name, state in zip(options.networks, pool.imap(learn_one, jobs)):
            networks.append(NETWORKS[name](tokenizer.vocab_size()))
            networks[-1].load_state_dict(state)
            report(f"{name} alone", networks[-1], tokenizer, comments, rows, texts)
    beside = linear.learn(comments, np.flatnonzero(~comments.is_dev))
    boxes = np.zeros(len(rows), np.int64), comments.box[rows]
    both = np.concatenate([logits(Together(networks), tokenizer, texts, box) for box in boxes])
    shares = best_shares(comments, rows, both, np.concatenate([beside.logits(texts)] * 2))
    print(f"the linear model weighs {shares[0]} for the tone, {shares[4]} for themes, {shares[-1]} for gravity", flush=True)
    model = WithLetters(networks, beside, shares)
    texted, boxed = (logits(model, tokenizer, texts, box) for box in boxes)
    calibration = calibrate(comments, rows, texted, boxed)
    measured = card.measure(comments, rows, decide(texted, calibration), decide(boxed, calibration))
    for name, values in measured["summary"].items():
        print(f"{name}: " + ", ".join(f"{k} {v[0]:.3f} [{v[1]:.3f}, {v[2]:.3f}]" for k, v in values.items()))
    data = [options.corpus, *sorted((HERE / "corpus").glob("*.jsonl")),
            *(sorted((HERE / "distillation").glob("*.npz")) if teacher else [])]
    description = write_model(
        options.output, model, calibration, name="verbatims-fr", version=VERSION, language="fr", topics=TOPICS,
        data=[{"name": pathlib.Path(file).name, "sha256": sha256(file)} for file in data], scores_dev=measured["summary"])
    (options.output / "model-card.md").write_text(card.write(description, measured, len(comments), len(rows)), encoding="utf-8")


if __name__ == "__main__":
    main()
