"""The networks that are small enough for thousands of comments a second on two processor cores."""
import functools

import torch
from torch import nn

from data import TONES, TOPICS

PAD, BOS, EOS = 0, 2, 3


class Reader(nn.Module):
    """What every network has in common: pieces of words in, answers for the whole and for each token out.

    Forward: ids int64 [batch, length], padded right with 0; box int64 [batch], 0 unknown, 1 positive, 2 negative.
    Returns tone [batch, 4], themes [batch, topics, 2] (praised, blamed), gravity [batch], all logits, and token_themes
    [batch, length, topics, 2]: what each token says for each theme; higher speaks for it.
    """

    def __init__(self, vocabulary, width, features, dropout, topics):
        super().__init__()
        self.topics = topics
        self.pieces = nn.Embedding(vocabulary, width, padding_idx=PAD)
        self.box = nn.Embedding(3, width)
        nn.init.normal_(self.pieces.weight, std=0.1)
        nn.init.zeros_(self.box.weight)
        self.drop = nn.Dropout(dropout)
        self.each = nn.Linear(features, 2 * topics)
        self.whole = nn.Linear(2 * features + width, len(TONES) + 2 * topics + 1)
        nn.init.constant_(self.each.bias, -2.0)
        nn.init.constant_(self.whole.bias[len(TONES):], -3.0)

    def states(self, ids, box_state, keep):
        """What is known of each token, [batch, length, features], 0 for padding."""
        raise NotImplementedError

    def forward(self, ids, box):
        keep = (ids != PAD).to(self.pieces.weight.dtype)[..., None]
        box_state = self.box(box)
        x = self.states(ids, box_state, keep)
        token_themes = self.each(self.drop(x)) + (keep - 1) * 30
        best = torch.log(torch.exp(3 * token_themes.clamp(max=12)).sum(1)) / 3
        pooled = torch.cat([(x + (keep - 1) * 30).max(1).values, x.sum(1) / keep.sum(1), box_state], 1)
        answers = self.whole(self.drop(pooled))
        themes = (answers[:, 4:-1] + best).reshape(-1, self.topics, 2)
        return answers[:, :4], themes, answers[:, -1], token_themes.reshape(ids.shape[0], -1, self.topics, 2)


class Convolutions(Reader):
    """Convolutions over pieces of words beside hashed pairs of pieces, so that it can learn what a linear model of word
    pairs learns, and the order of words besides. Without pairs it is a plain TextCNN."""

    def __init__(self, vocabulary, topics=len(TOPICS), width=96, pairs=48, filters=96, sizes=(1, 3, 5), buckets=32_768,
                 dropout=0.3):
        super().__init__(vocabulary, width, len(sizes) * filters, dropout, topics)
        self.buckets = buckets
        self.pairs = nn.Embedding(buckets, pairs) if pairs else None
        if pairs:
            nn.init.normal_(self.pairs.weight, std=0.05)
        self.filters = nn.ModuleList(nn.Conv1d(width + pairs, filters, size, padding=size // 2) for size in sizes)

    def states(self, ids, box_state, keep):
        x = self.pieces(ids) + box_state[:, None]
        if self.pairs is not None:
            # The piece before, hashed with this one; the first piece is paired with the beginning mark.
            before = torch.cat([torch.full_like(ids[:, :1], BOS), ids[:, :-1]], 1)
            x = torch.cat([x, self.pairs((before * 7919 + ids * 104_729) % self.buckets)], 2)
        x = self.drop(x * keep).transpose(1, 2)
        return torch.cat([torch.relu(convolve(x)) for convolve in self.filters], 1).transpose(1, 2) * keep


class Transformer(Reader):
    """A small transformer."""

    def __init__(self, vocabulary, topics=len(TOPICS), width=192, layers=3, heads=4, longest=256, dropout=0.15):
        super().__init__(vocabulary, width, width, dropout, topics)
        self.places = nn.Embedding(longest, width)
        nn.init.normal_(self.places.weight, std=0.05)
        layer = nn.TransformerEncoderLayer(width, heads, 3 * width, dropout, batch_first=True, norm_first=True)
        self.layers = nn.TransformerEncoder(layer, layers, enable_nested_tensor=False)
        self.norm = nn.LayerNorm(width)

    def states(self, ids, box_state, keep):
        x = self.pieces(ids) + self.places(torch.arange(ids.shape[1], device=ids.device)) + box_state[:, None]
        return self.norm(self.layers(self.drop(x), src_key_padding_mask=ids == PAD)) * keep


class Together(nn.Module):
    """Several networks whose answers are averaged: one network for whoever loads it."""

    def __init__(self, networks):
        super().__init__()
        self.networks, self.topics = nn.ModuleList(networks), networks[0].topics

    def forward(self, ids, box):
        return tuple(torch.stack(parts).mean(0) for parts in zip(*(network(ids, box) for network in self.networks)))


class WithLetters(nn.Module):
    """Networks whose logits are joined by those of a linear model over letter groups (letters.py, linear.py).

    Forward: ids and box as Reader; grams int64 [batch, groups], buckets; counts float [batch, groups], 1 + ln of how often
    each was met, 0 where a row has fewer. The weights are kept in one byte each, with one scale for each answer; shares: one
    for each answer, how much the linear model weighs beside the networks.
    """

    def __init__(self, networks, linear, shares):
        super().__init__()
        self.networks, self.topics = Together(networks), networks[0].topics
        scale = torch.tensor(abs(linear.weights).max(0) / 127)
        self.register_buffer("inverse", torch.tensor(linear.inverse))
        self.register_buffer("weights", torch.round(torch.tensor(linear.weights) / scale).to(torch.int8))
        self.register_buffer("scale", scale * torch.tensor(shares))
        self.register_buffer("offsets", torch.tensor(linear.offsets * shares))

    def forward(self, ids, box, grams, counts):
        tone, themes, gravity, token_themes = self.networks(ids, box)
        values = counts * self.inverse[grams]
        values = values / torch.sqrt((values * values).sum(1, keepdim=True)).clamp(min=1e-6)
        found = self.weights[grams].to(values.dtype)
        linear = torch.matmul(values[:, None], found)[:, 0] * self.scale + self.offsets
        return (tone + linear[:, :4], themes + linear[:, 4:-1].reshape(-1, self.topics, 2), gravity + linear[:, -1],
                token_themes)


NETWORKS = {
    "textcnn": functools.partial(Convolutions, pairs=0),
    "pairs": Convolutions,
    "wide": functools.partial(Convolutions, width=128, pairs=64, filters=128, buckets=65_536, dropout=0.4),
    "transformer": Transformer,
}
