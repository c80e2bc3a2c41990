/** Reads the names that an ELF library exports, to suggest what a missing symbol may have been meant to be. */
import { requireRuntime } from "./require-module.ts";

const sectionTypeDynamicSymbols = 11;
const symbolByteLength = 24;

/** Gives the defined dynamic symbols of a 64-bit little-endian ELF file; empty for anything else. */
export function readExportedNames(path: string): readonly string[] {
  let file: Buffer;
  try {
    file = requireRuntime("node:fs").readFileSync(path);
  } catch {
    return [];
  }
  // \x7fELF, 64 bits, little-endian (ELF-64 object file format, figure 2).
  if (file.length < 64 || file.readUInt32BE(0) !== 0x7f454c46 || file[4] !== 2 || file[5] !== 1) return [];
  const sections = Number(file.readBigUInt64LE(40));
  const sectionByteLength = file.readUInt16LE(58);
  const sectionCount = file.readUInt16LE(60);
  const section = (index: number): number => sections + index * sectionByteLength;
  for (let index = 0; index < sectionCount; index++) {
    const at = section(index);
    if (at + 64 > file.length) return [];
    if (file.readUInt32LE(at + 4) === sectionTypeDynamicSymbols)
      return readSymbols(file, at, section(file.readUInt32LE(at + 40)));
  }
  return [];
}

function readSymbols(file: Buffer, symbolSection: number, stringSection: number): string[] {
  const start = Number(file.readBigUInt64LE(symbolSection + 24));
  const byteLength = Number(file.readBigUInt64LE(symbolSection + 32));
  const strings = Number(file.readBigUInt64LE(stringSection + 24));
  const names: string[] = [];
  for (let at = start; at + symbolByteLength <= Math.min(start + byteLength, file.length); at += symbolByteLength) {
    // Section index 0: defined elsewhere.
    if (file.readUInt16LE(at + 6) === 0) continue;
    const offset = strings + file.readUInt32LE(at);
    const end = file.indexOf(0, offset);
    if (end > offset) names.push(file.toString("latin1", offset, end));
  }
  return names;
}
