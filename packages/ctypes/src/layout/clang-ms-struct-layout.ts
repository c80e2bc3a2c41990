/**
 * Record layout as Clang does it under `ms_struct` on targets with GNU rules, such as Apple's: Microsoft's bit-fields in storage
 * units. GCC, whose variant is in `gnu-record-layout.ts`, does otherwise in packed records and in unions.
 */
import { roundUp } from "./alignment.ts";
import type { BitFieldMember, RecordDescription, RecordLayout, RecordMember } from "./record-layout.ts";

/** How far the layout has come. All in bits. */
interface Progress {
  /** End of the last byte or storage unit that a member occupies. */
  dataEnd: number;
  alignment: number;
  /** Bits before `dataEnd` that the open storage unit has left. */
  unfilled: number;
  /** Size of the storage unit that is still open, 0 if none. */
  openUnit: number;
}

/**
 * Lays out a record that has `ms_struct`.
 *
 * @see https://clang.llvm.org/docs/AttributeReference.html#ms-struct-gcc-struct
 */
export function layOutClangMsStruct(record: RecordDescription): RecordLayout {
  const progress: Progress = { dataEnd: 0, alignment: 8, unfilled: 0, openUnit: 0 };
  const members = record.members.map((member) => {
    const { bitWidth } = member;
    const bitOffset =
      bitWidth === undefined
        ? placeMember(member, record, progress)
        : placeBitField({ ...member, bitWidth }, { record, progress });
    return { bitOffset };
  });
  const requiredAlignment = record.explicitAlignment ?? 0;
  const alignment = Math.max(progress.alignment / 8, requiredAlignment);
  return { byteLength: roundUp(progress.dataEnd / 8, alignment), alignment, requiredAlignment, members };
}

/** An arithmetic type is aligned to its size where that is a power of two, whatever its typedefs say. */
function placeMember(member: RecordMember, record: RecordDescription, progress: Progress): number {
  progress.unfilled = 0;
  progress.openUnit = 0;
  const explicitAlignment = (member.explicitAlignment ?? 0) * 8;
  const pack = (record.pack ?? 0) * 8;
  const naturalLength = (member.arithmeticByteLength ?? 0) * 8;
  const isPowerOfTwo = Number.isInteger(Math.log2(naturalLength));
  const ownAlignment = Math.max(member.alignment * 8, isPowerOfTwo ? naturalLength : 0);
  let alignment = record.isPacked === true || member.isPacked === true ? 8 : ownAlignment;
  alignment = Math.max(alignment, explicitAlignment);
  if (pack > 0) alignment = Math.min(alignment, pack);
  const bitOffset = record.isUnion ? 0 : roundUp(progress.dataEnd, alignment);
  progress.dataEnd = Math.max(progress.dataEnd, bitOffset + member.byteLength * 8);
  progress.alignment = Math.max(progress.alignment, alignment);
  return bitOffset;
}

interface BitFieldPlace {
  readonly record: RecordDescription;
  readonly progress: Progress;
}

function placeBitField(member: BitFieldMember, { record, progress }: BitFieldPlace): number {
  const { bitWidth } = member;
  const unit = member.byteLength * 8;
  let alignment = unit;
  // A type of another size ends the storage unit, and so does a bit-field that has no room in it.
  if (progress.openUnit !== unit || progress.unfilled < bitWidth) {
    // Behind anything but a bit-field, `int : 0` does nothing.
    if (progress.openUnit === 0 && bitWidth === 0) alignment = 1;
    progress.unfilled = 0;
    progress.openUnit = 0;
  }
  alignment = Math.max(alignment, (member.explicitAlignment ?? 0) * 8);
  const pack = (record.pack ?? 0) * 8;
  if (pack > 0 && bitWidth > 0) alignment = Math.min(alignment, pack);
  if (record.isUnion) {
    progress.dataEnd = Math.max(progress.dataEnd, bitWidth > 0 ? unit : 8);
    return 0;
  }
  let bitOffset = progress.dataEnd - progress.unfilled;
  if (bitWidth === 0 || bitWidth > progress.unfilled) {
    bitOffset = roundUp(bitOffset, alignment);
    progress.unfilled = 0;
  }
  progress.alignment = Math.max(progress.alignment, alignment);
  if (bitWidth === 0) {
    progress.dataEnd = roundUp(bitOffset, 8);
    progress.unfilled = progress.dataEnd - bitOffset;
    progress.openUnit = 0;
    return bitOffset;
  }
  if (progress.unfilled === 0) {
    progress.dataEnd = bitOffset + unit;
    progress.unfilled = unit;
  }
  progress.unfilled -= bitWidth;
  progress.openUnit = unit;
  return bitOffset;
}
