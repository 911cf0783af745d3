"""Trains a small detector on datasets in COCO's format and scores it on others: a table, training sets down, test conditions across.

    python3 examples/train/train.py                                                     makes the sets of train-arms.yaml and test-conditions.yaml first
    python3 examples/train/train.py --train out/clear out/mix --test out/fog --seeds 1 2   with sets of yours

Needs torch 1.13 or newer, numpy and Pillow. The detector is a plain one with a heat map for the middles of things (Zhou et al., Objects as Points, 2019): small enough for a CPU, and the same
for every training set, so that the table compares data and nothing else. AP is COCO's, by `npm run score`.
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import time

import numpy as np
import torch
from PIL import Image
from torch import nn
from torch.nn import functional as F

ROOT = pathlib.Path(__file__).resolve().parents[2]
STRIDE = 8
BEST = 100
MOST_MOVED = 3
MADE = {"train": "train-arms", "test": "test-conditions"}


def made(name):
    """An experiment of this folder, rendered unless it is there already."""
    out = ROOT / "out" / name
    if not (out / "instances.json").exists():
        experiment = pathlib.Path(__file__).with_name(f"{name}.yaml")
        diorama("experiment", experiment, "--out", out, "--resume")
    return out


def diorama(*words, **options):
    subprocess.run(["node", str(ROOT / "bootstrap.mjs"), *map(str, words)], check=True, **options)


def training_sets(folders):
    """Name and folder of each training set: of an experiment, those of its arms, named for their levels."""
    for folder in folders:
        design = folder / "design.json"
        if not design.exists():
            yield folder.name, folder
            continue
        for arm in json.loads(design.read_text())["arms"]:
            yield ", ".join(arm["levels"].values()) or arm["name"], folder / arm["name"]


def coco_files(folder, split):
    """COCO files of a folder with the place of their pictures: an experiment, or a dataset; `split` may be None for all."""
    whole = folder / "instances.json"
    if whole.exists():
        return [(whole, folder)]
    found = []
    for base in (folder, folder / "coco"):
        for file in sorted((base / "annotations").glob("instances_*.json")):
            name = file.stem[len("instances_") :]
            if split is None or name == split:
                pictures = base / "images" / name
                # A mix refers to its pictures from its own folder.
                found.append((file, pictures if pictures.is_dir() and not (base / "mix.json").exists() else base))
    if not found:
        raise SystemExit(f"{folder} has no annotations/instances_{split or '<split>'}.json; expected a dataset of plain files in COCO's format.")
    return found


class Pictures(torch.utils.data.Dataset):
    """Pictures of a fixed size with what the detector is to say of them, and where it counts: not in regions to ignore."""

    def __init__(self, folder, split, size, classes=None):
        self.size = size
        self.rows = []
        names = set()
        for file, pictures in coco_files(folder, split):
            data = json.loads(file.read_text())
            name_of = {one["id"]: one["name"] for one in data["categories"]}
            boxes = {image["id"]: [] for image in data["images"]}
            ignored = {image["id"]: [] for image in data["images"]}
            for one in data["annotations"]:
                if one.get("iscrowd"):
                    ignored[one["image_id"]].append(one["bbox"])
                else:
                    boxes[one["image_id"]].append((name_of[one["category_id"]], one["bbox"]))
                    names.add(name_of[one["category_id"]])
            ids = {name: number for number, name in name_of.items()}
            for image in data["images"]:
                self.rows.append((image, pictures / image["file_name"], boxes[image["id"]], ignored[image["id"]], ids))
        self.classes = sorted(names) if classes is None else classes

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, at):
        image, file, boxes, ignored, _ = self.rows[at]
        width, height = self.size
        with Image.open(file) as opened:
            pixels = np.asarray(opened.convert("RGB").resize((width, height), Image.BILINEAR), dtype=np.float32)
        picture = torch.from_numpy(pixels).permute(2, 0, 1) / 255 - 0.5
        heat = torch.zeros(len(self.classes), height // STRIDE, width // STRIDE)
        shape = torch.zeros(4, height // STRIDE, width // STRIDE)
        there = torch.zeros(1, height // STRIDE, width // STRIDE)
        counts = torch.ones(1, height // STRIDE, width // STRIDE)
        sx, sy = width / image["width"] / STRIDE, height / image["height"] / STRIDE
        for x, y, w, h in ignored:
            counts[0, int(y * sy) : int((y + h) * sy) + 1, int(x * sx) : int((x + w) * sx) + 1] = 0
        for name, (x, y, w, h) in boxes:
            if name not in self.classes:
                continue
            cx, cy, bw, bh = (x + w / 2) * sx, (y + h / 2) * sy, w * sx, h * sy
            column, row = min(int(cx), heat.shape[2] - 1), min(int(cy), heat.shape[1] - 1)
            splat(heat[self.classes.index(name)], column, row, max(0.7, (bw * bh) ** 0.5 / 6))
            shape[:, row, column] = torch.tensor([cx - column, cy - row, np.log(max(bw, 0.05)), np.log(max(bh, 0.05))])
            there[0, row, column] = counts[0, row, column] = 1
        return picture, heat, shape, there, counts, at


def splat(heat, column, row, sigma):
    """Draws a bump of height 1 where a thing is; bumps do not add up."""
    rows = torch.arange(heat.shape[0]).float()[:, None] - row
    columns = torch.arange(heat.shape[1]).float()[None, :] - column
    torch.maximum(heat, torch.exp(-(rows**2 + columns**2) / (2 * sigma**2)), out=heat)


class Detector(nn.Module):
    """Convolutions down to an eighth of the picture, context around, and two heads."""

    def __init__(self, classes):
        super().__init__()

        def block(before, after, stride=1, dilation=1):
            convolution = nn.Conv2d(before, after, 3, stride, dilation, dilation, bias=False)
            return nn.Sequential(convolution, nn.BatchNorm2d(after), nn.ReLU(inplace=True))

        self.body = nn.Sequential(
            block(3, 16, 2),
            block(16, 32, 2),
            block(32, 32),
            block(32, 64, 2),
            block(64, 64),
            block(64, 64, dilation=2),
            block(64, 64, dilation=4),
            block(64, 64, dilation=8),
            block(64, 64),
        )
        self.heat = nn.Conv2d(64, classes, 1)
        self.shape = nn.Conv2d(64, 4, 1)
        nn.init.constant_(self.heat.bias, -4.6)  # a hundredth of the picture is something, to begin with (Lin et al., 2017)

    def forward(self, picture):
        seen = self.body(picture)
        return self.heat(seen), self.shape(seen)


def loss_of(heat, shape, true_heat, true_shape, there, counts):
    """Focal loss of the heat map as in Objects as Points, but for regions to ignore, and the distance of place and size where things are."""
    chance = torch.sigmoid(heat).clamp(1e-4, 1 - 1e-4)
    is_middle = true_heat.eq(1).float() * counts
    near = (1 - true_heat) ** 4
    focal = is_middle * (1 - chance) ** 2 * chance.log() + (1 - is_middle) * near * chance**2 * (1 - chance).log()
    many = is_middle.sum().clamp(min=1)
    return -(focal * counts).sum() / many + (F.smooth_l1_loss(shape, true_shape, reduction="none") * there).sum() / many


def moved(batch, rows, columns):
    """The batch moved by whole cells; what comes in at the other side does not count."""
    picture, *maps = batch
    maps = [torch.roll(one, (rows, columns), (-2, -1)) for one in maps]
    for one in maps[2:]:
        if rows:
            one[..., slice(0, rows) if rows > 0 else slice(rows, None), :] = 0
        if columns:
            one[..., slice(0, columns) if columns > 0 else slice(columns, None)] = 0
    return [torch.roll(picture, (rows * STRIDE, columns * STRIDE), (-2, -1)), *maps]


def train(data, seed, options, device):
    torch.manual_seed(seed)
    model = Detector(len(data.classes)).to(device)
    order = torch.Generator().manual_seed(seed)
    loader = torch.utils.data.DataLoader(data, options.batch, shuffle=True, generator=order, num_workers=options.workers)
    optimizer = torch.optim.AdamW(model.parameters(), lr=options.rate, weight_decay=1e-4)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, options.rate, total_steps=max(1, options.epochs * len(loader)))
    for epoch in range(options.epochs):
        model.train()
        total = 0.0
        for *batch, _ in loader:
            if torch.rand(1, generator=order).item() < 0.5:
                batch = [one.flip(-1) for one in batch]
                batch[2][:, 0] = 1 - batch[2][:, 0]
            batch = moved(batch, *torch.randint(-MOST_MOVED, MOST_MOVED + 1, (2,), generator=order).tolist())
            picture, *truth = (one.to(device) for one in batch)
            loss = loss_of(*model(picture), *truth)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            total += loss.item()
        if (epoch + 1) % 5 == 0 or epoch + 1 == options.epochs:
            print(f"  epoch {epoch + 1} of {options.epochs}: loss {total / max(1, len(loader)):.3f}", flush=True)
    return model


@torch.no_grad()
def detect(model, data, options, device):
    """COCO results for all pictures."""
    model.eval()
    results = []
    for picture, *_, places in torch.utils.data.DataLoader(data, options.batch, num_workers=options.workers):
        heat, shape = model(picture.to(device))
        heat = torch.sigmoid(heat)
        heat = heat * (F.max_pool2d(heat, 3, 1, 1) == heat)
        for own_heat, own_shape, at in zip(heat.cpu(), shape.cpu(), places.tolist()):
            image, *_, ids = data.rows[at]
            scores, order = own_heat.flatten().topk(min(BEST, own_heat.numel()))
            rows, columns = own_heat.shape[1:]
            for score, place in zip(scores.tolist(), order.tolist()):
                kind, rest = divmod(place, rows * columns)
                row, column = divmod(rest, columns)
                name = data.classes[kind]
                if score < 0.01 or name not in ids:
                    continue
                dx, dy, log_width, log_height = own_shape[:, row, column].tolist()
                sx, sy = STRIDE * image["width"] / data.size[0], STRIDE * image["height"] / data.size[1]
                width, height = np.exp(min(log_width, 6)) * sx, np.exp(min(log_height, 6)) * sy
                x, y = (column + dx) * sx - width / 2, (row + dy) * sy - height / 2
                box = [round(float(value), 2) for value in (x, y, width, height)]
                results.append({"image_id": image["id"], "category_id": ids[name], "bbox": box, "score": round(score, 5)})
    return results


def average_precision(truth, results, classes, place):
    """AP of the classes that are trained on for each condition of a test set, by `npm run score`: each level of an experiment's factors, or all images of a dataset."""
    place.write_text(json.dumps(results))
    table = place.with_suffix(".score.json")
    diorama("score", "--truth", truth, "--results", place, "--classes", ",".join(classes), "--out", table, stdout=subprocess.DEVNULL)
    rows = json.loads(table.read_text())["rows"]
    levels = rows[1:] if (truth / "instances.json").exists() else []
    return {f"{truth.name}: {row['level']}": row.get("ap") for row in levels} or {truth.name: rows[0].get("ap")}


def cell(values):
    """Mean and standard deviation over the seeds; a condition in which nothing is to be found has none."""
    known = [value for value in values if value is not None]
    if not known:
        return "-"
    spread = f" ± {statistics.stdev(known):.3f}" if len(known) > 1 else ""
    return f"{statistics.mean(known):.3f}{spread}"


def written(name):
    """A name as part of the name of a file."""
    return "".join(one if one.isalnum() else "-" for one in name)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--train", type=pathlib.Path, nargs="+", help="datasets or experiments to train on, one after the other (those of train-arms.yaml)")
    arguments.add_argument("--test", type=pathlib.Path, nargs="+", help="datasets or experiments to score on, all their images (those of test-conditions.yaml)")
    arguments.add_argument("--split", default="train", help="split of the training sets (train)")
    arguments.add_argument("--size", type=int, nargs=2, default=(192, 144), help="width and height for the detector, multiples of 8 (192 144)")
    arguments.add_argument("--epochs", type=int, default=20)
    arguments.add_argument("--batch", type=int, default=8)
    arguments.add_argument("--rate", type=float, default=2e-3)
    arguments.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3], help="each training set is trained on once for each of them (1 2 3)")
    arguments.add_argument("--trained", action="store_true", help="take the detectors that an earlier run left in --out, to score them on other test sets")
    arguments.add_argument("--workers", type=int, default=0, help="processes that read pictures (0: none beside this one)")
    arguments.add_argument("--out", type=pathlib.Path, default=ROOT / "out/train")
    options = arguments.parse_args()
    if any(side % STRIDE for side in options.size):
        raise SystemExit(f"--size got {options.size}; expected multiples of {STRIDE}, for example --size 320 240")
    sets = list(training_sets(options.train or [made(MADE["train"])]))
    tests = options.test or [made(MADE["test"])]
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    options.out.mkdir(parents=True, exist_ok=True)
    data = {name: Pictures(folder, options.split, tuple(options.size)) for name, folder in sets}
    table = {name: {} for name in data}
    for seed in options.seeds:
        for name, pictures in data.items():
            began = time.monotonic()
            print(f"{name}, seed {seed}: {len(pictures)} pictures of {', '.join(pictures.classes)}, on {device}", flush=True)
            place = f"{written(name)}-{seed}"
            weights = options.out / f"{place}.pt"
            if options.trained:
                model = Detector(len(pictures.classes)).to(device)
                model.load_state_dict(torch.load(weights, map_location=device)["model"])
            else:
                model = train(pictures, seed, options, device)
                torch.save({"classes": pictures.classes, "model": model.state_dict()}, weights)
                print(f"  trained in {time.monotonic() - began:.0f} s", flush=True)
            for truth in tests:
                test = Pictures(truth, None, tuple(options.size), pictures.classes)
                results = detect(model, test, options, device)
                for condition, value in average_precision(truth, results, pictures.classes, options.out / f"{place}--{truth.name}.json").items():
                    table[name].setdefault(condition, []).append(value)
        # After each seed, so that a run that is stopped has told what it knows.
        text = table_of(table)
        (options.out / "table.md").write_text(text + "\n")
        print(text, flush=True)


def table_of(table):
    """Training sets down, conditions across."""
    columns = list(dict.fromkeys(condition for row in table.values() for condition in row))
    lines = [["AP", *columns], ["---", *["--:"] * len(columns)]]
    lines += [[name, *[cell(row.get(column, [])) for column in columns]] for name, row in table.items()]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    main()
