/**
 * Random structs and unions, as descriptors, as abstract records and as C text; for the tests that compare layouts with a C
 * compiler.
 */
import fc from "fast-check";
import type {
  AliasType,
  BitFieldType,
  BoolType,
  CType,
  EnumType,
  IntegerType,
  StructType,
  UnionType,
} from "../model.ts";
import type { Target } from "../target/target.ts";
import * as c from "../types/index.ts";
import { computeStructLayout, layoutOf } from "./layout-of.ts";
import { computeRecordLayout } from "./record-layout.ts";
import type { RecordLayout, RecordMember } from "./record-layout.ts";
import { isUnnamedMember } from "./anonymous-record.ts";
import { typeName } from "./type-name.ts";

/** A random record before its parts have names. */
export interface RecordShape {
  readonly isUnion: boolean;
  readonly isPacked: boolean;
  readonly pack: number;
  readonly align: number;
  readonly members: readonly MemberShape[];
}

interface MemberShape {
  readonly what:
    | { readonly kind: "scalar"; readonly index: number }
    | { readonly kind: "bits"; readonly index: number; readonly width: number; readonly isNamed: boolean }
    | { readonly kind: "record"; readonly record: RecordShape };
  /** Array lengths, the outermost first; not for bit-fields. */
  readonly lengths: readonly number[];
  /** Attributes on the member itself, which only abstract records have. */
  readonly isPacked: boolean;
  readonly align: number;
}

const signedEnum = c.enum("signed_enum", { SIGNED_A: -1, SIGNED_B: 5 });
const unsignedEnum = c.enum("unsigned_enum", { UNSIGNED_A: 4_000_000_000 });
const wideEnum = c.enum("wide_enum", { WIDE_A: 1n << 40n });

const integers: readonly IntegerType[] = [
  c.char,
  c.schar,
  c.uchar,
  c.short,
  c.ushort,
  c.int,
  c.uint,
  c.long,
  c.ulong,
  c.longlong,
  c.ulonglong,
];
const bitFieldBases: ReadonlyArray<IntegerType | BoolType | EnumType> = [...integers, c.bool, signedEnum, unsignedEnum];
/** By name: with the attribute itself in the text, gcc takes `[0]` for a flexible array. */
const vectors: readonly AliasType[] = [
  c.alias("eight_bytes", c.vector(c.uchar, 8)),
  c.alias("four_floats", c.vector(c.float, 4)),
  c.alias("two_longs", c.vector(c.long, 2)),
  c.alias("eight_doubles", c.vector(c.double, 8)),
];
const scalars: readonly CType[] = [
  ...bitFieldBases,
  wideEnum,
  c.float,
  c.double,
  c.longdouble,
  c.complexFloat,
  c.complexDouble,
  ...vectors,
  c.pointer(c.void),
  c.pointer(c.fn([c.int], c.int)),
  c.string,
];

const attributes = {
  isPacked: fc.constantFrom(false, false, false, true),
  align: fc.constantFrom(0, 0, 0, 1, 2, 4, 8, 16),
};
const lengths = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 2, size: "-1" });

const { record: recordShape } = fc.letrec<{ record: RecordShape; member: MemberShape }>((tie) => ({
  record: fc.record({
    isUnion: fc.constantFrom(false, false, false, true),
    isPacked: fc.constantFrom(false, false, false, true),
    pack: fc.constantFrom(0, 0, 0, 0, 1, 2, 4, 8, 16),
    align: fc.constantFrom(0, 0, 0, 0, 1, 2, 4, 8, 16, 32),
    members: fc.array(tie("member"), { maxLength: 9, size: "max" }),
  }),
  member: fc.record({
    what: fc.oneof(
      { maxDepth: 2 },
      { weight: 4, arbitrary: fc.record({ kind: fc.constant("scalar" as const), index: fc.nat(scalars.length - 1) }) },
      {
        weight: 5,
        arbitrary: fc.record({
          kind: fc.constant("bits" as const),
          index: fc.nat(bitFieldBases.length - 1),
          width: fc.nat(64),
          isNamed: fc.constantFrom(true, true, true, false),
        }),
      },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant("record" as const), record: tie("record") }) },
    ),
    lengths: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: lengths }),
    ...attributes,
  }),
}));

/** Random records, nested at most three deep. */
export const randomRecord: fc.Arbitrary<RecordShape> = recordShape;

/** One record with its C text and what is expected of it. */
export interface NamedRecord {
  /** `struct r7` or `union r7`. */
  readonly spelling: string;
  /** The C declarations of it and of all that it contains. */
  readonly text: string;
  /** Named members with their widths where they are bit-fields. */
  readonly members: ReadonlyArray<{ readonly name: string; readonly bitWidth: number | undefined }>;
  readonly layout: RecordLayout;
}

/** C text of the enums and vectors that the records use. */
export const sharedText: string = [
  ...[signedEnum, unsignedEnum, wideEnum].map((type) => {
    const members = Object.entries(type.members).map(([name, value]) => `${name} = ${value}`);
    return `enum ${type.name} { ${members.join(", ")} };`;
  }),
  ...vectors.map((type) => `typedef ${typeName(type.target)} ${type.name};`),
].join("\n");

/** Makes a descriptor of a shape, without its attributes on members, and lays it out with `computeStructLayout`. */
export function nameDescribed(shape: RecordShape, name: string, target: Target): NamedRecord {
  const texts: string[] = [];
  const type = describe(shape, name, texts);
  const layout = computeStructLayout(type, target);
  const members = layout.members.map((member) => ({ name: member.name, bitWidth: member.bitWidth }));
  return { spelling: typeName(type), text: texts.join("\n"), members, layout };
}

function describe(shape: RecordShape, name: string, texts: string[]): StructType | UnionType {
  const members: Record<string, CType | BitFieldType> = {};
  for (const [index, member] of shape.members.entries()) {
    const { what } = member;
    if (what.kind === "bits") {
      const base = bitFieldBases[what.index] ?? c.int;
      const width = widthOf(what.width, base, what.isNamed);
      members[what.isNamed ? `m${index}` : `:${index}`] = c.bits(base, width);
      continue;
    }
    let type: CType =
      what.kind === "scalar" ? (scalars[what.index] ?? c.int) : describe(what.record, `${name}_${index}`, texts);
    for (const length of [...member.lengths].toReversed()) type = c.array(type, length);
    members[`m${index}`] = type;
  }
  const options = {
    ...(shape.isPacked ? { packed: true } : {}),
    ...(shape.pack === 0 ? {} : { pack: shape.pack }),
    ...(shape.align === 0 ? {} : { align: shape.align }),
  };
  const type = shape.isUnion ? c.union(name, members, options) : c.struct(name, members, options);
  const lines = Object.entries(members).map(([key, member]) => `  ${declare(key, member)};`);
  texts.push(renderRecord(shape, typeName(type), lines));
  return type;
}

function declare(key: string, type: CType | BitFieldType): string {
  const name = isUnnamedMember(key) ? "" : ` ${key}`;
  if (type.kind === "bit-field") return `${typeName(type.base)}${name} : ${type.bitWidth}`;
  return `${typeofText(type)}${name}`;
}

/** GNU's `typeof` saves the declarator grammar: `typeof(int (*)[3]) name`. */
function typeofText(type: CType): string {
  return `__typeof__(${typeName(type)})`;
}

/** Names the parts of a shape, with its attributes on members, and lays it out with `computeRecordLayout`. */
export function nameAbstract(shape: RecordShape, name: string, target: Target): NamedRecord {
  const texts: string[] = [];
  const { layout, members } = abstract(shape, name, { texts, target });
  return { spelling: `${shape.isUnion ? "union" : "struct"} ${name}`, text: texts.join("\n"), members, layout };
}

interface Abstraction {
  readonly texts: string[];
  readonly target: Target;
}

function abstract(
  shape: RecordShape,
  name: string,
  { texts, target }: Abstraction,
): { readonly layout: RecordLayout; readonly members: Array<{ name: string; bitWidth: number | undefined }> } {
  const parts = shape.members.map((member, index) => {
    const { what } = member;
    const attributesText = renderAttributes(member.isPacked, member.align);
    const own = { isPacked: member.isPacked, explicitAlignment: member.align };
    if (what.kind === "bits") {
      const base = bitFieldBases[what.index] ?? c.int;
      const bitWidth = widthOf(what.width, base, what.isNamed);
      const memberName = what.isNamed ? ` m${index}` : "";
      const layout: RecordMember = { ...layoutOf(base, target), ...own, bitWidth, isNamed: what.isNamed };
      return { layout, text: `  ${typeName(base)}${memberName} : ${bitWidth}${attributesText};` };
    }
    const scalar = what.kind === "scalar" ? (scalars[what.index] ?? c.int) : undefined;
    const partName = `${name}_${index}`;
    const measured: RecordMember =
      what.kind === "record"
        ? abstract(what.record, partName, { texts, target }).layout
        : measureScalar(scalar ?? c.int, target);
    const spelling =
      what.kind === "record" ? `${what.record.isUnion ? "union" : "struct"} ${partName}` : typeofText(scalar ?? c.int);
    const count = member.lengths.reduce((product, length) => product * length, 1);
    const brackets = member.lengths.map((length) => `[${length}]`).join("");
    const layout: RecordMember = { ...measured, ...own, byteLength: measured.byteLength * count };
    return { layout, text: `  ${spelling} m${index}${brackets}${attributesText};` };
  });
  const layout = computeRecordLayout(
    {
      isUnion: shape.isUnion,
      isPacked: shape.isPacked,
      pack: shape.pack,
      explicitAlignment: shape.align,
      members: parts.map((part) => part.layout),
    },
    target,
  );
  const spelling = `${shape.isUnion ? "union" : "struct"} ${name}`;
  texts.push(
    renderRecord(
      shape,
      spelling,
      parts.map((part) => part.text),
    ),
  );
  const named = parts.map((part, index) => ({ name: `m${index}`, bitWidth: part.layout.bitWidth, part }));
  const isNamed = named.map(({ part }) => part.layout.isNamed !== false);
  return {
    layout: { ...layout, members: layout.members.filter((_, index) => isNamed[index]) },
    members: named.filter((_, index) => isNamed[index]).map(({ name: key, bitWidth }) => ({ name: key, bitWidth })),
  };
}

function measureScalar(type: CType, target: Target): RecordMember {
  const layout = layoutOf(type, target);
  const isArithmetic = type.kind === "integer" || type.kind === "enum" || type.kind === "float";
  return { ...layout, arithmeticByteLength: isArithmetic ? layout.byteLength : undefined };
}

/** Brings a random width into the range of the base type; an unnamed bit-field may have no width. */
function widthOf(width: number, base: IntegerType | BoolType | EnumType, isNamed: boolean): number {
  // 32 where `long` may have 32 or 64 bits.
  const integer = base.kind === "enum" ? base.base : base;
  const isWide = integer.kind === "integer" && (integer === c.longlong || integer === c.ulonglong);
  const byteLength = integer.kind === "bool" ? 1 : isWide ? 8 : narrowLength(integer);
  const maximum = base.kind === "bool" ? 1 : byteLength * 8;
  if (!isNamed) return width % (maximum + 1);
  return (width % maximum) + 1;
}

function narrowLength(type: IntegerType): number {
  if (type === c.char || type === c.schar || type === c.uchar) return 1;
  return type === c.short || type === c.ushort ? 2 : 4;
}

function renderRecord(shape: RecordShape, spelling: string, lines: readonly string[]): string {
  const head = shape.pack === 0 ? "" : `#pragma pack(push, ${shape.pack})\n`;
  const tail = shape.pack === 0 ? "" : "\n#pragma pack(pop)";
  return `${head}${spelling} {\n${lines.join("\n")}\n}${renderAttributes(shape.isPacked, shape.align)};${tail}`;
}

function renderAttributes(isPacked: boolean, align: number): string {
  const list = [...(isPacked ? ["packed"] : []), ...(align > 0 ? [`aligned(${align})`] : [])];
  return list.length === 0 ? "" : ` __attribute__((${list.join(", ")}))`;
}
