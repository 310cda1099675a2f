"""Tests of the training code: python3 test_training.py"""
import json
import pathlib
import random
import unittest

import numpy as np
import torch

import scores
from data import TOPICS, Comments, noisy
from network import Convolutions, Together, Transformer
from normalise import fold

HERE = pathlib.Path(__file__).parent


class Folding(unittest.TestCase):
    def test_every_recorded_case_folds_as_recorded(self):
        with open(HERE / "normalisation_cases.jsonl", encoding="utf-8") as lines:
            for case in map(json.loads, lines):
                self.assertEqual(fold(case["in"]), case["out"], case["in"])

    def test_what_is_folded_stays_as_it_is(self):
        with open(HERE / "normalisation_cases.jsonl", encoding="utf-8") as lines:
            for case in map(json.loads, lines):
                self.assertEqual(fold(case["out"]), case["out"])


class Noise(unittest.TestCase):
    def test_a_mask_is_never_damaged(self):
        for seed in range(200):
            self.assertIn("[NOM]", noisy("merci à [NOM] et au Dr Martin", random.Random(seed)))


class Networks(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(1)
        self.networks = [Convolutions(50).eval(), Convolutions(50, pairs=0).eval(), Transformer(50).eval()]
        self.networks.append(Together(self.networks[:2]).eval())

    def test_padding_changes_no_answer(self):
        for model in self.networks:
            short = model(torch.tensor([[2, 7, 8, 3]]), torch.tensor([1]))
            padded = model(torch.tensor([[2, 7, 8, 3, 0, 0, 0]]), torch.tensor([1]))
            for a, b in zip(short[:3], padded[:3]):
                torch.testing.assert_close(a, b, atol=1e-5, rtol=1e-5)

    def test_the_box_counts(self):
        ids = torch.tensor([[2, 7, 8, 3]])
        for model in self.networks[:3]:
            with torch.no_grad():
                model.box.weight.normal_()
            self.assertFalse(torch.allclose(model(ids, torch.tensor([1]))[0], model(ids, torch.tensor([2]))[0]))


class Measures(unittest.TestCase):
    def test_polarity_counts_a_topic_once_for_each_side(self):
        gold, found = np.zeros((1, len(TOPICS), 2)), np.zeros((1, len(TOPICS), 2))
        gold[0, 0, 0] = found[0, 0, 1] = 1
        self.assertEqual(scores.topic_f1(np.repeat(gold, 5, 0), np.repeat(found, 5, 0)), (1.0, 1.0))
        self.assertEqual(scores.polarity_f1(gold, found), 0.0)

    def test_recall_of_signals_looks_at_the_highest_scores(self):
        self.assertEqual(scores.gravity_recall(np.array([1, 0, 0, 1]), np.array([0.9, 0.8, 0.1, 0.2]), flagged=0.5), 0.5)


class Reading(unittest.TestCase):
    def test_a_theme_goes_to_its_side(self):
        row = {"id": "a", "texte": "Repas froid", "champ": "negatif", "tonalite": "N", "themes": ["REP-"], "gravite": 0,
               "part": "train", "source": "ecrit"}
        comments = Comments([row])
        self.assertEqual(comments.themes.sum(), 1)
        self.assertEqual(comments.themes[0, TOPICS.index("REP"), 1], 1)


if __name__ == "__main__":
    unittest.main()
