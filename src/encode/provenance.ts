import type { SceneSpec } from "../recipe/spec";
import { joined } from "./join";
import { pngChunk } from "./png-file";

/** Terms of IPTC's vocabulary of digital source types (https://cv.iptc.org/newscodes/digitalsourcetype/) that can be true of our images. */
type SourceType = "algorithmicMedia" | "compositeSynthetic";

/** A PNG's signature and its first chunk, the header: what comes after may be text. */
const HEADER_END = 8 + 25;

/**
 * The same picture with the statement, as XMP, that it is synthetic: what picture agencies, search engines and browsers look for. Images are
 * rendered by an algorithm that has learned from no pictures, hence not `trainedAlgorithmicMedia`; with photographs or models of the
 * user's in them they are composites. Nothing of the run is said: no time, no machine.
 */
export function withSourceType(picture: Uint8Array<ArrayBuffer>, spec: SceneSpec): Uint8Array<ArrayBuffer> {
  const packet = xmp(sourceTypeOf(spec));
  const [at, piece] = isJpeg(picture)
    ? [jfifEnd(picture), segment(`http://ns.adobe.com/xap/1.0/\0${packet}`)]
    : [HEADER_END, textChunk("XML:com.adobe.xmp", packet)];
  return joined([picture.subarray(0, at), piece, picture.subarray(at)]);
}

/** A JPEG begins with the marker SOI. */
function isJpeg([first, second]: Uint8Array): boolean {
  return first === 0xff && second === 0xd8;
}

/** Where the JFIF header of a JPEG ends: it has to be the first segment (JFIF 1.02, ITU-T T.871). */
function jfifEnd(jpeg: Uint8Array): number {
  const view = new DataView(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength);
  return view.getUint16(2) === 0xffe0 ? 4 + view.getUint16(4) : 2;
}

/** An APP1 segment (XMP Specification Part 3, 1.1.3): its length counts itself but not the marker. */
function segment(text: string): Uint8Array<ArrayBuffer> {
  const body = new TextEncoder().encode(text);
  const bytes = new Uint8Array(4 + body.length);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xffe1);
  view.setUint16(2, 2 + body.length);
  bytes.set(body, 4);
  return bytes;
}

function sourceTypeOf({ environment, backdrop, instances }: SceneSpec): SourceType {
  const hasPictures = instances.some(({ model, texture }) => model === "asset" || texture?.picture !== undefined);
  return environment || backdrop || hasPictures ? "compositeSynthetic" : "algorithmicMedia";
}

/** The smallest XMP packet with IPTC's property (IPTC Photo Metadata Standard 2023.2; XMP Specification Part 1). */
function xmp(type: SourceType): string {
  return `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/${type}"/></rdf:RDF></x:xmpmeta>`;
}

/** An iTXt chunk, not compressed (PNG, 11.3.3.4). */
function textChunk(keyword: string, text: string): Uint8Array<ArrayBuffer> {
  // After the keyword: its end, two zeros for no compression, empty language and empty translated keyword.
  return pngChunk("iTXt", new TextEncoder().encode(`${keyword}\0\0\0\0\0${text}`));
}
