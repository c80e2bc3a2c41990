/** Checks the options that a document gives a target against those that the target has. */
import { findNearestNames } from "@koine/diagnostics";
import type { Diagnostic } from "@koine/diagnostics";
import { createDiagnostic } from "../diagnostics/reporter.ts";
import type { Target, TargetOption } from "../languages/target.ts";
import type { Api } from "../model/index.ts";

/** Schemas whose generators are another tool's: options that are not ours stay valid there. */
const ownSchema = "1.0.0";

/** What every generators table may hold besides the target's own options. */
const sharedOptions: readonly string[] = ["prefix"];

/** Reports unknown options and values of the wrong type. */
export function checkTargetOptions(api: Api, target: Target): readonly Diagnostic[] {
  const given = api.generators[target.name] ?? {};
  const severity = api.schema === ownSchema ? "error" : "warning";
  return Object.entries(given).flatMap(([name, value]): Diagnostic[] => {
    if (sharedOptions.includes(name)) return [];
    const option = target.options.find((candidate) => candidate.name === name);
    if (option === undefined) return [{ ...describeUnknown(name, target), severity }];
    return isAccepted(option, value) ? [] : [describeWrong(option, value, target)];
  });
}

function describeUnknown(name: string, target: Target): Diagnostic {
  const names = target.options.map((option) => option.name);
  const [nearest] = findNearestNames(name, names);
  const known = names.length === 0 ? `${target.name} has no options` : `its options are ${names.join(", ")}`;
  const advice = nearest === undefined ? known : `did you mean \`${nearest}\`?`;
  return createDiagnostic("unknown-target-option", { target: target.name, option: name, advice });
}

function isAccepted({ type, choices }: TargetOption, value: unknown): boolean {
  if (type === "boolean") return typeof value === "boolean";
  return typeof value === "string" && (choices === undefined || choices.includes(value));
}

function describeWrong(option: TargetOption, value: unknown, target: Target): Diagnostic {
  const { name, type, choices, help } = option;
  const expected = choices === undefined ? `a ${type}` : `one of ${choices.join(", ")}`;
  return createDiagnostic("invalid-target-option", {
    option: name,
    target: target.name,
    value: JSON.stringify(value),
    expected,
    meaning: help,
  });
}
