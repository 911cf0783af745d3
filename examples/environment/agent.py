"""An agent that brings the largest thing of a class into the middle of the picture, and goes nearer: active perception with the labels as its eyes.

    python3 examples/environment/agent.py street/quick --look-for car --steps 6 --out out/agent

Writes what it saw to step-00.png, step-01.png, …
"""

import argparse
import math
import pathlib

from environment import Environment


def policy(seen, wanted):
    """Turns towards the largest box of the class, and goes on when it is in the middle; looks around where there is none."""
    boxes = [one["boundingBox"] for one in seen["labels"]["instances"] if one["class"] == wanted]
    if not boxes:
        return {"yawDegrees": 30}
    x, y, width, height = max(boxes, key=lambda box: box[2] * box[3])
    image, camera = seen["spec"]["image"], seen["spec"]["camera"]
    focal = image["height"] / 2 / math.tan(math.radians(camera["fovDegrees"] / 2))
    yaw = math.degrees(math.atan((x + width / 2 - image["width"] / 2) / focal))
    pitch = -math.degrees(math.atan((y + height / 2 - image["height"] / 2) / focal))
    is_centred = abs(yaw) < 3 and abs(pitch) < 3
    is_large = width * height > 0.2 * image["width"] * image["height"]
    return {"yawDegrees": yaw, "pitchDegrees": pitch, "forwardMetres": 1 if is_centred and not is_large else 0}


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("recipe", nargs="?", default="street/quick")
    arguments.add_argument("--look-for", default="car")
    arguments.add_argument("--seed", type=int, default=7)
    arguments.add_argument("--steps", type=int, default=6)
    arguments.add_argument("--out", type=pathlib.Path, default=pathlib.Path("out/agent"))
    options = arguments.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with Environment(options.recipe) as world:
        seen = world.reset(options.seed)
        for at in range(options.steps + 1):
            (options.out / f"step-{at:02}.png").write_bytes(seen["files"]["image"])
            sizes = [one["boundingBox"][2] * one["boundingBox"][3] for one in seen["labels"]["instances"] if one["class"] == options.look_for]
            print(f"step {at}: {len(sizes)} of {options.look_for} in view, the largest box has {max(sizes, default=0)} pixels")
            if at == options.steps or seen["isOver"]:
                break
            seen = world.step(policy(seen, options.look_for))


if __name__ == "__main__":
    main()
