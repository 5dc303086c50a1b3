"""Fine-tunes MiniLM to find attributions. See README.md."""

import argparse
import json
import math
import random
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

import corpus
import score
from decode import decode, record
from network import Network
from windows import PIECES, batch, tiling
from words import load_tokenizer

# What each head's loss weighs. The two that are used first; entities serve the naming of speakers;
# the rest teach the encoder syntax and are forgotten at export.
WEIGHTS = {"cue": 2.0, "source": 0.3, "content": 0.3, "entity": 0.3, "part": 0.1, "relation": 0.1}
ARC_WEIGHT = 4.0
WARM_UP = 60  # steps


def arguments():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--minilm", type=Path, required=True, help="folder with model.safetensors and tokenizer.json")
    p.add_argument("--polnear", type=Path, required=True, help="folder with train.jsonl, dev.jsonl, silver-*.conll.gz")
    p.add_argument("--scorer", type=Path, required=True, help="score_attribution.py")
    p.add_argument("--readouts", type=Path, help="folder with kremlin-*.jsonl")
    p.add_argument("--readout-texts", type=Path, help="folder with their texts, ID.txt")
    p.add_argument("--readout-dev", type=Path, help="folder with gold.jsonl and ID.txt, measured and never trained on")
    p.add_argument("--readouts-from", type=int, default=2, help="the first epoch that reads them (from 0)")
    p.add_argument("--readout-times", type=int, default=4, help="how often an epoch reads each")
    p.add_argument("--epochs", type=float, default=4)
    p.add_argument("--stop-after", type=int, help="stop after this many epochs of the plan; go on with --resume")
    p.add_argument("--batch", type=int, default=4)
    p.add_argument("--rate", type=float, default=1.5e-4, help="learning rate of the encoder")
    p.add_argument("--head-rate", type=float, default=1e-3)
    p.add_argument("--dropout", type=float, default=0.05)
    p.add_argument("--seed", type=int, default=13)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--measure-every", type=float, default=0.5, help="epochs between measurements on a quarter of dev")
    p.add_argument("--resume", action="store_true")
    p.add_argument("--out", type=Path, required=True)
    return p.parse_args()


def examples(articles, readouts, epoch: int, options):
    """One epoch's batches: articles cut anew, like lengths together, in a random order."""
    rng = random.Random(options.seed * 1000 + epoch)
    shuffled = list(articles)
    if epoch >= options.readouts_from:
        shuffled += readouts * options.readout_times
    cut = [w for a in shuffled for w in tiling(a, rng.randrange(PIECES))]
    rng.shuffle(cut)
    pool = 64 * options.batch
    batches = []
    for at in range(0, len(cut), pool):
        near = sorted(cut[at : at + pool], key=len)
        batches += [near[i : i + options.batch] for i in range(0, len(near), options.batch)]
    rng.shuffle(batches)
    return batches


def losses(network, b) -> dict[str, torch.Tensor]:
    with torch.autocast("cpu", dtype=torch.bfloat16):
        vectors = network(b)
        tags = {name: network.tag[name](vectors) for name in WEIGHTS}
        arcs = network.arcs(vectors, b) if "seen" in b else None
    out = {}
    for name, logits in tags.items():
        if (b[name] >= 0).any():
            out[name] = F.cross_entropy(logits.float().flatten(0, 1), b[name].flatten(), ignore_index=corpus.UNKNOWN)
    if arcs is not None:
        out["arc"] = F.cross_entropy(arcs.float().flatten(0, 1), b["seen"].flatten(), ignore_index=corpus.UNKNOWN)
    return out


def measure(network, dev, readout_dev, options) -> str:
    network.eval()
    with torch.autocast("cpu", dtype=torch.bfloat16):
        records = [record(a, likely(decode(network, a))) for a in dev]
        line = score.line(score.polnear(options.scorer, options.polnear / "dev.jsonl", records, options.out))
        if readout_dev:
            found = {
                a.id: [c["content"] for c in record(a, likely(decode(network, a)))["attributions"]] for a, _ in readout_dev
            }
            p, r, f = score.content_found({a.id: gold for a, gold in readout_dev}, found)
            line += f"; readouts' content P {100 * p:.1f} R {100 * r:.1f} F1 {100 * f:.1f}"
    network.train()
    return line


def likely(found):
    """Those whose cue is likelier than not: the confidence comes later, from the whole of dev."""
    return [f for f in found if f.evidence[0] > 0]


def main():
    options = arguments()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    tokenizer = load_tokenizer(options.minilm)
    articles = corpus.polnear(options.polnear, "train", tokenizer, silver=True)
    dev = corpus.polnear(options.polnear, "dev", tokenizer, silver=False)
    readouts = corpus.readouts(options.readouts, options.readout_texts, tokenizer) if options.readouts else []
    readout_dev = []
    if options.readout_dev:
        with open(options.readout_dev / "gold.jsonl", encoding="utf-8") as lines:
            for gold in map(json.loads, lines):
                text = (options.readout_dev / f"{gold['doc']}.txt").read_text(encoding="utf-8")
                article = corpus.read(gold["doc"], text, [], tokenizer)
                readout_dev.append((article, [[[s["start"], s["end"]]] for s in gold["statements"]]))
    kept = {a.id for a, _ in readout_dev}
    readouts = [a for a in readouts if a.id not in kept]
    print(f"{len(articles)} articles, {len(dev)} dev, {len(readouts)} readouts, {len(kept)} readout dev", flush=True)

    network = Network(options.dropout)
    network.read_minilm(options.minilm)
    encoder, heads = [], []
    for name, parameter in network.named_parameters():
        if parameter.requires_grad:
            pretrained = name.startswith(("layers.", "embedding_norm."))
            (encoder if pretrained else heads).append(parameter)
    groups = [{"params": encoder, "rate": options.rate}, {"params": heads, "rate": options.head_rate}]
    optimizer = torch.optim.AdamW(groups, lr=0.0, weight_decay=0.01)
    epoch, done, step, cpu = 0, 0, 0, 0.0
    checkpoint = options.out / "checkpoint.pt"
    if options.resume:
        state = torch.load(checkpoint)
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        epoch, done, step, cpu = state["at"]
    network.train()

    def save():
        state = {"network": network.state_dict(), "optimizer": optimizer.state_dict(), "at": (epoch, done, step, spent())}
        torch.save(state, checkpoint.with_suffix(".new"))
        checkpoint.with_suffix(".new").rename(checkpoint)

    started = time.process_time()
    spent = lambda: cpu + time.process_time() - started
    recent: list[dict] = []
    while epoch < (options.stop_after or options.epochs):
        batches = examples(articles, readouts, epoch, options)
        marks = {int(len(batches) * k * options.measure_every) for k in range(1, math.ceil(1 / options.measure_every))}
        for index in range(done, len(batches)):
            progress = (epoch + index / len(batches)) / options.epochs
            if progress >= 1:
                break
            for group in optimizer.param_groups:
                group["lr"] = group["rate"] * min((step + 1) / WARM_UP, 1 - progress)
            torch.manual_seed(options.seed * 1_000_003 + step)
            parts = losses(network, batch(batches[index], labels=True))
            loss = sum((ARC_WEIGHT if name == "arc" else WEIGHTS[name]) * value for name, value in parts.items())
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            step += 1
            recent.append({name: value.item() for name, value in parts.items()})
            if step % 20 == 0:
                mean = {n: np.mean([r[n] for r in recent if n in r]) for n in recent[0]}
                shown = " ".join(f"{n} {v:.4f}" for n, v in mean.items())
                print(f"epoch {epoch} {index + 1}/{len(batches)} {shown} cpu {spent():.0f}s", flush=True)
                recent = []
            done = index + 1
            if step % 100 == 0:
                save()
            if done in marks:
                print(f"MEASURE {epoch + done / len(batches):.2f}: {measure(network, dev[::4], readout_dev, options)}", flush=True)
        epoch, done = epoch + 1, 0
        save()
        part = dev if epoch >= options.epochs else dev[::4]
        print(f"MEASURE {epoch}: {measure(network, part, readout_dev, options)}", flush=True)
    print(f"done, {spent():.0f} CPU seconds")


if __name__ == "__main__":
    main()
