/**
 * Record layout as MSVC does it, restricted to C. GNU attributes on nested records, which MSVC itself does not have, follow
 * Clang's reading of them. The GNU rules are in `gnu-record-layout.ts`.
 */
import type { Target } from "../target/target.ts";
import { roundUp } from "./alignment.ts";
import type { BitFieldMember, RecordDescription, RecordLayout, RecordMember } from "./record-layout.ts";

/** MSVC gives a struct without members this size, in bytes. */
const emptyRecordByteLength = 4;

/** How far the layout has come. In bytes, except where the name says bits. */
interface Progress {
  readonly isUnion: boolean;
  /** The largest alignment that members may have, 0 if there is no limit. */
  readonly pack: number;
  end: number;
  alignment: number;
  requiredAlignment: number;
  /** Whether the previous member was a bit-field that may share its storage unit. */
  isUnitOpen: boolean;
  unitByteLength: number;
  freeBits: number;
}

/**
 * Lays out a record by Microsoft's rules.
 *
 * @see Microsoft C language reference: "Storage and alignment of structures", "C bit fields"
 */
export function layOutMicrosoftRecord(record: RecordDescription, target: Target): RecordLayout {
  const progress: Progress = {
    isUnion: record.isUnion,
    pack: effectivePack(record, target),
    end: 0,
    alignment: 1,
    requiredAlignment: record.explicitAlignment ?? 0,
    isUnitOpen: false,
    unitByteLength: 0,
    freeBits: 0,
  };
  const members = record.members.map((member) => ({ bitOffset: place(member, progress) }));
  return finish(record, progress, members);
}

function effectivePack(record: RecordDescription, target: Target): number {
  if (record.isPacked === true) return 1;
  const pack = record.pack ?? 0;
  return pack <= target.pointer.byteLength ? pack : 0;
}

function place(member: RecordMember, progress: Progress): number {
  const alignment = alignmentOfMember(member, progress);
  const { bitWidth } = member;
  if (bitWidth === undefined) return placeMember(member, alignment, progress);
  const bitField = { ...member, bitWidth };
  return bitWidth === 0 ? placeSeparator(bitField, alignment, progress) : placeBitField(bitField, alignment, progress);
}

/** Attributes win over `#pragma pack` here, and what they require is inherited by the record. */
function alignmentOfMember(member: RecordMember, progress: Progress): number {
  const isBitField = member.bitWidth !== undefined;
  const required = Math.max(member.explicitAlignment ?? 0, member.requiredAlignment ?? 0);
  let alignment = member.naturalAlignment ?? member.alignment;
  if (isBitField) alignment = Math.max(alignment, required);
  else progress.requiredAlignment = Math.max(progress.requiredAlignment, required);
  if (progress.pack > 0) alignment = Math.min(alignment, progress.pack);
  if (member.isPacked === true) alignment = 1;
  return Math.max(alignment, required);
}

function placeMember(member: RecordMember, alignment: number, progress: Progress): number {
  progress.isUnitOpen = false;
  progress.alignment = Math.max(progress.alignment, alignment);
  const byteOffset = progress.isUnion ? 0 : roundUp(progress.end, alignment);
  progress.end = Math.max(progress.end, byteOffset + member.byteLength);
  return byteOffset * 8;
}

function placeBitField(member: BitFieldMember, alignment: number, progress: Progress): number {
  const { bitWidth } = member;
  if (progress.isUnion) {
    progress.isUnitOpen = true;
    progress.end = Math.max(progress.end, member.byteLength);
    return 0;
  }
  const canShare =
    progress.isUnitOpen && progress.unitByteLength === member.byteLength && bitWidth <= progress.freeBits;
  if (canShare) {
    const bitOffset = progress.end * 8 - progress.freeBits;
    progress.freeBits -= bitWidth;
    return bitOffset;
  }
  const byteOffset = roundUp(progress.end, alignment);
  progress.end = byteOffset + member.byteLength;
  progress.alignment = Math.max(progress.alignment, alignment);
  progress.isUnitOpen = true;
  progress.unitByteLength = member.byteLength;
  progress.freeBits = member.byteLength * 8 - bitWidth;
  return byteOffset * 8;
}

/** `int : 0` closes an open unit; after anything else it has no effect. */
function placeSeparator(member: BitFieldMember, alignment: number, progress: Progress): number {
  if (!progress.isUnitOpen) return progress.isUnion ? 0 : progress.end * 8;
  progress.isUnitOpen = false;
  if (progress.isUnion) {
    progress.end = Math.max(progress.end, member.byteLength);
    return 0;
  }
  progress.end = roundUp(progress.end, alignment);
  progress.alignment = Math.max(progress.alignment, alignment);
  return progress.end * 8;
}

function finish(record: RecordDescription, progress: Progress, members: RecordLayout["members"]): RecordLayout {
  const { requiredAlignment } = progress;
  const alignment = Math.max(progress.alignment, requiredAlignment);
  const byteLength = roundUp(progress.end, alignment);
  const emptyByteLength = requiredAlignment >= emptyRecordByteLength ? alignment : emptyRecordByteLength;
  return {
    byteLength: byteLength === 0 ? emptyByteLength : byteLength,
    alignment,
    // An attribute that asks for any alignment makes that which the record has one that nothing packs.
    requiredAlignment: (record.explicitAlignment ?? 0) > 0 ? alignment : requiredAlignment,
    members,
  };
}
