/**
 * Checks that headers declare the same for several targets. Sizes and offsets may differ, because a module computes them for
 * the target that it runs on; anything else would make it wrong there.
 */
import type { Diagnostic } from "@koine/diagnostics";
import { declarationKey } from "./declaration-key.ts";
import { encodeDeclaration } from "./encode-declaration.ts";
import type { Spec, SpecDeclaration } from "./model.ts";

/** Names at most in one diagnostic. */
const namedDifferences = 8;

/** Compares the specs of several targets with the first one. */
export function compareTargets(specs: readonly Spec[]): readonly Diagnostic[] {
  const [first, ...others] = specs;
  if (first === undefined) return [];
  return others.flatMap((other) => {
    const different = findDifferences(first, other);
    if (different.length === 0) return [];
    const more = different.length > namedDifferences ? ` and ${different.length - namedDifferences} more` : "";
    return [
      {
        code: "bindgen/targets-differ",
        severity: "error",
        message:
          `${first.head.targets.join()} and ${other.head.targets.join()} differ in ` +
          different.slice(0, namedDifferences).join(", ") +
          more,
        help: "bind each target to a file of its own, or leave these names out with --exclude",
      } as const,
    ];
  });
}

function findDifferences(left: Spec, right: Spec): readonly string[] {
  const ours = toLines(left);
  const theirs = toLines(right);
  const names = new Set([...ours.keys(), ...theirs.keys()]);
  return [...names].filter((name) => ours.get(name) !== theirs.get(name));
}

function toLines(spec: Spec): ReadonlyMap<string, string> {
  return new Map(spec.declarations.map((item) => [declarationKey(item), JSON.stringify(withoutLayout(item))]));
}

function withoutLayout(declaration: SpecDeclaration): unknown {
  if (declaration.kind !== "struct" && declaration.kind !== "union") return encodeDeclaration(declaration);
  const members = declaration.members.map((member) => ({ ...member, bitOffset: 0 }));
  return encodeDeclaration({ ...declaration, byteLength: 0, alignment: 0, members });
}
