/**
 * Layout of structs and unions over abstract members: the one implementation, used for descriptors (`struct-layout.ts`)
 * and for C headers. The rules themselves are in `gnu-record-layout.ts` and `microsoft-record-layout.ts`.
 */
import type { Target } from "../target/target.ts";
import { layOutClangMsStruct } from "./clang-ms-struct-layout.ts";
import { layOutGccMsStruct } from "./gcc-ms-struct-layout.ts";
import { isClangOnly, layOutGnuRecord } from "./gnu-record-layout.ts";
import { layOutMicrosoftRecord } from "./microsoft-record-layout.ts";

/** One member of a record, as far as it decides about layout. Lengths and alignments are in bytes. */
export interface RecordMember {
  /** Size of the member's type; for a bit-field, of its declared type; 0 for a flexible array. */
  readonly byteLength: number;
  /** Alignment of the member's type, with what attributes on its typedefs or its record say. */
  readonly alignment: number;
  /** The same without attributes on typedefs (Microsoft rules); `alignment` when absent. */
  readonly naturalAlignment?: number | undefined;
  /**
   * Alignment that an attribute on the member's typedef or record forces, 0 if none; of an array, its element's. For a
   * member of record type this is {@link RecordLayout.requiredAlignment} of that record, or more.
   */
  readonly requiredAlignment?: number | undefined;
  /** `_Alignas` or `aligned` on the member itself. */
  readonly explicitAlignment?: number | undefined;
  /** `packed` on the member itself. */
  readonly isPacked?: boolean | undefined;
  /** Width of a bit-field, 0 for the separator `int : 0`; absent for every other member. */
  readonly bitWidth?: number | undefined;
  /** Whether it has a name; only unnamed bit-fields are treated otherwise. */
  readonly isNamed?: boolean | undefined;
  /** Size of the arithmetic type that the member is, or is an array of, and of a complex type's parts; absent for others (`ms_struct` needs it). */
  readonly arithmeticByteLength?: number | undefined;
}

/** A member that is a bit-field. */
export interface BitFieldMember extends RecordMember {
  readonly bitWidth: number;
}

/** A struct or union to be laid out. */
export interface RecordDescription {
  readonly isUnion: boolean;
  readonly members: readonly RecordMember[];
  /** `__attribute__((packed))` on the record. */
  readonly isPacked?: boolean | undefined;
  /** `#pragma pack(n)` in effect at the closing brace; 0 or absent if none. */
  readonly pack?: number | undefined;
  /** `_Alignas` or `aligned` on the record; 0 or absent if none. */
  readonly explicitAlignment?: number | undefined;
  /** `__attribute__((ms_struct))`: Microsoft's bit-fields on a target with GNU rules. */
  readonly isMsStruct?: boolean | undefined;
  /** `__attribute__((gcc_struct))`: GNU rules throughout on a target with Microsoft's. */
  readonly isGccStruct?: boolean | undefined;
}

/** Where one member lies. */
export interface RecordMemberLayout {
  /** Offset from the start of the record in bits; a multiple of 8 for everything but bit-fields. */
  readonly bitOffset: number;
}

/** Size, alignment and member places of a record. Lengths and alignments are in bytes. */
export interface RecordLayout {
  readonly byteLength: number;
  readonly alignment: number;
  /** Alignment that attributes force on whatever contains this record, 0 if none. */
  readonly requiredAlignment: number;
  /** One entry per member of the description, in its order. */
  readonly members: readonly RecordMemberLayout[];
}

/**
 * Lays out a struct or union by the rules of a target's C compiler.
 *
 * Bit-fields are numbered from the least significant bit of the byte at the lowest address, as on every little-endian
 * target.
 *
 * @see C17 6.7.2.1 (structure and union specifiers, bit-fields)
 * @see System V AMD64 psABI 3.1.2 (aggregates, unions and bit-fields)
 * @see AAPCS64 5.9, 10.1.8 (bit-fields)
 */
export function computeRecordLayout(record: RecordDescription, target: Target): RecordLayout {
  if (record.isGccStruct === true) return layOutGnuRecord(record, target);
  if (target.recordRules === "microsoft") return layOutMicrosoftRecord(record, target);
  const hasMicrosoftBitFields = record.isMsStruct === true || target.recordRules === "gnu-ms-bitfields";
  if (!hasMicrosoftBitFields) return layOutGnuRecord(record, target);
  return isClangOnly(target) ? layOutClangMsStruct(record) : layOutGccMsStruct(record);
}
