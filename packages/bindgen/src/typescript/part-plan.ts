/**
 * Which part of a large module each declaration goes to: that of its folder, or, where a folder has too much for one file, the part of
 * its types or one of several others. Only types are named by others, so that functions and constants may be divided anywhere; they are
 * divided between headers, and within a header that has too many for one file.
 */
import type { SpecDeclaration } from "../spec/model.ts";
import { isTypeDeclaration } from "../spec/spec-index.ts";
import { libraryPart } from "./module-parts.ts";

/** What a declaration is for its part. Enumerators are constants, which need not stand beside their enum. */
export type PartRole = "type" | "symbol" | "constant";

/** The parts of a module. */
export interface PartPlan {
  /** Gives the name of the part of a declaration, or of the enumerators of an enum. */
  partOf(declaration: SpecDeclaration, role: PartRole): string;
  /** The parts that a folder was divided into, by the folder's own, which only exports them. */
  readonly entrances: ReadonlyMap<string, readonly string[]>;
}

/** From so many exports in a file on, V8 takes more time for each. */
const exportsOfPart = 2000;

/** What one header gives to one kind of part, or a stretch of it. */
interface Unit {
  readonly header: string;
  readonly role: PartRole;
  count: number;
}

/**
 * Plans the parts.
 *
 * @param groups The folder that a folder's declarations go to, where that is not its own.
 * @param largest How many exports a part may have.
 */
export function planParts(
  declarations: readonly SpecDeclaration[],
  groups: ReadonlyMap<string, string>,
  largest: number = exportsOfPart,
): PartPlan {
  const folderOf = (header: string): string => {
    const own = folderPart(header);
    return groups.get(own) ?? own;
  };
  const folders = new Map<string, Unit[]>();
  const { units: all, later } = listUnits(declarations, largest);
  for (const unit of all) {
    const folder = folderOf(unit.header);
    const units = folders.get(folder);
    if (units === undefined) folders.set(folder, [unit]);
    else units.push(unit);
  }
  const parts = new Map<Unit, string>();
  const firsts = new Map<string, Unit>();
  for (const unit of all.toReversed()) firsts.set(keyOf(unit), unit);
  const entrances = new Map<string, readonly string[]>();
  for (const [folder, units] of folders) {
    if (sumOf(units) <= largest) continue;
    const divided = divideFolder(folder, units, { taken: folders, largest });
    for (const [unit, part] of divided) parts.set(unit, part);
    entrances.set(folder, [...new Set(divided.values())]);
  }
  return {
    partOf: (declaration, role) => {
      const header = declaration.file;
      const unit = later.get(keyOfOne(declaration, role)) ?? firsts.get(keyOf({ header, role }));
      return (unit && parts.get(unit)) ?? folderOf(header);
    },
    entrances,
  };
}

interface Units {
  /** Functions come first, then constants, each in the order of their headers. */
  readonly units: readonly Unit[];
  /** The stretch of each declaration that is not in the first of its header. */
  readonly later: ReadonlyMap<string, Unit>;
}

function listUnits(declarations: readonly SpecDeclaration[], largest: number): Units {
  const units = new Map<string, Unit[]>();
  const later = new Map<string, Unit>();
  const add = (declaration: SpecDeclaration, role: PartRole, count: number): void => {
    const header = declaration.file;
    const stretches = units.get(keyOf({ header, role })) ?? [];
    if (stretches.length === 0) units.set(keyOf({ header, role }), stretches);
    const last = stretches.at(-1);
    const isFull = last === undefined || (role !== "type" && last.count > 0 && last.count + count > largest);
    const unit = isFull ? { header, role, count: 0 } : last;
    if (isFull) stretches.push(unit);
    unit.count += count;
    if (stretches.length > 1) later.set(keyOfOne(declaration, role), unit);
  };
  for (const declaration of declarations) {
    add(declaration, roleOf(declaration), 1);
    if (declaration.kind === "enum") add(declaration, "constant", declaration.enumerators.length);
  }
  const all = [...units.values()].flat();
  const ordered = (["type", "symbol", "constant"] as const).flatMap((role) => all.filter((unit) => unit.role === role));
  return { units: ordered, later };
}

/** What a declaration is for its part. */
export function roleOf(declaration: SpecDeclaration): PartRole {
  if (isTypeDeclaration(declaration)) return "type";
  return declaration.kind === "constant" ? "constant" : "symbol";
}

function divideFolder(
  folder: string,
  units: readonly Unit[],
  { taken, largest }: { readonly taken: ReadonlyMap<string, unknown>; readonly largest: number },
): ReadonlyMap<Unit, string> {
  const name = (suffix: string): string =>
    taken.has(`${folder}-${suffix}`) ? `${folder}--${suffix}` : `${folder}-${suffix}`;
  const parts = new Map<Unit, string>();
  let number = 1;
  let count = 0;
  for (const unit of units) {
    if (unit.role === "type") {
      parts.set(unit, name("types"));
      continue;
    }
    if (count > 0 && count + unit.count > largest) {
      number++;
      count = 0;
    }
    count += unit.count;
    parts.set(unit, name(String(number)));
  }
  return parts;
}

function sumOf(units: readonly Unit[]): number {
  return units.reduce((sum, { count }) => sum + count, 0);
}

function keyOf({ header, role }: Pick<Unit, "header" | "role">): string {
  return `${role} ${header}`;
}

function keyOfOne({ file, kind, name }: SpecDeclaration, role: PartRole): string {
  return `${role} ${kind} ${name} ${file}`;
}

/** The first folder of the header's name, or the header's where it has none; in small letters, as some file systems have but those. */
export function folderPart(header: string): string {
  const [first = ""] = header.replace(/^(?:\.*\/)+/, "").split("/");
  const name = first
    .replace(/\.\w+$/, "")
    .toLowerCase()
    .replaceAll(/[^\w-]+/g, "-");
  return name === "" || name === libraryPart ? `${name}-headers` : name;
}
