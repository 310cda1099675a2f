"""Measures the model on the development comments and writes its card."""
from types import SimpleNamespace

import numpy as np
from sklearn.metrics import f1_score

import scores
from data import TOPICS


def measure(comments, rows, texted, boxed):
    """Scores with bootstrap 95 % intervals, text only and with the box, and F1 per topic with its support."""
    summary, topics = {}, []
    for name, (tone, _, decided, gravity) in (("text_only", texted), ("with_box", boxed)):
        def of(chosen, tone=tone, decided=decided, gravity=gravity):
            part = SimpleNamespace(
                tone=comments.tone[rows][chosen], themes=comments.themes[rows][chosen], gravity=comments.gravity[rows][chosen])
            return scores.summary(part, tone[chosen], decided[chosen], gravity[chosen])

        point, draw = of(np.arange(len(rows))), np.random.default_rng(20261126)
        samples = [of(draw.integers(0, len(rows), len(rows))) for _ in range(200)]
        summary[name] = {
            key: [round(value, 4), *(round(float(np.percentile([s[key] for s in samples], q)), 4) for q in (2.5, 97.5))]
            for key, value in point.items()}
    for j, code in enumerate(TOPICS):
        gold, found = comments.themes[rows][:, j].max(1) > 0, boxed[2][:, j].max(1)
        topics.append((code, int(gold.sum()), float(f1_score(gold, found, zero_division=0))))
    return {"summary": summary, "topics": topics}


TITLES = {
    "tone_polar_accuracy": "tone, positive or negative, accuracy", "tone_macro_f1": "tone, four classes, macro-F1",
    "topic_micro_f1": "topics, micro-F1", "topic_macro_f1": "topics, macro-F1",
    "topic_polarity_micro_f1": "topic with polarity, micro-F1", "gravity_recall_at_15": "signals, recall with 15 % flagged",
}


def write(description, measured, count, held):
    """The card, Markdown."""
    text, box = measured["summary"]["text_only"], measured["summary"]["with_box"]
    show = lambda v: f"{v[0]:.3f} [{v[1]:.3f}, {v[2]:.3f}]"
    lines = [
        f"# {description['name']} {description['version']}", "",
        "Reads French comments of hospital patients: tone, 22 topics each praised or blamed, and signals that a person must read.",
        "An aid to reading: it decides nothing.", "",
        f"Trained on {count - held} comments, measured on {held} others (development rows, also used to choose thresholds: the",
        "figures are therefore a little kind). Labels come from language models, one for each comment: a silver standard. A second blind",
        "reading of 300 comments agrees at kappa .96 on tone and .82 on signals, and at F1 .85 on topics (models/training/annotation).", "",
        "| Measure on development rows, bootstrap 95 % interval | text only | with the box |", "| --- | --- | --- |",
        *(f"| {TITLES[key]} | {show(text[key])} | {show(box[key])} |" for key in text), "",
        "| Topic | examples | F1, with the box |", "| --- | ---: | ---: |",
        *(f"| {code} | {n} | {value:.2f} |" for code, n, value in measured["topics"]), "",
        "## Limits", "",
        "- British content (ambulances, mental health) is over-represented in the translated part of the corpus.",
        "- A topic with fewer than 20 examples has a score that says little.",
        "- No name of a person was used in training; masks such as [NOM] were.",
        "- Not measured here: real French hospital comments.", "",
        "## Data", "", *(f"- {item['name']}, SHA-256 {item['sha256']}" for item in description["data"]), "",
        f"Seed {description['seed']}. Made again by `models/training/train.py`.", "",
    ]
    return "\n".join(lines)
