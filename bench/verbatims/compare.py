"""Our pipeline beside two others on the same comments, in turns: python3 compare.py CORPUS.jsonl.gz [--rows 50000] [--rounds 5]

The comments are cut into rounds; in each, every pipeline reads the same ones, so that what else the machine does falls on all.
Printed for each: comments a second by the clock and by seconds of processor, and the most memory that one process held.
`has` is built in Release first: dotnet build src/HasToolkit.Cli -c Release.
"""
import argparse
import os
import pathlib
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).parent
HAS = pathlib.Path(os.environ.get("HAS", HERE.parents[1] / "artifacts" / "bin" / "HasToolkit.Cli" / "release" / "has"))


def timed(command):
    """Seconds by the clock, seconds of processor, MiB of the largest process."""
    started = time.time()
    process = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = process.stderr.read().decode()
    _, status, used = os.wait4(process.pid, 0)
    if status != 0:
        raise SystemExit(f"{' '.join(map(str, command))} failed: {said}")
    return time.time() - started, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("corpus")
    arguments.add_argument("--rows", type=int, default=50_000)
    arguments.add_argument("--rounds", type=int, default=5)
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        subprocess.run([sys.executable, HERE / "linear_baseline.py", "train", options.corpus, scratch / "linear.pkl"], check=True)
        subprocess.run([sys.executable, HERE / "transformer.py", scratch / "transformer"], check=True, stdout=subprocess.DEVNULL)
        size, totals = options.rows // options.rounds, {}
        for turn in range(options.rounds):
            comments = scratch / f"{turn}.csv"
            subprocess.run([sys.executable, HERE / "generate.py", str(size), comments, "--seed", str(turn)], check=True)
            pipelines = {
                "has verbatims analyse": [HAS, "verbatims", "analyse", comments, "--en-parallele", 2, "--donnees", scratch / f"own-{turn}"],
                "TF-IDF and logistic regression": [
                    sys.executable, HERE / "linear_baseline.py", "run", scratch / "linear.pkl", comments, scratch / "linear.jsonl"],
                "transformer 4 x 256 in the same pipeline": [
                    HAS, "verbatims", "analyse", comments, "--en-parallele", 2, "--modele", scratch / "transformer",
                    "--donnees", scratch / f"transformer-{turn}"],
            }
            for name, command in pipelines.items():
                clock, processor, memory = timed(command)
                before = totals.get(name, (0, 0, 0))
                totals[name] = (before[0] + clock, before[1] + processor, max(before[2], memory))
                print(f"round {turn + 1}, {name}: {clock:.1f} s, {processor:.1f} s of processor, {memory:.0f} MiB", flush=True)
    rows = size * options.rounds
    print(f"\n{rows:,} comments\n\n| | comments/s | comments per second of processor | largest process |\n| --- | ---: | ---: | ---: |")
    for name, (clock, processor, memory) in totals.items():
        print(f"| {name} | {rows / clock:,.0f} | {rows / processor:,.0f} | {memory:,.0f} MiB |")


if __name__ == "__main__":
    main()
