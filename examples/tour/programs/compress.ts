/** A program of the tour: compresses and inflates bytes with the generated zlib module. Compiled by the tour itself. */
import { allocate } from "koine";
import { compress, compressBound, crc32, uLong, uncompress, Z_OK, zlibVersion } from "../../../.koine/tour/zlib.ts";

export interface Compression {
  readonly version: string | null;
  readonly checksum: bigint;
  readonly packed: Uint8Array;
  readonly inflated: Uint8Array;
}

export function compressAndInflate(file: Uint8Array): Compression {
  // [shown]
  const length = allocate(uLong);
  length.value = compressBound(file.length);
  const packed = new Uint8Array(Number(length.value));
  if (compress(packed, length, file, file.length) !== Z_OK) throw new Error("compress failed");
  const packedLength = Number(length.value);
  // [/shown]

  const inflated = new Uint8Array(file.length);
  length.value = BigInt(file.length);
  if (uncompress(inflated, length, packed, packedLength) !== Z_OK) throw new Error("uncompress failed");
  return {
    version: zlibVersion(),
    checksum: crc32(0, file, file.length),
    packed: packed.subarray(0, packedLength),
    inflated: inflated.subarray(0, Number(length.value)),
  };
}
