/**
 * Record layout as GCC does it with Microsoft's bit-fields: for MinGW, and under `ms_struct`. Bit-fields whose types have the same
 * size share storage of that size. Clang, whose variant is `clang-ms-struct-layout.ts`, does otherwise in packed records and in unions.
 */
import { roundUp } from "./alignment.ts";
import type { BitFieldMember, RecordDescription, RecordLayout, RecordMember } from "./record-layout.ts";

/** How far the layout has come. All in bits. */
interface Progress {
  /** Behind the last member. */
  end: number;
  alignment: number;
  /** What the last storage has left; it is skipped when the run of bit-fields in it ends. */
  remaining: number;
  /** The bit-field whose run goes on; a separator `int : 0`, too. */
  run: { readonly unit: number; readonly isSeparator: boolean } | undefined;
}

/** What GCC knows of a member before it has a place. All in bits. */
interface Wishes {
  /** The alignment of its type. */
  readonly ofType: number;
  /** What the member is aligned to for itself. */
  readonly own: number;
  readonly isPacked: boolean;
  readonly pack: number;
}

/**
 * Lays out a record.
 *
 * @see https://gcc.gnu.org/onlinedocs/gcc/x86-Type-Attributes.html (`ms_struct`)
 */
export function layOutGccMsStruct(record: RecordDescription): RecordLayout {
  const progress: Progress = { end: 0, alignment: 8, remaining: 0, run: undefined };
  const members = record.members.map((member) => {
    const { bitWidth } = member;
    const wishes = findWishes(member, record, progress);
    const bitField = bitWidth === undefined ? undefined : { ...member, bitWidth };
    alignRecord(bitField, wishes, progress);
    if (record.isUnion) {
      progress.end = Math.max(progress.end, roundUp(bitWidth ?? member.byteLength * 8, 8));
      return { bitOffset: 0 };
    }
    const bitOffset =
      bitField === undefined ? placeMember(wishes, progress) : placeBitField(bitField, wishes, progress);
    progress.end = bitOffset + (bitWidth ?? member.byteLength * 8);
    return { bitOffset };
  });
  const last = record.members.at(-1)?.bitWidth ?? 0;
  if (last > 0 && !record.isUnion) progress.end += progress.remaining;
  const requiredAlignment = record.explicitAlignment ?? 0;
  const alignment = Math.max(progress.alignment / 8, requiredAlignment);
  return { byteLength: roundUp(Math.ceil(progress.end / 8), alignment), alignment, requiredAlignment, members };
}

function findWishes(member: RecordMember, record: RecordDescription, { end }: Progress): Wishes {
  const { bitWidth, arithmeticByteLength: naturalLength = 0 } = member;
  const pack = (record.pack ?? 0) * 8;
  const isPacked = record.isPacked === true || member.isPacked === true;
  const explicitAlignment = (member.explicitAlignment ?? 0) * 8;
  // An arithmetic type is aligned to its size, even where the psABI says less (i386 double), unless a typedef says otherwise.
  const isFree = (member.requiredAlignment ?? 0) === 0 && naturalLength <= 8;
  const ofType = Math.max(member.alignment, isFree ? naturalLength : 0) * 8;
  let own = explicitAlignment;
  if (bitWidth === undefined) own = Math.max(own, isPacked ? 8 : ofType);
  else if (!isPacked || explicitAlignment > 0) own = Math.max(own, modeAlignment(bitWidth, { isPacked, end, record }));
  own = Math.max(own, isPacked && explicitAlignment === 0 ? 8 : 1);
  return { ofType, own: pack > 0 ? Math.min(own, pack) : own, isPacked, pack };
}

/** A bit-field as long as an integer is one to GCC, if it happens to lie where integers do. */
function modeAlignment(
  bitWidth: number,
  { isPacked, end, record }: { readonly isPacked: boolean; readonly end: number; readonly record: RecordDescription },
): number {
  const isInteger = bitWidth === 8 || bitWidth === 16 || bitWidth === 32 || bitWidth === 64;
  if (!isInteger || (isPacked && bitWidth > 8)) return 1;
  return record.isUnion || end % bitWidth === 0 ? bitWidth : 1;
}

/** A separator counts behind a bit-field, and a packed bit-field never. */
function alignRecord(bitField: BitFieldMember | undefined, wishes: Wishes, progress: Progress): void {
  const { ofType, own, isPacked, pack } = wishes;
  const { run } = progress;
  if (bitField?.bitWidth === 0 ? run === undefined || run.isSeparator : bitField !== undefined && isPacked) return;
  const alignment = bitField === undefined && isPacked ? own : Math.max(ofType, own);
  progress.alignment = Math.max(progress.alignment, pack > 0 ? Math.min(alignment, pack) : alignment);
}

function placeMember(wishes: Wishes, progress: Progress): number {
  const place = endRun(wishes, progress);
  progress.run = undefined;
  progress.remaining = 0;
  return roundUp(place, alignmentOfStorage(wishes));
}

function placeBitField({ bitWidth, byteLength }: BitFieldMember, wishes: Wishes, progress: Progress): number {
  const { run } = progress;
  const unit = byteLength * 8;
  const next = { unit, isSeparator: bitWidth === 0 };
  const isRun = run !== undefined && !run.isSeparator;
  if (isRun && run.unit === unit && bitWidth > 0 && bitWidth <= progress.remaining) {
    progress.remaining -= bitWidth;
    return progress.end;
  }
  let place = endRun(wishes, progress);
  // A separator that ends no run, or one of types of its own size, only keeps what follows out of that run.
  const startsStorage = isRun ? run.unit !== unit : bitWidth > 0;
  if (startsStorage) place = roundUp(place, alignmentOfStorage(wishes));
  if (startsStorage || bitWidth > 0) progress.remaining = unit - bitWidth;
  progress.run = next;
  return place;
}

/** Gives where the next member may begin. What it asks for counts by how the end of the last one was aligned, not by how the place is. */
function endRun({ own }: Wishes, { end, remaining, run }: Progress): number {
  const place = run === undefined || run.isSeparator ? end : end + remaining;
  return end % own === 0 ? place : roundUp(place, own);
}

function alignmentOfStorage({ ofType, isPacked, pack }: Wishes): number {
  const alignment = isPacked ? 8 : ofType;
  return pack > 0 ? Math.min(alignment, pack) : alignment;
}
