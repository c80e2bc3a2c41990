/**
 * What modules of Node are for bundles for browsers (the field `browser` of package.json): names that can be imported. Nothing of it is
 * called for headers that are texts; a test bundles what `bind-texts.ts` needs, and complains of a name that is not here.
 */

function refuse(): never {
  throw new Error("there is no file system here, and no compiler: bind texts");
}

export {
  refuse as closeSync,
  refuse as createHash,
  refuse as existsSync,
  refuse as fstatSync,
  refuse as mkdirSync,
  refuse as mkdtempSync,
  refuse as openSync,
  refuse as readdirSync,
  refuse as readFileSync,
  refuse as readlinkSync,
  refuse as readSync,
  refuse as realpathSync,
  refuse as renameSync,
  refuse as rmSync,
  refuse as spawnSync,
  refuse as statSync,
  refuse as tmpdir,
  refuse as utimesSync,
  refuse as writeFileSync,
};
