/**
 * Which part of a large module each declaration goes to: that of its folder, or, where a folder has too much for one file, the part of
 * its types or one of several others. Only types are named by others, so that functions and constants may be divided anywhere; they are
 * divided between headers.
 */
import type { SpecDeclaration } from "../spec/model.ts";
import { isTypeDeclaration } from "../spec/spec-index.ts";
import { libraryPart } from "./module-parts.ts";

/** What a declaration is for its part. Enumerators are constants, which need not stand beside their enum. */
export type PartRole = "type" | "symbol" | "constant";

/** The parts of a module. */
export interface PartPlan {
  /** Gives the name of the part of a declaration, or of the enumerators of an enum. */
  partOf(header: string, role: PartRole): string;
  /** The parts that a folder was divided into, by the folder's own, which only exports them. */
  readonly entrances: ReadonlyMap<string, readonly string[]>;
}

/** From so many exports in a file on, V8 takes more time for each. */
const exportsOfPart = 2000;

/** What one header gives to one kind of part. */
interface Unit {
  readonly header: string;
  readonly role: PartRole;
  count: number;
}

/**
 * Plans the parts.
 *
 * @param groups The folder that a folder's declarations go to, where that is not its own.
 */
export function planParts(declarations: readonly SpecDeclaration[], groups: ReadonlyMap<string, string>): PartPlan {
  const folderOf = (header: string): string => {
    const own = folderPart(header);
    return groups.get(own) ?? own;
  };
  const folders = new Map<string, Unit[]>();
  for (const unit of listUnits(declarations)) {
    const folder = folderOf(unit.header);
    const units = folders.get(folder);
    if (units === undefined) folders.set(folder, [unit]);
    else units.push(unit);
  }
  const parts = new Map<string, string>();
  const entrances = new Map<string, readonly string[]>();
  for (const [folder, units] of folders) {
    if (sumOf(units) <= exportsOfPart) continue;
    const divided = divideFolder(folder, units, folders);
    for (const [unit, part] of divided) parts.set(keyOf(unit), part);
    entrances.set(folder, [...new Set(divided.values())]);
  }
  return { partOf: (header, role) => parts.get(keyOf({ header, role })) ?? folderOf(header), entrances };
}

/** Functions come first, then constants, each in the order of their headers. */
function listUnits(declarations: readonly SpecDeclaration[]): readonly Unit[] {
  const units = new Map<string, Unit>();
  const add = (header: string, role: PartRole, count: number): void => {
    const unit = units.get(keyOf({ header, role }));
    if (unit === undefined) units.set(keyOf({ header, role }), { header, role, count });
    else unit.count += count;
  };
  for (const declaration of declarations) {
    add(declaration.file, roleOf(declaration), 1);
    if (declaration.kind === "enum") add(declaration.file, "constant", declaration.enumerators.length);
  }
  const all = [...units.values()];
  return (["type", "symbol", "constant"] as const).flatMap((role) => all.filter((unit) => unit.role === role));
}

/** What a declaration is for its part. */
export function roleOf(declaration: SpecDeclaration): PartRole {
  if (isTypeDeclaration(declaration)) return "type";
  return declaration.kind === "constant" ? "constant" : "symbol";
}

function divideFolder(
  folder: string,
  units: readonly Unit[],
  taken: ReadonlyMap<string, unknown>,
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
    if (count > 0 && count + unit.count > exportsOfPart) {
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

/** The first folder of the header's name, or the header's where it has none; in small letters, as some file systems have but those. */
export function folderPart(header: string): string {
  const [first = ""] = header.replace(/^(?:\.*\/)+/, "").split("/");
  const name = first
    .replace(/\.\w+$/, "")
    .toLowerCase()
    .replaceAll(/[^\w-]+/g, "-");
  return name === "" || name === libraryPart ? `${name}-headers` : name;
}
