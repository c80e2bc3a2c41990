/** The schema versions that Koine reads. */
import type { SchemaVersion } from "./shape.ts";

/** Koine's own schema. */
export const currentSchemaVersion: SchemaVersion = "1.0.0";

/** All of them, the oldest first. */
export const schemaVersions: readonly SchemaVersion[] = ["0.3.0", "0.4.0", "0.5.0", "1.0.0"];

/** Tells whether documents of this version are WeaveFFI's, which must stay valid as they are. */
export function isOlderSchema(version: string): boolean {
  return version !== currentSchemaVersion;
}
