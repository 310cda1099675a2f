"""The measures of the design: pure functions of labels and probabilities."""
import numpy as np
from sklearn.metrics import f1_score

from data import TONES

LEAST_SUPPORT = 5


def polar_accuracy(tone, tone_probability):
    """Accuracy of positive against negative, over the comments whose label is one of the two.

    tone: (n,) index into TONES; tone_probability: (n, 4). What the model thinks of M and R does not count here: the
    larger of the two poles is taken."""
    p, n = TONES.index("P"), TONES.index("N")
    polar = (tone == p) | (tone == n)
    return float(np.mean((tone_probability[polar, p] > tone_probability[polar, n]) == (tone[polar] == p)))


def tone_macro_f1(tone, tone_probability):
    """Macro-F1 over the four tones."""
    return float(f1_score(tone, tone_probability.argmax(1), average="macro", labels=range(len(TONES)), zero_division=0))


def topic_f1(themes, decided):
    """Micro and macro F1 of topics, whatever the polarity; macro over the topics with at least five examples.

    themes, decided: (n, 22, 2) 0/1."""
    gold, found = themes.max(2) > 0, decided.max(2) > 0
    enough = gold.sum(0) >= LEAST_SUPPORT
    return (float(f1_score(gold, found, average="micro", zero_division=0)),
            float(f1_score(gold[:, enough], found[:, enough], average="macro", zero_division=0)))


def polarity_f1(themes, decided):
    """Micro F1 of topic and polarity together."""
    return float(f1_score(themes.reshape(len(themes), -1) > 0, decided.reshape(len(themes), -1) > 0,
                          average="micro", zero_division=0))


def gravity_recall(gravity, score, flagged=0.15):
    """Recall of the signals when the given share of the comments is flagged, the highest scores first."""
    most = max(1, int(round(flagged * len(score))))
    order = np.argsort(-score, kind="stable")[:most]
    return float(gravity[order].sum() / max(1, gravity.sum()))


def summary(comments, tone_probability, decided, gravity_score):
    """All of them, by name."""
    micro, macro = topic_f1(comments.themes, decided)
    return {
        "tone_polar_accuracy": polar_accuracy(comments.tone, tone_probability),
        "tone_macro_f1": tone_macro_f1(comments.tone, tone_probability),
        "topic_micro_f1": micro,
        "topic_macro_f1": macro,
        "topic_polarity_micro_f1": polarity_f1(comments.themes, decided),
        "gravity_recall_at_15": gravity_recall(comments.gravity, gravity_score),
    }


def interval(measure, count, seed=20261126, rounds=1000):
    """Bootstrap 95 % interval of a measure of row indices."""
    draw = np.random.default_rng(seed)
    values = [measure(draw.integers(0, count, count)) for _ in range(rounds)]
    return float(np.percentile(values, 2.5)), float(np.percentile(values, 97.5))
