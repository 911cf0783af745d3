"""Trains a small detector on datasets in COCO's format and scores it on others: a table, training sets down, test sets across.

    python3 examples/train/train.py --train out/clear out/random --test out/test-fog out/test-night --epochs 30

Needs torch 1.13 or newer, numpy and Pillow. The detector is a plain one with a heat map for the middles of things (Zhou et al., Objects as Points, 2019): small enough for a CPU, and the same
for every training set, so that the table compares data and nothing else. AP is COCO's, by `npm run score`.
"""

import argparse
import json
import pathlib
import subprocess

import numpy as np
import torch
from PIL import Image
from torch import nn
from torch.nn import functional as F

ROOT = pathlib.Path(__file__).resolve().parents[2]
STRIDE = 8
BEST = 100


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
    """Pictures of a fixed size, with boxes in its pixels."""

    def __init__(self, folder, split, size, classes=None):
        self.size = size
        self.rows = []
        names = set()
        for file, pictures in coco_files(folder, split):
            data = json.loads(file.read_text())
            name_of = {one["id"]: one["name"] for one in data["categories"]}
            names |= set(name_of.values())
            boxes = {image["id"]: [] for image in data["images"]}
            for one in data["annotations"]:
                if not one.get("iscrowd"):
                    boxes[one["image_id"]].append((name_of[one["category_id"]], one["bbox"]))
            ids = {name: number for number, name in name_of.items()}
            for image in data["images"]:
                self.rows.append((image, pictures / image["file_name"], boxes[image["id"]], ids))
        self.classes = sorted(names) if classes is None else classes

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, at):
        image, file, boxes, _ = self.rows[at]
        width, height = self.size
        with Image.open(file) as opened:
            pixels = np.asarray(opened.convert("RGB").resize((width, height), Image.BILINEAR), dtype=np.float32)
        picture = torch.from_numpy(pixels).permute(2, 0, 1) / 255 - 0.5
        heat = torch.zeros(len(self.classes), height // STRIDE, width // STRIDE)
        shape = torch.zeros(4, height // STRIDE, width // STRIDE)
        there = torch.zeros(1, height // STRIDE, width // STRIDE)
        for name, (x, y, w, h) in boxes:
            if name not in self.classes:
                continue
            sx, sy = width / image["width"] / STRIDE, height / image["height"] / STRIDE
            cx, cy, bw, bh = (x + w / 2) * sx, (y + h / 2) * sy, w * sx, h * sy
            column, row = min(int(cx), heat.shape[2] - 1), min(int(cy), heat.shape[1] - 1)
            splat(heat[self.classes.index(name)], column, row, max(0.7, (bw * bh) ** 0.5 / 6))
            shape[:, row, column] = torch.tensor([cx - column, cy - row, np.log(max(bw, 0.05)), np.log(max(bh, 0.05))])
            there[0, row, column] = 1
        return picture, heat, shape, there, at


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
            block(3, 32, 2),
            block(32, 64, 2),
            block(64, 64),
            block(64, 128, 2),
            block(128, 128),
            block(128, 128, dilation=2),
            block(128, 128, dilation=4),
            block(128, 128, dilation=8),
            block(128, 128),
        )
        self.heat = nn.Conv2d(128, classes, 1)
        self.shape = nn.Conv2d(128, 4, 1)
        nn.init.constant_(self.heat.bias, -4.6)  # a hundredth of the picture is something, to begin with (Lin et al., 2017)

    def forward(self, picture):
        seen = self.body(picture)
        return self.heat(seen), self.shape(seen)


def loss_of(heat, shape, true_heat, true_shape, there):
    """Focal loss of the heat map as in Objects as Points, and the distance of place and size where things are."""
    chance = torch.sigmoid(heat).clamp(1e-4, 1 - 1e-4)
    is_middle = true_heat.eq(1).float()
    near = (1 - true_heat) ** 4
    focal = is_middle * (1 - chance) ** 2 * chance.log() + (1 - is_middle) * near * chance**2 * (1 - chance).log()
    many = is_middle.sum().clamp(min=1)
    return -focal.sum() / many + (F.smooth_l1_loss(shape, true_shape, reduction="none") * there).sum() / many


def train(data, options, device):
    torch.manual_seed(options.seed)
    model = Detector(len(data.classes)).to(device)
    order = torch.Generator().manual_seed(options.seed)
    loader = torch.utils.data.DataLoader(data, options.batch, shuffle=True, generator=order, num_workers=options.workers)
    optimizer = torch.optim.AdamW(model.parameters(), lr=options.rate, weight_decay=1e-4)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, options.rate, total_steps=max(1, options.epochs * len(loader)))
    for epoch in range(options.epochs):
        model.train()
        total = 0.0
        for picture, heat, shape, there, _ in loader:
            if torch.rand(1, generator=order).item() < 0.5:
                picture, heat, there = picture.flip(-1), heat.flip(-1), there.flip(-1)
                shape = shape.flip(-1).clone()
                shape[:, 0] = 1 - shape[:, 0]
            picture, heat, shape, there = (one.to(device) for one in (picture, heat, shape, there))
            loss = loss_of(*model(picture), heat, shape, there)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            total += loss.item()
        print(f"  epoch {epoch + 1} of {options.epochs}: loss {total / max(1, len(loader)):.3f}", flush=True)
    return model


@torch.no_grad()
def detect(model, data, options, device):
    """COCO results for all pictures."""
    model.eval()
    results = []
    for picture, _, _, _, places in torch.utils.data.DataLoader(data, options.batch, num_workers=options.workers):
        heat, shape = model(picture.to(device))
        heat = torch.sigmoid(heat)
        heat = heat * (F.max_pool2d(heat, 3, 1, 1) == heat)
        for own_heat, own_shape, at in zip(heat.cpu(), shape.cpu(), places.tolist()):
            image, _, _, ids = data.rows[at]
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


def average_precision(truth, results, place):
    """AP of all images, by `npm run score`, which also leaves the table of all levels beside the results."""
    place.write_text(json.dumps(results))
    table = place.with_suffix(".score.json")
    subprocess.run(
        ["node", str(ROOT / "bootstrap.mjs"), "score", "--truth", str(truth), "--results", str(place), "--out", str(table)],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return json.loads(table.read_text())["rows"][0].get("ap")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--train", type=pathlib.Path, nargs="+", required=True, help="folders to train on, one after the other")
    arguments.add_argument("--test", type=pathlib.Path, nargs="+", required=True, help="folders to score on, all their images")
    arguments.add_argument("--split", default="train", help="split of the training sets (train)")
    arguments.add_argument("--size", type=int, nargs=2, default=(320, 240), help="width and height for the detector, multiples of 8")
    arguments.add_argument("--epochs", type=int, default=30)
    arguments.add_argument("--batch", type=int, default=16)
    arguments.add_argument("--rate", type=float, default=1e-3)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--workers", type=int, default=2)
    arguments.add_argument("--out", type=pathlib.Path, default=pathlib.Path("out/train"))
    options = arguments.parse_args()
    if any(side % STRIDE for side in options.size):
        raise SystemExit(f"--size got {options.size}; expected multiples of {STRIDE}, for example --size 320 240")
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    options.out.mkdir(parents=True, exist_ok=True)
    table = []
    for folder in options.train:
        data = Pictures(folder, options.split, tuple(options.size))
        print(f"{folder}: {len(data)} pictures, {len(data.classes)} classes, on {device}", flush=True)
        model = train(data, options, device)
        torch.save({"classes": data.classes, "model": model.state_dict()}, options.out / f"{folder.name}.pt")
        row = []
        for truth in options.test:
            test = Pictures(truth, None, tuple(options.size), data.classes)
            results = detect(model, test, options, device)
            row.append(average_precision(truth, results, options.out / f"{folder.name}--{truth.name}.json"))
        table.append((folder.name, row))
    header = ["AP"] + [folder.name for folder in options.test]
    lines = [header, ["---"] + ["--:"] * len(options.test)]
    lines += [[name] + ["-" if value is None else f"{value:.3f}" for value in row] for name, row in table]
    text = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    (options.out / "table.md").write_text(text + "\n")
    print(text)


if __name__ == "__main__":
    main()
