/**
 * Random types and signatures, as descriptors and as C text, for the tests that compare conventions and calls with a C
 * compiler. Small aggregates, homogeneous ones and odd ones (packed, over-aligned, empty, with bit-fields) come more often than
 * in life. A shape is plain data, so that tests can shrink it and hand it to another process.
 */
import { isUnnamedMember, typeName, types as c } from "@koine/ctypes";
import type { AliasType, BitFieldType, CType, IntegerType, StructOptions, StructType, UnionType } from "@koine/ctypes";
import fc from "fast-check";

/** A function type with the C declarations that it needs. */
export interface RandomSignature {
  readonly parameters: readonly CType[];
  readonly result: CType;
  /** Number of declared parameters where more follow them. */
  readonly fixedParameterCount: number | undefined;
  /** C declarations of all structs and unions in it. */
  readonly text: string;
}

const { complexLongDouble } = c;
const signedEnum = c.enum("probe_enum", { PROBE_A: -1, PROBE_B: 5 });

const vectors: readonly AliasType[] = [
  c.alias("four_floats", c.vector(c.float, 4)),
  c.alias("two_doubles", c.vector(c.double, 2)),
  c.alias("two_longs", c.vector(c.longlong, 2)),
  c.alias("eight_bytes", c.vector(c.uchar, 8)),
  c.alias("two_floats", c.vector(c.float, 2)),
];

/** C declarations that all signatures share. */
export const sharedText: string = [
  "enum probe_enum { PROBE_A = -1, PROBE_B = 5 };",
  ...vectors.map((type) => `typedef ${typeName(type.target)} ${type.name};`),
].join("\n");

const integers: readonly IntegerType[] = [
  c.char,
  c.schar,
  c.uchar,
  c.short,
  c.ushort,
  c.int,
  c.uint,
  c.long,
  c.ulonglong,
];
const wideScalars: readonly CType[] = [
  c.int,
  c.uint,
  c.long,
  c.ulonglong,
  c.double,
  c.pointer(c.void),
  c.longdouble,
  ...vectors,
];
const scalars: readonly CType[] = [
  ...integers,
  ...wideScalars,
  c.bool,
  signedEnum,
  c.float,
  c.double,
  c.complexFloat,
  c.complexDouble,
  complexLongDouble,
  c.string,
];
const floats: readonly CType[] = [
  c.float,
  c.float,
  c.double,
  c.longdouble,
  c.complexFloat,
  c.complexDouble,
  ...vectors,
];

/** A type before its parts have names. */
export type TypeShape =
  | { readonly kind: "scalar"; readonly index: number }
  | { readonly kind: "array"; readonly element: TypeShape; readonly length: number }
  | { readonly kind: "bits"; readonly index: number; readonly width: number; readonly isNamed: boolean }
  | {
      readonly kind: "homogeneous";
      readonly index: number;
      readonly lengths: readonly number[];
      readonly isUnion: boolean;
    }
  | {
      readonly kind: "record";
      readonly isUnion: boolean;
      readonly options: StructOptions;
      readonly members: readonly TypeShape[];
      readonly isFlexible: boolean;
    };

/** Which shapes are made. */
export interface ShapeLimits {
  /** Tells which scalar types occur. */
  readonly hasScalar: (type: CType) => boolean;
  /** Largest alignment that is asked for, in bytes. */
  readonly maximumAlignment: number;
  /** Whether structs may end in arrays of no length. */
  readonly isFlexible: boolean;
}

const bitsShape: fc.Arbitrary<TypeShape> = fc.record({
  kind: fc.constant("bits" as const),
  index: fc.nat(integers.length - 1),
  width: fc.nat(64),
  isNamed: fc.constantFrom(true, true, true, false),
});
const allOptions: readonly StructOptions[] = [
  ...Array.from({ length: 12 }, () => ({})),
  { packed: true },
  { packed: true, align: 8 },
  { pack: 1 },
  { pack: 2 },
  { pack: 4 },
  { align: 8 },
  { align: 16 },
  { align: 32 },
  { align: 64 },
];

/** Makes the shapes of values, and of values that may follow the declared parameters of a variadic function. */
export function arbitraryShapes({ hasScalar, maximumAlignment, isFlexible }: ShapeLimits): {
  readonly value: fc.Arbitrary<TypeShape>;
  readonly scalar: fc.Arbitrary<TypeShape>;
  readonly variadic: fc.Arbitrary<TypeShape>;
} {
  const indexes = (types: readonly CType[]): fc.Arbitrary<number> =>
    fc.constantFrom(...types.flatMap((type, index) => (hasScalar(type) ? [index] : [])));
  const scalar = indexes(scalars).map((index): TypeShape => ({ kind: "scalar", index }));
  const homogeneous: fc.Arbitrary<TypeShape> = fc.record({
    kind: fc.constant("homogeneous" as const),
    index: indexes(floats),
    lengths: fc.array(fc.constantFrom(1, 1, 1, 1, 2, 2, 3), { minLength: 1, maxLength: 4, size: "max" }),
    isUnion: fc.constantFrom(false, false, false, true),
  });
  const { aggregate } = fc.letrec<{ aggregate: TypeShape; member: TypeShape }>((tie) => ({
    aggregate: fc.oneof(
      { maxDepth: 3, depthIdentifier: "record" },
      { weight: 1, arbitrary: homogeneous },
      {
        weight: 3,
        arbitrary: fc.record({
          kind: fc.constant("record" as const),
          isUnion: fc.constantFrom(false, false, false, true),
          options: fc.constantFrom(...allOptions.filter(({ align = 1 }) => align <= maximumAlignment)),
          members: fc.array(tie("member"), { maxLength: 4, size: "max" }),
          isFlexible: isFlexible ? fc.integer({ min: 0, max: 15 }).map((value) => value === 0) : fc.constant(false),
        }),
      },
    ),
    member: fc.oneof(
      { maxDepth: 3, depthIdentifier: "record" },
      { weight: 5, arbitrary: scalar },
      { weight: 2, arbitrary: bitsShape },
      {
        weight: 1,
        arbitrary: fc.record({
          kind: fc.constant("array" as const),
          element: fc.oneof(scalar, tie("aggregate")),
          // GNU's arrays of no elements are no convention: GCC may count one, Clang counts none.
          length: fc.constantFrom(1, 2, 3, 3, 5),
        }),
      },
      { weight: 1, arbitrary: tie("aggregate") },
    ),
  }));
  const wide = indexes(wideScalars).map((index): TypeShape => ({ kind: "scalar", index: index + integers.length }));
  return { value: fc.oneof(scalar, aggregate), scalar, variadic: fc.oneof(wide, aggregate) };
}

const shapes = arbitraryShapes({ hasScalar: () => true, maximumAlignment: 64, isFlexible: true });

const signatureShape = fc.record({
  fixed: fc.array(shapes.value, { maxLength: 12, size: "max" }),
  isVariadic: fc.constantFrom(false, false, true),
  variadic: fc.array(shapes.variadic, { maxLength: 8, size: "max" }),
  result: shapes.value,
});

/** Gives random signatures; the same ones for the same seed. */
export function sampleSignatures(seed: number, count: number): readonly RandomSignature[] {
  return fc.sample(signatureShape, { seed, numRuns: count }).map((shape, index) => {
    const types = createTypes(`s${index}_`);
    const fixed = shape.fixed.map(types.describe);
    // C wants a declared parameter before the dots.
    const isVariadic = shape.isVariadic && fixed.length > 0;
    const variadic = isVariadic ? shape.variadic.map(types.describe) : [];
    return {
      parameters: [...fixed, ...variadic],
      result: types.describe(shape.result),
      fixedParameterCount: isVariadic ? fixed.length : undefined,
      text: types.text(),
    };
  });
}

/** Makes the descriptors of records. */
export interface RecordConstructors {
  readonly struct: RecordConstructor<StructType>;
  readonly union: RecordConstructor<UnionType>;
}

type RecordConstructor<TType> = (
  name: string,
  members: Readonly<Record<string, CType | BitFieldType>>,
  options: StructOptions,
) => TType;

/** Turns shapes into descriptors; the records among them have names that begin with a prefix. */
export function createTypes(
  prefix: string,
  constructors: RecordConstructors = c,
): { readonly describe: (shape: TypeShape) => CType; readonly text: () => string } {
  const texts: string[] = [];
  const naming = { prefix, texts, isNested: false, constructors };
  return { describe: (shape) => describe(shape, naming), text: () => texts.filter((text) => text !== "").join("\n") };
}

interface Naming {
  readonly prefix: string;
  /** Declarations so far; their number makes names unique. */
  readonly texts: string[];
  /** Whether the type is inside another one, where C allows no flexible arrays. */
  readonly isNested: boolean;
  readonly constructors: RecordConstructors;
}

function describe(shape: TypeShape, naming: Naming): CType {
  switch (shape.kind) {
    case "scalar":
      return scalars[shape.index] ?? c.int;
    case "array":
      return c.array(describe(shape.element, { ...naming, isNested: true }), shape.length);
    case "bits":
      // Only records have bit-fields.
      return integers[shape.index] ?? c.int;
    case "homogeneous": {
      const element = floats[shape.index] ?? c.float;
      const members = shape.lengths.map((length) => (length === 1 ? element : c.array(element, length)));
      return declare(Object.fromEntries(members.map((type, index) => [`m${index}`, type])), shape.isUnion, {}, naming);
    }
    case "record":
      return declare(describeMembers(shape, naming), shape.isUnion, shape.options, naming);
    default:
      return shape satisfies never;
  }
}

function describeMembers(
  shape: Extract<TypeShape, { readonly kind: "record" }>,
  naming: Naming,
): Record<string, CType | BitFieldType> {
  const members: Record<string, CType | BitFieldType> = {};
  for (const [index, member] of shape.members.entries()) {
    if (member.kind === "bits") {
      // What `int : 0` does in a union is no convention: GCC counts it as an int, Clang as nothing.
      if (shape.isUnion && !member.isNamed) continue;
      const base = integers[member.index] ?? c.int;
      const width = member.isNamed ? (member.width % bitLengthOf(base)) + 1 : member.width % (bitLengthOf(base) + 1);
      members[member.isNamed ? `m${index}` : `:${index}`] = c.bits(base, width);
    } else members[`m${index}`] = describe(member, { ...naming, isNested: true });
  }
  // A record of nothing but unnamed bit-fields is not defined (C17 6.7.2.1p8); GNU C allows it to be empty.
  const isEmpty = !Object.entries(members).some(([name, type]) => !isUnnamedMember(name) && holdsValue(type));
  if (isEmpty) return Object.fromEntries(Object.entries(members).filter(([name]) => !isUnnamedMember(name)));
  return shape.isFlexible && !shape.isUnion && !naming.isNested
    ? { ...members, rest: c.flexibleArray(c.char) }
    : members;
}

function bitLengthOf(type: IntegerType): number {
  if (type === c.char || type === c.schar || type === c.uchar) return 8;
  if (type === c.short || type === c.ushort) return 16;
  // `long` has 32 bits on Windows.
  return type === c.ulonglong ? 64 : 32;
}

/** Tells whether there is any scalar in a type. */
function holdsValue(type: CType | BitFieldType): boolean {
  if (type.kind === "array") return type.length !== 0 && holdsValue(type.element);
  if (type.kind !== "struct" && type.kind !== "union") return true;
  return Object.entries(type.members).some(([name, member]) => !isUnnamedMember(name) && holdsValue(member));
}

function declare(
  members: Readonly<Record<string, CType | BitFieldType>>,
  isUnion: boolean,
  structOptions: StructOptions,
  naming: Naming,
): CType {
  const name = `${naming.prefix}${naming.texts.length}`;
  const slot = naming.texts.push("") - 1;
  const create = isUnion ? naming.constructors.union : naming.constructors.struct;
  const type = create(name, members, structOptions);
  const lines = Object.entries(members).map(([key, member]) => `  ${declareMember(key, member)};`);
  const { packed, pack, align } = structOptions;
  const attributes = [...(packed === true ? ["packed"] : []), ...(align === undefined ? [] : [`aligned(${align})`])];
  const suffix = attributes.length === 0 ? "" : ` __attribute__((${attributes.join(", ")}))`;
  const body = `${typeName(type)} {\n${lines.join("\n")}\n}${suffix};`;
  // In the order in which they were completed: what a record contains comes before it.
  naming.texts[slot] = "";
  naming.texts.push(pack === undefined ? body : `#pragma pack(push, ${pack})\n${body}\n#pragma pack(pop)`);
  return type;
}

function declareMember(key: string, type: CType | BitFieldType): string {
  const name = isUnnamedMember(key) ? "" : ` ${key}`;
  if (type.kind === "bit-field") return `${typeName(type.base)}${name} : ${type.bitWidth}`;
  // A flexible array has no `typeof`.
  if (type.kind === "array" && type.length === null) return `${typeName(type.element)}${name}[]`;
  return `__typeof__(${typeName(type)})${name}`;
}
