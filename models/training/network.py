"""The network that is shipped: small enough for thousands of comments a second on two processor cores."""
import torch
from torch import nn

from data import TONES, TOPICS

PAD, BOS, EOS = 0, 2, 3
BUCKETS = 32_768


class FastNetwork(nn.Module):
    """Convolutions over pieces of words beside hashed pairs of pieces, so that it can learn what a linear model of word
    pairs learns, and the order of words besides.

    Forward: ids int64 [batch, length], padded right with 0; box int64 [batch], 0 unknown, 1 positive, 2 negative.
    Returns tone [batch, 4], themes [batch, 22, 2] (praised, blamed), gravity [batch], all logits, and token_themes
    [batch, length, 22, 2]: what each token says for each theme; higher speaks for it.
    """

    def __init__(self, vocabulary, width=96, pairs=48, filters=96, dropout=0.3):
        super().__init__()
        self.pieces = nn.Embedding(vocabulary, width, padding_idx=PAD)
        self.pairs = nn.Embedding(BUCKETS, pairs)
        self.box = nn.Embedding(3, width)
        nn.init.normal_(self.pieces.weight, std=0.1)
        nn.init.normal_(self.pairs.weight, std=0.05)
        nn.init.zeros_(self.box.weight)
        self.filters = nn.ModuleList(
            nn.Conv1d(width + pairs, filters, size, padding=size // 2) for size in (1, 3, 5))
        features = 3 * filters
        self.drop = nn.Dropout(dropout)
        self.each = nn.Linear(features, 2 * len(TOPICS))
        self.whole = nn.Linear(2 * features + width, len(TONES) + 2 * len(TOPICS) + 1)
        nn.init.constant_(self.each.bias, -2.0)
        nn.init.constant_(self.whole.bias[len(TONES):], -3.0)

    def forward(self, ids, box):
        keep = (ids != PAD).to(self.pieces.weight.dtype)[..., None]
        # The piece before, hashed with this one; the first piece is paired with the beginning mark.
        before = torch.cat([torch.full_like(ids[:, :1], BOS), ids[:, :-1]], 1)
        bucket = (before * 7919 + ids * 104_729) % BUCKETS
        box_state = self.box(box)
        x = torch.cat([self.pieces(ids) + box_state[:, None], self.pairs(bucket)], 2) * keep
        x = self.drop(x).transpose(1, 2)
        x = torch.cat([torch.relu(convolve(x)) for convolve in self.filters], 1).transpose(1, 2) * keep
        token_themes = self.each(self.drop(x)) + (keep - 1) * 30
        best = torch.log(torch.exp(3 * token_themes.clamp(max=12)).sum(1)) / 3
        pooled = torch.cat([x.max(1).values, x.sum(1) / keep.sum(1), box_state], 1)
        answers = self.whole(self.drop(pooled))
        themes = (answers[:, 4:-1] + best).reshape(-1, len(TOPICS), 2)
        return answers[:, :4], themes, answers[:, -1], token_themes.reshape(ids.shape[0], -1, len(TOPICS), 2)
