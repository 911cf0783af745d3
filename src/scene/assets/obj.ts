import { Color, Mesh, MeshStandardMaterial, RepeatWrapping, SRGBColorSpace, Texture } from "three";
import { OBJLoader } from "three/examples/jsm/loaders/OBJLoader.js";
import type { AssetFiles } from "../../recipe/assets";
import { beside, bytesOf } from "./gltf";
import type { LoadedModel } from "./load";
import { librariesOf, type Mtl, parseMtl, textOf } from "./mtl";
import { decodePicture } from "./picture";

/** Reads an .obj with the colours and colour pictures of its .mtl. A missing .mtl leaves it grey, as in most programs. */
export async function loadObj(path: string, files: AssetFiles): Promise<LoadedModel> {
  const source = textOf(path, files);
  if (!/^\s*f\s/m.test(source)) throw new Error("it has no faces, or is no OBJ file");
  const libraries = librariesOf(path, source).filter((library) => Object.hasOwn(files, library));
  const bitmaps: ImageBitmap[] = [];
  const materials = new Map<string, MeshStandardMaterial>();
  for (const library of libraries) {
    for (const [name, mtl] of parseMtl(textOf(library, files))) {
      const bitmap = mtl.map && (await pictureOf(library, mtl.map, files));
      if (bitmap) bitmaps.push(bitmap);
      materials.set(name, material(mtl, bitmap || undefined));
    }
  }
  const root = new OBJLoader().parse(source);
  const grey = material({ colour: [0.8, 0.8, 0.8], opacity: 1 }, undefined);
  root.traverse((object) => {
    if (!(object instanceof Mesh)) return;
    const named = (old: { name: string }) => materials.get(old.name) ?? grey;
    object.material = Array.isArray(object.material) ? object.material.map(named) : named(object.material);
  });
  return {
    root,
    clips: [],
    dispose() {
      for (const bitmap of bitmaps) bitmap.close();
    },
  };
}

function pictureOf(library: string, map: string, files: AssetFiles): Promise<ImageBitmap> {
  const path = beside(library, encodeURIComponent(map));
  return decodePicture(new Blob([bytesOf(path, files)]), `the picture ${path}`);
}

function material({ colour, opacity }: Mtl, bitmap: ImageBitmap | undefined): MeshStandardMaterial {
  const made = new MeshStandardMaterial({ color: new Color().setRGB(...colour, SRGBColorSpace), roughness: 0.7, opacity });
  made.transparent = opacity < 1;
  if (!bitmap) return made;
  made.color.set(0xffffff);
  made.map = new Texture(bitmap);
  made.map.wrapS = RepeatWrapping;
  made.map.wrapT = RepeatWrapping;
  made.map.colorSpace = SRGBColorSpace;
  // OBJ counts v from below. Bitmaps are not flipped on upload, so the picture is turned by its coordinates.
  made.map.flipY = false;
  made.map.repeat.set(1, -1);
  made.map.offset.set(0, 1);
  made.map.needsUpdate = true;
  return made;
}
