/**
 * A C file that states everything that was read from headers as static assertions, one a line: compiling it lets the
 * user's own compiler confirm or refute them.
 */
import type {
  EnumDeclaration,
  FunctionDeclaration,
  MacroDeclaration,
  RecordDeclaration,
  RecordMemberDeclaration,
  TranslationUnit,
} from "../declaration/model.ts";
import { spellType } from "../declaration/spell-type.ts";
import { resolveTypedefs } from "../declaration/type-layout.ts";

/** A C file, and which claim stands on which of its lines. */
export interface CheckProgram {
  readonly text: string;
  /** What each line claims, by 1-based line number. */
  readonly claims: ReadonlyMap<number, string>;
}

/** How a check program is rendered. */
export interface CheckProgramOptions {
  /** What is included first, such as `<zlib.h>`. */
  readonly includes: readonly string[];
}

/** Renders the assertions about a translation unit for a GNU C compiler. */
export function renderCheckProgram(unit: TranslationUnit, options: CheckProgramOptions): CheckProgram {
  const lines = [
    ...options.includes.map((include) => `#include ${include}`),
    '#pragma GCC diagnostic ignored "-Wpedantic"',
  ];
  const claims = new Map<number, string>();
  const macroNames = new Set(unit.macros.map((macro) => macro.name));
  const claim = (condition: string): void => {
    lines.push(`_Static_assert(${condition}, "");`);
    claims.set(lines.length, condition);
  };
  for (const record of unit.records) for (const condition of recordClaims(record, macroNames)) claim(condition);
  for (const enumeration of unit.enums) for (const condition of enumClaims(enumeration, macroNames)) claim(condition);
  for (const declaration of unit.functions) {
    // Behind a macro of the same name, the function cannot be named.
    if (macroNames.has(declaration.name)) continue;
    for (const condition of functionClaims(declaration)) claim(condition);
  }
  for (const macro of unit.macros) for (const condition of macroClaims(macro)) claim(condition);
  return { text: `${lines.join("\n")}\n`, claims };
}

function recordClaims(record: RecordDeclaration, macroNames: ReadonlySet<string>): string[] {
  const name = record.tag === undefined ? record.name : `${record.recordKind} ${record.tag}`;
  if (name === undefined || record.layout === null || record.members === null) return [];
  const { byteLength, alignment } = record.layout;
  const claims = [`sizeof(${name}) == ${byteLength}`];
  // A typedef may have an alignment of its own: only a tag speaks of the type itself.
  if (record.tag !== undefined) claims.push(`__alignof__(${name}) == ${alignment}`);
  for (const { path, bitOffset } of namedMembers(record.members, 0)) {
    if (macroNames.has(path)) continue;
    claims.push(`__builtin_offsetof(${name}, ${path}) == ${bitOffset / 8}`);
  }
  return claims;
}

/** Members that C can name, those of anonymous members too; bit-fields have no address. */
function namedMembers(
  members: readonly RecordMemberDeclaration[],
  base: number,
): { readonly path: string; readonly bitOffset: number }[] {
  return members.flatMap((member) => {
    if (member.bitWidth !== undefined) return [];
    const bitOffset = base + member.bitOffset;
    if (member.name !== undefined) return [{ path: member.name, bitOffset }];
    const resolved = resolveTypedefs(member.type);
    return resolved.kind === "record" ? namedMembers(resolved.record.members ?? [], bitOffset) : [];
  });
}

function enumClaims(enumeration: EnumDeclaration, macroNames: ReadonlySet<string>): string[] {
  const visible = (enumeration.enumerators ?? []).filter(({ name }) => !macroNames.has(name));
  const claims = visible.map(({ name, value }) => `${name} == ${spellInteger(value)}`);
  if (enumeration.tag === undefined || enumeration.enumerators === null) return claims;
  const { byteLength, alignment } = enumeration.layout;
  const base = enumeration.baseType.kind === "bool" ? "_Bool" : enumeration.baseType.name;
  return [
    ...claims,
    `sizeof(enum ${enumeration.tag}) == ${byteLength}`,
    `_Alignof(enum ${enumeration.tag}) == ${alignment}`,
    `__builtin_types_compatible_p(enum ${enumeration.tag}, ${base})`,
  ];
}

function functionClaims(declaration: FunctionDeclaration): string[] {
  const spelled = spellType(declaration.type);
  return spelled === undefined ? [] : [`__builtin_types_compatible_p(__typeof__(${declaration.name}), ${spelled})`];
}

function macroClaims(macro: MacroDeclaration): string[] {
  const { name, value } = macro;
  switch (value.kind) {
    case "integer": {
      const spelled = spellType(value.type);
      const claims = [`(${name}) == ${spellInteger(value.value)}`];
      if (spelled !== undefined) claims.push(`__builtin_types_compatible_p(__typeof__(${name}), ${spelled})`);
      return claims;
    }
    case "string":
      return [`__builtin_memcmp(${name}, ${spellString(value.bytes)}, ${value.bytes.length + 1}) == 0`];
    case "float":
      return Number.isFinite(value.value) ? [`(double)(${name}) == ${spellFloat(value.value)}`] : [];
    case "type": {
      const spelled = spellType(value.type);
      return spelled === undefined ? [] : [`__builtin_types_compatible_p(${name}, ${spelled})`];
    }
    case "alias":
      return [`__builtin_types_compatible_p(__typeof__(${name}), __typeof__(${value.name}))`];
    default:
      return [];
  }
}

function spellString(bytes: Uint8Array): string {
  return `"${Array.from(bytes, (byte) => `\\${byte.toString(8).padStart(3, "0")}`).join("")}"`;
}

/** A hexadecimal constant, which is exact. */
function spellFloat(value: number): string {
  if (value === 0) return Object.is(value, -0) ? "-0.0" : "0.0";
  let exponent = 0;
  let mantissa = Math.abs(value);
  for (; !Number.isInteger(mantissa) && exponent > -1074; exponent--) mantissa *= 2;
  return `${value < 0 ? "-" : ""}0x${BigInt(mantissa).toString(16)}p${exponent}`;
}

/** An integer constant of at least 64 bits, of a type in which the value fits. */
function spellInteger(value: bigint): string {
  if (value > 0x7fff_ffff_ffff_ffffn) return `${value}ULL`;
  return value === -0x8000_0000_0000_0000n ? "(-0x7fffffffffffffffLL - 1)" : `${value}LL`;
}
