"""Teaches a large network, on a GPU, whose answers the small one then learns from (distillation).

usage: teacher.py --corpus CORPUS.jsonl.gz --own FOLDER --neighbours FOLDER --tokenizer tokenizer.model --output FILE.npz
                  [--seconds 480] [--smoke] [--linear]

With --linear, only the linear models are taught (some ten minutes on two cores, no GPU) and only their answers are written.

1. A French encoder learns to fill masked words on all free French text at hand, then the polarity of the neighbour sets.
2. Five folds, several seeds: each network learns the tasks on four fifths of the training comments and answers for the
   fifth that it has not seen, so that no soft label comes from a network that was trained on the same comment.
3. Every network answers for sentences of the neighbour sets and for pairs of comments put together.

Written: for each training and development comment and each box (unknown, positive, negative) the 4 + 44 + 1 answers; for
each extra text where it comes from and its answers. Numbers and references only, no text. The result is an aid: train.py
works without it.
"""
import argparse
import multiprocessing
import random
import tempfile
import time

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

import scores
from data import TONES, TOPICS, noisy, read_comments, read_neighbours, sentences

PAD, UNK, BOS, EOS = 0, 1, 2, 3
LONGEST = 160
ANSWERS = len(TONES) + 2 * len(TOPICS) + 1
SEED = 20261126
BATCH = 128
FOLDS = 5


class Encoder(nn.Module):
    """A transformer over token ids with a box; answers per task. Pooling adds what each token says of each theme."""

    def __init__(self, vocabulary, width=384, layers=6, heads=6, dropout=0.1):
        super().__init__()
        self.tokens = nn.Embedding(vocabulary, width, padding_idx=PAD)
        self.places = nn.Embedding(LONGEST, width)
        self.box = nn.Embedding(3, width)
        nn.init.normal_(self.tokens.weight, std=0.02)
        nn.init.normal_(self.places.weight, std=0.02)
        nn.init.zeros_(self.box.weight)
        layer = nn.TransformerEncoderLayer(width, heads, 4 * width, dropout, F.gelu, batch_first=True, norm_first=True)
        self.layers = nn.TransformerEncoder(layer, layers, enable_nested_tensor=False)
        self.norm = nn.LayerNorm(width)
        self.drop = nn.Dropout(dropout)
        self.guess = nn.Linear(width, vocabulary)
        self.polarity = nn.Linear(2 * width, 3)
        self.whole = nn.Linear(2 * width, ANSWERS)
        self.each = nn.Linear(width, 2 * len(TOPICS))
        nn.init.constant_(self.whole.bias[len(TONES):], -3.0)
        nn.init.constant_(self.each.bias, -2.0)

    def states(self, ids, box):
        empty = ids == PAD
        x = self.tokens(ids) + self.places(torch.arange(ids.shape[1], device=ids.device)) + self.box(box)[:, None]
        x = self.norm(self.layers(self.drop(x), src_key_padding_mask=empty))
        keep = (~empty)[..., None].to(x.dtype)
        mean = (x * keep).sum(1) / keep.sum(1)
        return x, keep, torch.cat([x[:, 0], mean], 1)

    def forward(self, ids, box):
        x, keep, pooled = self.states(ids, box)
        answers = self.whole(self.drop(pooled)).float()
        each = self.each(self.drop(x)).float().masked_fill(keep == 0, -30)
        best = torch.logsumexp(3 * each, 1) / 3
        themes = answers[:, 4:-1] + best
        return torch.cat([answers[:, :4], themes, answers[:, -1:]], 1)


def batches(lengths, size, draw=None):
    """Indices in batches of texts of like length; in random order when a generator is given."""
    order = np.argsort(lengths + (draw.uniform(0, 4, len(lengths)) if draw is not None else 0), kind="stable")
    parts = [order[i:i + size] for i in range(0, len(order), size)]
    if draw is not None:
        draw.shuffle(parts)
    return parts


def padded(rows, device):
    longest = max(len(row) for row in rows)
    out = np.full((len(rows), longest), PAD, np.int64)
    for i, row in enumerate(rows):
        out[i, :len(row)] = row
    return torch.from_numpy(out).to(device)


_tokenizer = None


def _load_tokenizer(path):
    global _tokenizer
    import sentencepiece
    _tokenizer = sentencepiece.SentencePieceProcessor(model_file=path)


def _encode(job):
    text, seed = job
    if seed is None:
        ids = _tokenizer.encode(text)
    else:
        ids = _tokenizer.encode(noisy(text, random.Random(seed)), enable_sampling=True, alpha=0.2, nbest_size=-1)
    return np.array([BOS] + ids[:LONGEST - 2] + [EOS], np.int32)


def pretrain(model, texts, pool, device, deadline, steps, block=128, size=192):
    """Masked words: 20 % of the tokens hidden, on blocks of running text; the tokenizer is sampled, so that words are
    seen in several pieces."""
    draw = np.random.default_rng(SEED)
    variants = []
    for variant in range(6 if steps > 50 else 1):
        rows = pool.map(_encode, [(t, variant * 1_000_003 + i) for i, t in enumerate(texts)], chunksize=500)
        flow = np.concatenate([rows[i] for i in draw.permutation(len(rows))])
        variants.append(flow[:len(flow) // block * block].reshape(-1, block))
    optimizer = torch.optim.AdamW(model.parameters(), 1e-3, betas=(0.9, 0.98), weight_decay=0.05)
    model.train()
    done = 0
    while done < steps:
        blocks = variants[draw.integers(len(variants))]
        for at in range(0, len(blocks) - size // 2, size):
            left = min(1.0, max(0.0, (deadline - time.time()) / max(1.0, deadline - pretrain.started)))
            progress = max(done / steps, 1 - left)
            if done >= steps or progress >= 1:
                return done
            for group in optimizer.param_groups:
                group["lr"] = 1e-3 * min(1, (done + 1) / 200) * (1 - progress) + 1e-6
            part = blocks[draw.permutation(len(blocks))[:size]]
            ids = torch.from_numpy(part.astype(np.int64)).to(device)
            chosen = (torch.rand(ids.shape, device=device) < 0.2) & (ids > EOS)
            shown = torch.where(chosen & (torch.rand(ids.shape, device=device) < 0.85), torch.full_like(ids, UNK), ids)
            with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
                x, _, _ = model.states(shown, torch.zeros(len(ids), dtype=torch.long, device=device))
                loss = F.cross_entropy(model.guess(x[chosen]).float(), ids[chosen])
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            done += 1
            if done % 500 == 0:
                print(f"masked words, step {done}: loss {loss.item():.3f}", flush=True)
    return done


def learn_polarity(model, rows, labels, device, epochs):
    """Positive, mixed or negative, on the neighbour sets."""
    optimizer = torch.optim.AdamW(model.parameters(), 2e-4, weight_decay=0.05)
    draw = np.random.default_rng(SEED + 1)
    lengths = np.array([len(r) for r in rows])
    model.train()
    for epoch in range(epochs):
        total = 0.0
        for part in batches(lengths, 128, draw):
            with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
                _, _, pooled = model.states(padded([rows[i] for i in part], device), torch.zeros(len(part), dtype=torch.long, device=device))
                loss = F.cross_entropy(model.polarity(model.drop(pooled)).float(), torch.from_numpy(labels[part]).to(device))
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            total += loss.item() * len(part)
        print(f"polarity of neighbours, epoch {epoch}: loss {total / len(rows):.3f}", flush=True)


def loss_of(answers, tone, themes, gravity):
    weight = torch.tensor(3.0, device=answers.device)
    return (F.cross_entropy(answers[:, :4], tone, label_smoothing=0.05)
            + 12 * F.binary_cross_entropy_with_logits(answers[:, 4:-1], themes, pos_weight=torch.full_like(themes[0], 2.0))
            + 0.5 * F.binary_cross_entropy_with_logits(answers[:, -1], gravity, pos_weight=weight))


def joined(first, second, tone, themes, gravity, a, b):
    """Two comments as one: themes and gravity add up; the tones agree, or the whole is mixed; no content adds nothing."""
    ta, tb = tone[a], tone[b]
    none, mixed = TONES.index("R"), TONES.index("M")
    whole = tb if ta == none else ta if tb == none or ta == tb else mixed
    ids = np.concatenate([first[:-1], second[1:]])[:LONGEST]
    return ids, whole, np.maximum(themes[a], themes[b]), max(gravity[a], gravity[b])


def finetune(model, variants, comments, rows, device, epochs, seed, learning_rate=4e-4):
    """Learns the tasks on the comments of the given rows."""
    draw = np.random.default_rng(seed)
    torch.manual_seed(seed)
    optimizer = torch.optim.AdamW(model.parameters(), learning_rate, weight_decay=0.05)
    themes = comments.themes.reshape(len(comments), -1)
    steps, done = epochs * (len(rows) // BATCH + 1), 0
    model.train()
    for epoch in range(epochs):
        encoded = variants[epoch % len(variants)]
        lengths = np.array([len(encoded[i]) for i in rows])
        for part in batches(lengths, BATCH, draw):
            ids, tone, theme, gravity, box = [], [], [], [], []
            for i in (rows[k] for k in part):
                own = comments.box[i]
                luck = draw.random()
                shown = 0 if luck < 0.5 else own if luck < 0.9 or own == 0 else 3 - own
                if draw.random() < 0.15:
                    other = rows[draw.integers(len(rows))]
                    row = joined(encoded[i], encoded[other], comments.tone, themes, comments.gravity, i, other)
                    shown = 0
                else:
                    row = (encoded[i], comments.tone[i], themes[i], comments.gravity[i])
                for into, value in zip((ids, tone, theme, gravity), row):
                    into.append(value)
                box.append(shown)
            progress = done / steps
            for group in optimizer.param_groups:
                group["lr"] = learning_rate * min(1, progress / 0.06 + 1e-3) * (1 - progress)
            with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
                answers = model(padded(ids, device), torch.tensor(box, device=device))
            loss = loss_of(answers, torch.tensor(np.array(tone), device=device), torch.tensor(np.array(theme), device=device),
                           torch.tensor(np.array(gravity), dtype=torch.float32, device=device))
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            done += 1


@torch.no_grad()
def answer(model, rows, box, device, size=512):
    """The answers (n, 49), logits, to encoded texts under a box for each."""
    model.eval()
    out = np.zeros((len(rows), ANSWERS), np.float32)
    for part in batches(np.array([len(r) for r in rows]), size):
        with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
            out[part] = model(padded([rows[i] for i in part], device), torch.from_numpy(box[part]).to(device)).float().cpu().numpy()
    return out


def probabilities(logits):
    """Tone by softmax, the rest by sigmoid."""
    tone = np.exp(logits[..., :4] - logits[..., :4].max(-1, keepdims=True))
    return np.concatenate([tone / tone.sum(-1, keepdims=True), 1 / (1 + np.exp(-logits[..., 4:]))], -1)


def small(p):
    """A probability in one byte."""
    return np.round(255 * np.clip(p, 0, 1)).astype(np.uint8)


def report(name, comments, rows, p):
    """Prints the scores of probabilities (rows, 49) with one threshold for all themes."""
    from types import SimpleNamespace
    part = SimpleNamespace(tone=comments.tone[rows], themes=comments.themes[rows], gravity=comments.gravity[rows])
    for threshold in (0.3, 0.4, 0.5):
        decided = p[:, 4:-1].reshape(len(rows), -1, 2) > threshold
        values = scores.summary(part, p[:, :4], decided, p[:, -1])
        print(f"{name} at {threshold}: " + "  ".join(f"{k} {v:.3f}" for k, v in values.items()), flush=True)


def _linear(job):
    """One binary linear model: probabilities for the rows it was not trained on."""
    from sklearn.linear_model import LogisticRegression
    x, y, z = job
    if y.min() == y.max():
        return np.full(z.shape[0], float(y.max()), np.float32)
    model = LogisticRegression(C=6, max_iter=200, class_weight="balanced" if y.ndim == 1 and y.max() == 1 else None, solver="liblinear")
    return model.fit(x, y).predict_proba(z)[:, 1].astype(np.float32)


def linear_answers(comments, folds, extra_texts, workers):
    """TF-IDF of words and characters with logistic regression, text only: out of fold for training rows, the mean of the
    folds for development and extra texts. Shape (n + extras, 49)."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import FeatureUnion
    n = len(comments)
    targets = np.concatenate([np.eye(4)[comments.tone], comments.themes.reshape(n, -1), comments.gravity[:, None]], 1)
    out, seen = np.zeros((n + len(extra_texts), ANSWERS), np.float32), np.zeros(n + len(extra_texts))
    texts = comments.texts + extra_texts
    for fold in range(folds.max() + 1):
        learn = np.flatnonzero((folds != fold) & (folds >= 0))
        ask = np.concatenate([np.flatnonzero((folds == fold) | (folds < 0)), np.arange(n, len(texts))])
        features = FeatureUnion([
            ("words", TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2, token_pattern=r"(?u)\b\w+\b")),
            ("letters", TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2))])
        x = features.fit_transform([texts[i] for i in learn])
        z = features.transform([texts[i] for i in ask])
        with multiprocessing.get_context("fork").Pool(workers) as pool:
            columns = pool.map(_linear, [(x, targets[learn, c], z) for c in range(ANSWERS)], chunksize=1)
        values = np.stack(columns, 1)
        values[:, :4] /= values[:, :4].sum(1, keepdims=True)
        out[ask] += values
        seen[ask] += 1
        print(f"linear, fold {fold} done", flush=True)
    return out / seen[:, None]


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--corpus", required=True)
    arguments.add_argument("--own", required=True)
    arguments.add_argument("--neighbours", required=True)
    arguments.add_argument("--tokenizer", required=True)
    arguments.add_argument("--output", required=True)
    arguments.add_argument("--seconds", type=float, default=480)
    arguments.add_argument("--smoke", action="store_true")
    arguments.add_argument("--linear", action="store_true")
    options = arguments.parse_args()
    started = time.time()
    pretrain.started = started
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.manual_seed(SEED)
    workers = max(1, multiprocessing.cpu_count() - 2)
    comments = read_comments(options.corpus, options.own)
    neighbours = read_neighbours(options.neighbours)
    extras = [(k, j, s) for k, (name, text) in enumerate(neighbours) if name != "xed_fr_emotions" for j, s in enumerate(sentences(text))]
    draw = np.random.default_rng(SEED)
    extras = [extras[i] for i in draw.permutation(len(extras))[:16_000]]
    if options.smoke:
        keep = np.random.default_rng(1).permutation(len(comments))[:600]
        for name in ("box", "tone", "themes", "gravity", "is_dev", "source"):
            setattr(comments, name, getattr(comments, name)[keep])
        comments.ids, comments.texts = [comments.ids[i] for i in keep], [comments.texts[i] for i in keep]
        neighbours, extras = neighbours[:300], [e for e in extras if e[0] < 300][:200]
    n = len(comments)
    train = np.flatnonzero(~comments.is_dev)
    dev = np.flatnonzero(comments.is_dev)
    folds = np.full(n, -1)
    folds[train] = np.random.default_rng(SEED).permutation(len(train)) % FOLDS

    if options.linear:
        linear = linear_answers(comments, folds, [e[2] for e in extras], workers)
        report("linear, development, text only", comments, dev, linear[:n][dev])
        np.savez_compressed(options.output, ids=np.array(comments.ids), linear=small(linear[:n]), extra_linear=small(linear[n:]))
        return

    with multiprocessing.get_context("spawn").Pool(min(8, workers), _load_tokenizer, (options.tokenizer,)) as pool:
        _load_tokenizer(options.tokenizer)
        plain = pool.map(_encode, [(t, None) for t in comments.texts], chunksize=500)
        extra_rows = pool.map(_encode, [(e[2], None) for e in extras], chunksize=500)
        model = Encoder(_tokenizer.vocab_size(), *((64, 2, 2) if options.smoke else ())).to(device)
        print(f"{n} comments, {len(neighbours)} neighbours, {len(extras)} extra texts, "
              f"{sum(p.numel() for p in model.parameters()) / 1e6:.1f} M parameters, {device}", flush=True)
        texts = [comments.texts[i] for i in train for _ in range(2)] + [t for _, t in neighbours]
        done = pretrain(model, texts, pool, device, started + 0.33 * options.seconds, 20 if options.smoke else 9_000)
        print(f"masked words: {done} steps, {time.time() - started:.0f} s", flush=True)
        labelled = _polarity_rows(options.neighbours)
        rows = pool.map(_encode, [(t, i) for i, (t, _) in enumerate(labelled)], chunksize=500)
        learn_polarity(model, rows[:300] if options.smoke else rows, np.array([l for _, l in labelled])[:300 if options.smoke else None],
                       device, 1 if options.smoke else 3)
        variants = [pool.map(_encode, [(t, 7_000_003 * (v + 1) + i) for i, t in enumerate(comments.texts)], chunksize=500)
                    for v in range(2 if options.smoke else 14)]
    print(f"ready to learn the tasks, {time.time() - started:.0f} s", flush=True)

    pairs = draw.choice(train, (200 if options.smoke else 8_000, 2))
    asked = Asked(plain, extra_rows, [np.concatenate([plain[a][:-1], plain[b][1:]])[:LONGEST] for a, b in pairs])
    with tempfile.TemporaryDirectory() as folder:
        torch.save(model.cpu().state_dict(), f"{folder}/base")
        shape = (64, 2, 2) if options.smoke else ()
        deadline = started + options.seconds - 25
        learners = [
            multiprocessing.get_context("spawn").Process(target=_learn_fold, args=(
                fold, folder, shape, comments, folds, variants, asked, str(device), 2 if options.smoke else 12, deadline))
            for fold in range(FOLDS)]
        for learner in learners:
            learner.start()
        for learner in learners:
            learner.join()
        parts = [np.load(f"{folder}/{fold}.npz") for fold in range(FOLDS)]
        total = [sum(part[name] for part in parts) for name in ("own", "extra", "pair")]
        seen, runs = sum(part["seen"] for part in parts), int(sum(part["runs"] for part in parts))

    answers, extra_answers, pair_answers = total[0] / seen[None, :, None], total[1] / runs, total[2] / runs
    report("networks, development, text only", comments, dev, answers[0][dev])
    report("networks, development, own box", comments, dev, answers[comments.box[dev], dev])
    np.savez_compressed(
        options.output, ids=np.array(comments.ids), answers=small(answers),
        extra_text=np.array([e[0] for e in extras], np.int32), extra_sentence=np.array([e[1] for e in extras], np.int16),
        extra_answers=small(extra_answers),
        pairs=np.array([(comments.ids[a], comments.ids[b]) for a, b in pairs]), pair_answers=small(pair_answers))
    print(f"{runs} networks, {time.time() - started:.0f} s in all", flush=True)


class Asked:
    """The encoded texts that every network answers for."""

    def __init__(self, own, extra, pair):
        self.own, self.extra, self.pair = own, extra, pair


def _learn_fold(fold, folder, shape, comments, folds, variants, asked, device, epochs, deadline):
    """One network after the other on the comments outside a fold, until the time is up; leaves the sums of the answers."""
    torch.set_num_threads(1)
    device, n = torch.device(device), len(comments)
    base = torch.load(f"{folder}/base", map_location=device)
    model = Encoder(base["tokens.weight"].shape[0], *shape).to(device)
    learn, ask = np.flatnonzero((folds != fold) & (folds >= 0)), np.flatnonzero((folds == fold) | (folds < 0))
    own, extra, pair = np.zeros((3, n, ANSWERS)), np.zeros((3, len(asked.extra), ANSWERS)), np.zeros((len(asked.pair), ANSWERS))
    runs, took = 0, 0.0
    while runs == 0 or (runs < 6 and time.time() + 1.1 * took < deadline):
        began = time.time()
        model.load_state_dict(base)
        finetune(model, variants, comments, learn, device, epochs, SEED + 10 * runs + fold)
        for box in range(3):
            own[box, ask] += probabilities(answer(model, [asked.own[i] for i in ask], np.full(len(ask), box), device))
            extra[box] += probabilities(answer(model, asked.extra, np.full(len(asked.extra), box), device))
        pair += probabilities(answer(model, asked.pair, np.zeros(len(asked.pair), np.int64), device))
        runs += 1
        took = time.time() - began
        print(f"fold {fold}, network {runs}: {took:.0f} s", flush=True)
        if fold == 0:
            dev = np.flatnonzero(comments.is_dev)
            report(f"fold 0 after {runs}, development, text only", comments, dev, own[0][dev] / runs)
    seen = np.zeros(n)
    seen[ask] = runs
    np.savez(f"{folder}/{fold}.npz", own=own, extra=extra, pair=pair, seen=seen, runs=runs)


def _polarity_rows(folder):
    """(text, 0 negative / 1 mixed / 2 positive) of the training parts of the neighbour sets."""
    import csv
    import gzip
    import pathlib
    from normalise import fold
    csv.field_size_limit(10 ** 8)
    sets = {
        "allocine_sample": lambda r: {"0": 0, "1": 2}[r["label"]],
        "restaurants_fr": lambda r: {"Negative": 0, "Positive": 2}[r["sentiment"]],
        "mabsa_fr": lambda r: {"negative": 0, "mixed": 1, "positive": 2}.get(r["sentence_sentiment"]),
        "minibar_app_reviews": lambda r: {"1": 0, "2": 0, "3": 1, "4": 2, "5": 2}[r["score"]] if r["lang"] == "fr" else None,
    }
    rows = []
    for name, label in sets.items():
        with gzip.open(pathlib.Path(folder) / f"{name}.csv.gz", "rt", encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                if row["split"] == "train" and (value := label(row)) is not None:
                    rows.append((fold(row["text"]), value))
    return rows


if __name__ == "__main__":
    main()
