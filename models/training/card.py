"""Measures the model on the development comments and writes its card.

After a release is built, the figures of the whole pipeline (masks, model, rules) are added to the card:

    python3 card.py rows --corpus CORPUS.jsonl.gz --output dev.jsonl
    has verbatims evaluate dev.jsonl --json > all.json
    has verbatims evaluate CORPUS.jsonl.gz --part dev --json > corpus.json
    python3 card.py add --all all.json --corpus corpus.json --neighbours FOLDER --model ../verbatims-fr
"""
import argparse
import hashlib
import json
import pathlib
from types import SimpleNamespace

from rows import read_all

HERE = pathlib.Path(__file__).resolve().parent


def measure(comments, rows, texted, boxed):
    """Scores with bootstrap 95 % intervals, text only and with the box, and F1 per topic with its support."""
    import numpy as np
    from sklearn.metrics import f1_score

    import scores
    from data import TOPICS

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


PIPELINE = "## As the whole pipeline reads"
NAMES = {
    "tone_polar_accuracy": "tone, positive or negative, accuracy", "tone_macro_f1": "tone, four classes, macro-F1",
    "tone_calibration_error": "tone, expected calibration error", "topic_micro_f1": "topics, micro-F1",
    "topic_macro_f1": "topics, macro-F1", "topic_polarity_micro_f1": "topic with polarity, micro-F1",
    "topic_calibration_error": "topic with polarity, expected calibration error", "alert_recall": "signals, recall",
    "alert_share": "share of comments flagged", "reading_share": "share to read again",
    "reading_error_share": "share of the errors of tone among them", "reading_topic_error_share": "share of the errors of topics among them",
}


def figure(value):
    return f"{value['value']:.3f} [{value['low']:.3f}, {value['high']:.3f}]"


def pipeline(of_all, of_corpus):
    """The section of the card that « has verbatims evaluate » gives, as lines."""
    tables = [{m["key"]: m["value"] for m in answer[side]["measures"]} for answer in (of_all, of_corpus) for side in ("textOnly", "withBox")]
    heads = [f"{count} rows, {side}" for count in (of_all["comments"], of_corpus["comments"]) for side in ("text only", "with the box")]
    lines = [
        PIPELINE, "",
        f"`has verbatims evaluate`, {of_all['model']}. The {of_all['comments']} rows are all development rows; the {of_corpus['comments']} are those of",
        "`corpus_patients_fr.jsonl.gz` alone, translated or written for it; the others were written by us (`models/training/corpus`). Bootstrap",
        "95 % intervals.", "",
        "| Measure | " + " | ".join(heads) + " |", "| --- |" + " --- |" * 4,
        *(f"| {name} | " + " | ".join(figure(table[key]) for table in tables) + " |" for key, name in NAMES.items() if key in tables[0]), "",
        f"Tone, class by class, the {of_all['comments']} rows:", "", "| Class | examples | F1, text only | F1, with the box |", "| --- | ---: | --- | --- |",
        *(f"| {one['name']} | {one['support']} | {figure(one['f1'])} | {figure(boxed['f1'])} |"
          for one, boxed in zip(of_all["textOnly"]["tones"]["classes"], of_all["withBox"]["tones"]["classes"])), "",
        f"Topics, text only, the {of_all['comments']} rows:", "",
        "| Topic | examples | F1 | praised | F1 | blamed | F1 |", "| --- | ---: | --- | ---: | --- | ---: | --- |",
        *(f"| {topic['code']} | {topic['support']} | {figure(topic['f1'])} | "
          + " | ".join(f"{topic[side]['support']} | {figure(topic[side]['f1'])}" for side in ("praised", "blamed")) + " |"
          for topic in of_all["textOnly"]["topics"]), "",
    ]
    return lines


def add(folder, of_all, of_corpus, neighbours):
    """Puts the section before the limits, in place of an earlier one, and names the sets without labels of ours."""
    path = folder / "model-card.md"
    card = path.read_text(encoding="utf-8")
    if PIPELINE in card:
        card = card[:card.index(PIPELINE)] + card[card.index("## Limits"):]
    card = card.replace("## Limits", "\n".join([*pipeline(of_all, of_corpus), "## Limits"]), 1)
    hashes = [f"- {file.name}, SHA-256 {hashlib.sha256(file.read_bytes()).hexdigest()} (neighbour set: free text, without its held-out rows)"
              for name in ("allocine_sample", "restaurants_fr", "mabsa_fr", "minibar_app_reviews", "umsab_fr_tweets", "xed_fr_emotions")
              if (file := neighbours / f"{name}.csv.gz").exists()]
    kept = [line for line in card.split("\n") if "(neighbour set:" not in line]
    place = max(i for i, line in enumerate(kept) if line.startswith("- ") and "SHA-256" in line) + 1
    path.write_text("\n".join([*kept[:place], *hashes, *kept[place:]]), encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    rows = commands.add_parser("rows")
    rows.add_argument("--corpus", required=True, type=pathlib.Path)
    rows.add_argument("--output", required=True, type=pathlib.Path)
    adding = commands.add_parser("add")
    for name in ("all", "corpus", "neighbours", "model"):
        adding.add_argument("--" + name, required=True, type=pathlib.Path)
    args = parser.parse_args()
    if args.command == "rows":
        with open(args.output, "w", encoding="utf-8") as output:
            for row in read_all(args.corpus, HERE / "corpus"):
                if row["part"] == "dev":
                    output.write(json.dumps(row, ensure_ascii=False) + "\n")
    else:
        add(args.model, json.loads(args.all.read_text(encoding="utf-8")), json.loads(args.corpus.read_text(encoding="utf-8")), args.neighbours)


if __name__ == "__main__":
    main()
