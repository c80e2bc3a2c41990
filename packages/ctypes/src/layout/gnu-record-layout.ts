/**
 * Record layout as GCC and Clang do it on every target but Windows' (the Itanium rules, restricted to C). The variants with Microsoft's
 * bit-fields are in `gcc-ms-struct-layout.ts` and `clang-ms-struct-layout.ts`, Microsoft's own rules in `microsoft-record-layout.ts`.
 */
import type { Target } from "../target/target.ts";
import { roundUp } from "./alignment.ts";
import type { BitFieldMember, RecordDescription, RecordLayout, RecordMember } from "./record-layout.ts";

/** How far the layout has come. All in bits. */
interface Progress {
  /** End of the last byte that a member occupies. */
  dataEnd: number;
  alignment: number;
  /** Bits before `dataEnd` that the last bit-field left free. */
  unfilled: number;
}

/** What is the same for every member of one record. */
interface Rules {
  readonly isUnion: boolean;
  readonly isPacked: boolean;
  /** `#pragma pack`, in bits, 0 if none. */
  readonly pack: number;
  readonly doesUnnamedBitFieldAlign: boolean;
  /** Whether bit-fields that ask for an alignment get it as Clang gives it. */
  readonly hasClangBitFields: boolean;
}

/** Whether Clang says what the ABI of a target is. */
export function isClangOnly({ platform }: Target): boolean {
  return platform === "darwin" || platform === "emscripten";
}

/**
 * Lays out a record by GNU rules.
 *
 * @see System V AMD64 psABI 3.1.2
 */
export function layOutGnuRecord(record: RecordDescription, target: Target): RecordLayout {
  const rules: Rules = {
    isUnion: record.isUnion,
    isPacked: record.isPacked === true,
    pack: (record.pack ?? 0) * 8,
    doesUnnamedBitFieldAlign: target.doesUnnamedBitFieldAlign,
    hasClangBitFields: isClangOnly(target),
  };
  const progress: Progress = { dataEnd: 0, alignment: 8, unfilled: 0 };
  const members = record.members.map((member) => ({ bitOffset: place(member, rules, progress) }));
  const requiredAlignment = record.explicitAlignment ?? 0;
  const alignment = Math.max(progress.alignment / 8, requiredAlignment);
  return { byteLength: roundUp(progress.dataEnd / 8, alignment), alignment, requiredAlignment, members };
}

function place(member: RecordMember, rules: Rules, progress: Progress): number {
  const { bitWidth } = member;
  if (bitWidth === undefined) return placeMember(member, rules, progress);
  return placeBitField({ ...member, bitWidth }, rules, progress);
}

function placeMember(member: RecordMember, rules: Rules, progress: Progress): number {
  progress.unfilled = 0;
  const explicitAlignment = (member.explicitAlignment ?? 0) * 8;
  let alignment = Math.max(member.alignment * 8, explicitAlignment);
  if (rules.isPacked || member.isPacked === true) alignment = Math.max(8, explicitAlignment);
  if (rules.pack > 0) alignment = Math.min(alignment, rules.pack);
  const bitOffset = rules.isUnion ? 0 : roundUp(progress.dataEnd, alignment);
  progress.dataEnd = Math.max(progress.dataEnd, bitOffset + member.byteLength * 8);
  progress.alignment = Math.max(progress.alignment, alignment);
  return bitOffset;
}

function placeBitField(member: BitFieldMember, rules: Rules, progress: Progress): number {
  const { bitWidth } = member;
  const typeAlignment = member.alignment * 8;
  const isPacked = rules.isPacked || member.isPacked === true;
  const ownAlignment = bitFieldAlignment(member, rules);
  const start = rules.isUnion ? 0 : progress.dataEnd - progress.unfilled;
  const bitOffset = rules.hasClangBitFields
    ? placeAsClang(member, rules, { start, isPacked })
    : placeAsGcc(member, rules, { start: roundUp(start, ownAlignment), isPacked });
  const end = bitOffset + bitWidth;
  progress.dataEnd = Math.max(rules.isUnion ? progress.dataEnd : 0, roundUp(end, 8));
  progress.unfilled = rules.isUnion ? 0 : progress.dataEnd - end;
  if (member.isNamed !== false || rules.doesUnnamedBitFieldAlign) {
    const packedAlignment = rules.pack > 0 ? Math.min(typeAlignment, rules.pack) : isPacked ? 8 : typeAlignment;
    progress.alignment = Math.max(progress.alignment, packedAlignment, ownAlignment);
  }
  return bitOffset;
}

interface BitFieldPlace {
  /** Where the bit-field may begin. */
  readonly start: number;
  readonly isPacked: boolean;
}

/** A bit-field may not cross a boundary of its type, unless something packs it. */
function placeAsGcc(member: BitFieldMember, rules: Rules, { start, isPacked }: BitFieldPlace): number {
  const typeAlignment = member.alignment * 8;
  const wouldCross = (start % typeAlignment) + member.bitWidth > member.byteLength * 8;
  return wouldCross && !isPacked && rules.pack === 0 ? roundUp(start, typeAlignment) : start;
}

/** Clang looks for a boundary before it looks at what a bit-field asks for, and for that only where `pack` allows all of it. */
function placeAsClang(member: BitFieldMember, rules: Rules, { start, isPacked }: BitFieldPlace): number {
  const explicitAlignment = (member.explicitAlignment ?? 0) * 8;
  const alignment = Math.max(isPacked && member.bitWidth > 0 ? 1 : member.alignment * 8, explicitAlignment);
  if (member.bitWidth === 0) return roundUp(start, alignment);
  const wouldCross = (start % alignment) + member.bitWidth > member.byteLength * 8;
  if (wouldCross && rules.pack === 0) return roundUp(start, alignment);
  const isGranted = explicitAlignment > 0 && (rules.pack === 0 || explicitAlignment <= rules.pack);
  return isGranted ? roundUp(start, explicitAlignment) : start;
}

/** The alignment of the first bit, apart from the boundaries of the type; neither `packed` nor `pack` weakens `int : 0`. */
function bitFieldAlignment(member: BitFieldMember, rules: Rules): number {
  const explicitAlignment = (member.explicitAlignment ?? 0) * 8;
  if (member.bitWidth === 0) return Math.max(member.alignment * 8, explicitAlignment);
  return Math.max(1, rules.pack > 0 ? Math.min(explicitAlignment, rules.pack) : explicitAlignment);
}
