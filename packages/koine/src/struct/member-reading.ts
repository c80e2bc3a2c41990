/**
 * Generates how wrappers read the members of a plain object into variables and write those to memory, for structs of a few
 * scalars, structs of them included. Everything else, and everything that is refused, is left to the codec.
 */
import { computeStructLayout, resolveAlias } from "@koine/ctypes";
import type { StructType, Target, UnionType } from "@koine/ctypes";
import {
  accepts,
  byteLengthOf,
  renderAcceptance,
  renderElement,
  renderWrite,
  scalarRule,
} from "../function/scalar-rule.ts";
import type { ScalarRule, SourcePlace } from "../function/scalar-rule.ts";

/** More members cost more in every wrapper than the codec does. */
const maximumMemberCount = 16;

/** Source that reads and writes the members of one struct. */
export interface MemberReading {
  /** Variables that hold the members. */
  readonly variables: readonly string[];
  /** Statements that read the members. They may run code of the user. */
  readonly read: readonly string[];
  /** Expression that is true when all members are there and accepted. */
  readonly condition: string;
  /** Renders statements that write the variables to a place whose offset is a multiple of 8. */
  readonly renderWrites: (views: string, byteOffset: number) => string[];
  /** Values that the source names. */
  readonly bindings: Readonly<Record<string, unknown>>;
}

interface Scalar {
  readonly variable: string;
  readonly rule: ScalarRule;
  readonly byteOffset: number;
}

interface Plan {
  readonly prefix: string;
  readonly target: Target;
  readonly scalars: Scalar[];
  readonly read: string[];
  objectCount: number;
}

/**
 * Plans the reading of an object.
 *
 * @param object Name of the variable that holds it.
 * @param prefix Begins the names of all variables; no other reading in the same wrapper has it.
 * @returns `undefined` for types that are left to the codec.
 */
export function planMemberReading(
  type: StructType | UnionType,
  { object, prefix, target }: { readonly object: string; readonly prefix: string; readonly target: Target },
): MemberReading | undefined {
  const plan: Plan = { prefix, target, scalars: [], read: [], objectCount: 0 };
  if (!addMembers(type, object, 0, plan)) return undefined;
  const { scalars, read } = plan;
  const closed = scalars.filter(({ rule }) => rule.members !== undefined);
  return {
    variables: scalars.map(({ variable }) => variable),
    read,
    condition: scalars
      .map(({ rule, variable }) => renderAcceptance(rule, variable, `${variable}_members`))
      .join(" && "),
    renderWrites: (views, byteOffset) =>
      scalars.map((scalar) => renderStore(scalar, { views, offset: byteOffset + scalar.byteOffset })),
    bindings: Object.fromEntries(
      closed.map(({ variable, rule }) => [
        `${variable}_members`.slice(1),
        { has: (value: unknown) => accepts(rule, value) },
      ]),
    ),
  };
}

/** Tells whether all members can be read this way. */
function addMembers(type: StructType | UnionType, object: string, byteOffset: number, plan: Plan): boolean {
  return computeStructLayout(type, plan.target).fields.every((member) => {
    if (member.type.kind === "bit-field" || member.isOverlaid === true) return false;
    const access = `${object}[${JSON.stringify(member.name)}]`;
    const place = byteOffset + member.byteOffset;
    const rule = scalarRule(member.type, plan.target);
    if (rule !== undefined) return addScalar(rule, access, place, plan);
    const resolved = resolveAlias(member.type);
    if (resolved.kind !== "struct") return false;
    const inner = `${plan.prefix}_object${plan.objectCount++}`;
    plan.read.push(`const ${inner} = ${access};`);
    return addMembers(resolved, `${inner}?.`, place, plan);
  });
}

function addScalar(rule: ScalarRule, access: string, byteOffset: number, plan: Plan): boolean {
  const isAligned = byteOffset % byteLengthOf(rule) === 0;
  if (!isAligned || plan.scalars.length === maximumMemberCount) return false;
  const variable = `${plan.prefix}_${plan.scalars.length}`;
  plan.scalars.push({ variable, rule, byteOffset });
  plan.read.push(`${variable} = ${access};`);
  return true;
}

/** Unlike in slots, where integers are widened, nothing beside the member may be written. */
function renderStore({ rule, variable }: Scalar, place: SourcePlace): string {
  const byteLength = byteLengthOf(rule);
  if (byteLength === 8 || rule.form === "float") return renderWrite(rule, variable, place);
  const value =
    rule.form === "boolean" ? `${variable} ? 1 : 0` : rule.form === "number" ? variable : `Number(${variable})`;
  return `${renderElement(place, `i${byteLength * 8}`, byteLength)} = ${value};`;
}
