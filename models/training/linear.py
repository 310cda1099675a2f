"""The linear model that answers beside the networks: one logistic regression for each answer, over letters.py.

It sees words, pairs of words and pieces of words of the text alone, never the box.
"""
import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

import letters
from data import TONES

STRENGTH = 15.0
NEVER = -8.0
SEED = 20261126


class Linear:
    """inverse: (buckets,) inverse document frequencies; weights: (buckets, answers) and offsets: (answers,), in the order of
    the networks' logits."""

    def __init__(self, inverse, weights, offsets):
        self.inverse, self.weights, self.offsets = inverse, weights, offsets

    def logits(self, texts):
        """(n, answers) logits of folded texts."""
        return unit(counted(texts), self.inverse) @ self.weights + self.offsets


def counted(texts):
    """Sparse (n, buckets) of 1 + ln of how often each letter group stands in a folded text."""
    starts, grams, values = [0], [], []
    for text in texts:
        found, weight = letters.weighted(text)
        grams += found
        values += weight
        starts.append(len(grams))
    return sparse.csr_matrix(
        (np.array(values, np.float32), np.array(grams, np.int32), starts), shape=(len(texts), letters.BUCKETS))


def unit(counts, inverse):
    """Counts times inverse document frequencies, each row of length one."""
    rows = counts.multiply(inverse[None]).tocsr()
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(1)).ravel())
    return sparse.diags(1 / np.maximum(lengths, 1e-6)) @ rows


def learn(comments, rows):
    """Learns from the labels of the given comments; an answer that none of them has is NEVER given."""
    counts = counted([comments.texts[i] for i in rows])
    known = np.bincount(counts.indices, minlength=letters.BUCKETS)
    inverse = np.where(known > 1, np.log((1 + len(rows)) / (1 + known)) + 1, 0).astype(np.float32)
    x = unit(counts, inverse).tocsr().astype(np.float64)
    targets = np.concatenate([
        np.eye(len(TONES))[comments.tone[rows]], comments.themes[rows].reshape(len(rows), -1), comments.gravity[rows][:, None]], 1)
    weights, offsets = np.zeros((letters.BUCKETS, targets.shape[1]), np.float32), np.zeros(targets.shape[1], np.float32)
    for column, target in enumerate(targets.T):
        if not target.any():
            offsets[column] = NEVER
            continue
        model = LogisticRegression(
            C=STRENGTH, class_weight="balanced", solver="liblinear", dual=True, max_iter=300, random_state=SEED)
        model.fit(x, target)
        weights[:, column], offsets[column] = model.coef_[0], model.intercept_[0]
    return Linear(inverse, weights, offsets)
