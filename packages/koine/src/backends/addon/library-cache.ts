/**
 * What the system's loader knows by a bare name. glibc keeps a cache of file names; elsewhere the usual folders are looked
 * through. Only names are returned: which file they lead to stays the loader's decision.
 */
import { requireRuntime } from "./require-module.ts";

const cacheMagic = "glibc-ld.so.cache1.1";
const headerByteLength = 48;
const entryByteLength = 24;

/** Gives the loader's names of library `bareName`, the unversioned one first, then newer versions before older ones. */
export function findLibraryNames(bareName: string): readonly string[] {
  if (process.platform !== "linux") return [];
  const prefix = `lib${bareName}.so`;
  const names = new Set<string>();
  for (const name of [...readCache(), ...listFolders()]) {
    if (name === prefix || name.startsWith(`${prefix}.`)) names.add(name);
  }
  return [...names].sort((left, right) => compareNames(left, right, prefix));
}

function compareNames(left: string, right: string, prefix: string): number {
  if (left === prefix || right === prefix) return left === prefix ? -1 : 1;
  return right.localeCompare(left, "en", { numeric: true });
}

/** Reads the names in glibc's cache (its format: `struct cache_file_new` in glibc's dl-cache.h). */
function readCache(): string[] {
  let file: Buffer;
  try {
    file = requireRuntime("node:fs").readFileSync("/etc/ld.so.cache");
  } catch {
    return [];
  }
  // An older format may precede this one; string offsets count from this magic.
  const start = file.indexOf(cacheMagic, 0, "latin1");
  if (start < 0) return [];
  const cache = file.subarray(start);
  const count = cache.readUInt32LE(cacheMagic.length);
  const names: string[] = [];
  for (let index = 0; index < count; index++) {
    const entry = headerByteLength + index * entryByteLength;
    if (entry + entryByteLength > cache.length) break;
    const offset = cache.readUInt32LE(entry + 4);
    const end = cache.indexOf(0, offset);
    if (end > offset) names.push(cache.toString("latin1", offset, end));
  }
  return names;
}

function listFolders(): string[] {
  const own = (process.env["LD_LIBRARY_PATH"] ?? "").split(":").filter((folder) => folder !== "");
  const { readdirSync } = requireRuntime("node:fs");
  return [...own, "/usr/local/lib", "/usr/lib", "/lib"].flatMap((folder) => {
    try {
      return readdirSync(folder).filter((name) => name.includes(".so"));
    } catch {
      return [];
    }
  });
}
