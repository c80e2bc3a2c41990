/**
 * Sizes and offsets, which Clang's tree has not: a second run is asked for the size of everything that has a name, and prints the
 * layouts that it makes for that (`-fdump-record-layouts-simple`), those of the unnamed inside included.
 */
import type { DeclaredIntegerName, EnumDeclaration, Mutable, RecordDeclaration } from "@koine/cparser";
import type { ClangProgram } from "./clang-program.ts";
import type { NodeReader } from "./node-reader.ts";
import { nameInDump } from "./node-reader.ts";

/** A layout as Clang prints it, in bits. */
interface DumpedLayout {
  readonly size: number;
  readonly alignment: number;
  readonly fieldOffsets: readonly number[];
}

const layoutFlags: readonly string[] = ["-Xclang", "-fdump-record-layouts-simple"];

/** Asks Clang for the layouts of all records and enums that were read, and puts them in. */
export function fillLayouts(reader: NodeReader, program: ClangProgram): void {
  const records = [...new Set(reader.records.values())].filter(({ members }) => members !== null);
  const enums = [...new Set(reader.enums.values())].filter(({ enumerators }) => enumerators !== null);
  const questions = [
    ...records.flatMap((record) => spell(record) ?? []).map((type) => `_Static_assert(sizeof(${type}) >= 0, "");\n`),
    ...enums.map((enumeration, place) => questionOf(enumeration, place)),
  ];
  const layouts = parseLayouts(program.run(layoutFlags, questions.join("")).output);
  for (const [name, record] of reader.records) {
    const layout = layouts.get(name);
    if (layout !== undefined && record.members !== null) fillRecord(record, layout);
  }
  for (const [place, enumeration] of enums.entries()) {
    const layout = layouts.get(answerName(place));
    if (layout !== undefined) fillEnum(enumeration, layout);
  }
}

/** How C names a type; `undefined` if it does not. */
function spell(declaration: RecordDeclaration | EnumDeclaration): string | undefined {
  const keyword = declaration.kind === "enum" ? "enum" : declaration.recordKind;
  return declaration.tag === undefined ? declaration.name : `${keyword} ${declaration.tag}`;
}

function answerName(place: number): string {
  return `koine_answer_${place}`;
}

/** The offsets of the second and third member, and the size, tell the size, the alignment and the sign of an enum. */
function questionOf(enumeration: EnumDeclaration, place: number): string {
  const answer = `struct ${answerName(place)}`;
  const { type, isNegative } = describeEnum(enumeration);
  const members = `char a[sizeof(${type})]; char b[_Alignof(${type})]; char c[1 + ${isNegative}];`;
  return `${answer} { ${members} };\n_Static_assert(sizeof(${answer}) > 0, "");\n`;
}

/** One without a name has the type that its enumerators have together, and the sign that they need (C17 6.7.2.2p4). */
function describeEnum(enumeration: EnumDeclaration): { readonly type: string; readonly isNegative: string } {
  const type = spell(enumeration);
  if (type !== undefined) return { type, isNegative: `((${type})-1 < 0)` };
  const enumerators = enumeration.enumerators ?? [];
  return {
    type: `__typeof__(${enumerators.map(({ name }) => `1 ? (${name}) : `).join("")}0)`,
    isNegative: enumerators.some(({ value }) => value < 0n) ? "1" : "0",
  };
}

function fillRecord(record: Mutable<RecordDeclaration>, { size, alignment, fieldOffsets }: DumpedLayout): void {
  record.layout = { byteLength: size / 8, alignment: alignment / 8, requiredAlignment: 0 };
  record.members = (record.members ?? []).map((member, place) => ({ ...member, bitOffset: fieldOffsets[place] ?? 0 }));
}

const integersOfSize: ReadonlyMap<number, readonly [signed: DeclaredIntegerName, unsigned: DeclaredIntegerName]> =
  new Map([
    [1, ["signed char", "unsigned char"]],
    [2, ["short", "unsigned short"]],
    [4, ["int", "unsigned int"]],
    [8, ["long", "unsigned long"]],
  ]);

function fillEnum(enumeration: Mutable<EnumDeclaration>, { size, fieldOffsets }: DumpedLayout): void {
  const [, first = 0, second = 0] = fieldOffsets;
  const byteLength = first / 8;
  enumeration.layout = { byteLength, alignment: (second - first) / 8 };
  const isSigned = (size - second) / 8 === 2;
  const name = integersOfSize.get(byteLength)?.[isSigned ? 0 : 1];
  const { baseType } = enumeration;
  if (name !== undefined && baseType.kind === "integer") enumeration.baseType = { ...baseType, name };
}

/** Reads all layouts, by the names that {@link nameInDump} gives. */
function parseLayouts(text: string): ReadonlyMap<string, DumpedLayout> {
  const pattern =
    /^Type: (.*)\n\nLayout: <ASTRecordLayout\n\s+Size:(\d+)\n(?:.*\n)*?\s+Alignment:(\d+)\n(?:.*\n)*?\s+FieldOffsets: \[([^\]]*)\]/gm;
  return new Map(
    [...text.matchAll(pattern)].map(([, type = "", size, alignment, offsets = ""]) => [
      nameInDump(type),
      {
        size: Number(size),
        alignment: Number(alignment),
        fieldOffsets: offsets === "" ? [] : offsets.split(", ").map(Number),
      },
    ]),
  );
}
