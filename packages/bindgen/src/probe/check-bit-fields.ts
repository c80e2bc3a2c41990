/**
 * Bit-fields, which have no offset in C. A compiler is asked for an object in which one of them is all ones: the bits that are
 * set say where it lies and how wide it is. So nothing has to be run, and compilers for other machines answer as well.
 *
 * @see C17 6.7.9p10 (what is not initialized is zero), 6.7.2.1p11
 */
import type { BitFieldClaim } from "./claims.ts";
import { integerAnswer } from "./compiler.ts";
import type { Compiler } from "./compiler.ts";
import type { Difference } from "./difference.ts";

/** Records up to this size are asked for in one program; every question takes as much as the largest of them. */
const commonByteLength = 4096;

/** Asks a compiler where bit-fields lie, and gives those that it sees elsewhere. */
export function checkBitFields(claims: readonly BitFieldClaim[], compiler: Compiler): readonly Difference[] {
  const sizes = readSizes([...new Set(claims.map(({ record }) => record))], compiler);
  const known = claims.filter(({ record }) => sizes.has(record));
  const isCommon = ({ record }: BitFieldClaim): boolean => (sizes.get(record) ?? 0) <= commonByteLength;
  const large = [...new Set(known.filter((claim) => !isCommon(claim)).map(({ record }) => record))];
  const groups = [known.filter(isCommon), ...large.map((name) => known.filter(({ record }) => record === name))];
  return groups.flatMap((group) => checkGroup(group, sizes, compiler));
}

/** Gives the sizes that the compiler knows; that others are missing is a difference of its own. */
function readSizes(records: readonly string[], compiler: Compiler): ReadonlyMap<string, number> {
  const questions = records.map((record) => `sizeof(${record})`);
  const answers = compiler.ask(questions, integerAnswer);
  return new Map(
    records.flatMap((record, place) => {
      const bytes = answers[place];
      return bytes === undefined ? [] : [[record, Number(Buffer.from(bytes).readBigUInt64LE())] as const];
    }),
  );
}

function checkGroup(
  claims: readonly BitFieldClaim[],
  sizes: ReadonlyMap<string, number>,
  compiler: Compiler,
): readonly Difference[] {
  if (claims.length === 0) return [];
  const records = [...new Set(claims.map(({ record }) => record))];
  // Packed, so that it is exactly as large as its largest member.
  const members = records.map((record, place) => `${record} member_${place};`).join(" ");
  const answers = compiler.ask(
    claims.map(({ record, member }) => `{ .member_${records.indexOf(record)} = { .${member} = -1 } }`),
    {
      definition: `union __attribute__((packed)) koine_records { ${members} };`,
      specifier: "union koine_records",
      suffix: "",
      byteLength: Math.max(...records.map((record) => sizes.get(record) ?? 0)),
    },
  );
  return claims.flatMap((claim, place): readonly Difference[] => {
    const expected = describeBits(claim.bitOffset, claim.bitWidth);
    const bytes = answers[place];
    const actual = bytes === undefined ? undefined : describeSetBits(bytes);
    return actual === expected ? [] : [{ key: claim.key, subject: claim.subject, expected, actual }];
  });
}

function describeBits(bitOffset: number, bitWidth: number): string {
  return bitWidth === 1 ? `bit ${bitOffset}` : `bits ${bitOffset} to ${bitOffset + bitWidth - 1}`;
}

/** All targets are little-endian: bit 0 is the lowest of the first byte. */
function describeSetBits(bytes: Uint8Array): string {
  const set = Array.from({ length: bytes.length * 8 }, (_, bit) => bit).filter(
    (bit) => (((bytes[bit >> 3] ?? 0) >> (bit & 7)) & 1) === 1,
  );
  const [first] = set;
  const last = set.at(-1);
  if (first === undefined || last === undefined) return "no bits";
  return last - first + 1 === set.length ? describeBits(first, set.length) : `bits ${set.join(", ")}`;
}
