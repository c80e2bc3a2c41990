/**
 * What a workload is. A loop workload is the text of one loop step, the values that it uses and the sum that it must
 * leave: the same text for every peer, unless a peer's natural call looks different (see ../peers/peer.ts).
 * The loop is put together in ../measure/hot-loop.ts.
 */

/** Names of the loop workloads, as in tables, JSON and `--workload`. */
export type LoopWorkloadName =
  | TextRow
  | "nop"
  | "add_i32"
  | "add_i32_unchecked"
  | "add_i32_checked"
  | "add_u8"
  | "add_f64"
  | "add_i64_number"
  | "add_i64_bigint"
  | "add_i64_bigint_checked"
  | "mix8"
  | "add12"
  | "strlen11"
  | "strlen20"
  | "return_string20"
  | "buffer16"
  | "out_int"
  | "out_int_array"
  | "variadic"
  | "errno"
  | "vec2_object"
  | "vec2_instance"
  | "color_object"
  | "color_instance"
  | "triple_object"
  | "triple_instance"
  | "struct_pointer"
  | "struct_members"
  | "struct_nested"
  | "struct_array1000"
  | "struct_index1000"
  | "fifty_functions"
  | "megamorphic"
  | "callback"
  | "caller_callback"
  | "create_callback"
  | "kept_callback"
  | "qsort1000"
  | "libffi_raw"
  | "libffi_low"
  | "libffi_middle"
  | "libffi_bind"
  | "libffi_call";

/** Rows of strings by way, alphabet and length in characters. */
export type TextRow = `${"in" | "out"}_${"ascii" | "cjk"}_${8 | 64 | 1024 | 65536}`;

/** Names of the times that happen once in the life of a process. */
export type StartupMetricName = "import" | "bind1000" | "bind1000_call" | "first_call";

/** A call that is repeated in a hot loop. */
export interface LoopWorkload {
  readonly name: LoopWorkloadName;
  /** What the row measures, for people. */
  readonly title: string;
  /** A call of few nanoseconds: measured in three processes at least, because where code and stack lie changes it. */
  readonly isBrief?: boolean;
  /** Operations in one step, by which the time is divided: 1,000 for a step that makes C call back 1,000 times. */
  readonly operations: number;
  /** JavaScript expression that `s`, the accumulator, starts with. */
  readonly initial: string;
  /**
   * One JavaScript statement; sees `call`, `i` (the step's number), `s` and the inputs by name. Sums of integers are cut
   * to 32 bits: a sum that outgrows V8's small integers in a long run would add the cost of a conversion to each step.
   */
  readonly step: string;
  /** Creates the values that `step` names besides `call`; fresh for each loop. */
  readonly inputs: () => Readonly<Record<string, unknown>>;
  /** The accumulator after that many steps. An equal integer of the other type counts as equal. */
  readonly expected: (iterations: number) => number | bigint;
  /** Looks at the inputs after the loop ran; returns what is wrong with them, if anything is. */
  readonly inspect?: (inputs: Readonly<Record<string, unknown>>) => string | undefined;
}

/** Sum of 0 to `count` - 1. */
export function triangle(count: number): number {
  return (count * (count - 1)) / 2;
}
