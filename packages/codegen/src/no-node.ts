/**
 * What modules of Node are for bundles for browsers (the field `browser` of package.json): names that can be imported. Who only renders
 * texts calls none of it.
 */

function refuse(): never {
  throw new Error("there is no file system here");
}

export {
  refuse as basename,
  refuse as closeSync,
  refuse as dirname,
  refuse as existsSync,
  refuse as fchmodSync,
  refuse as fsync,
  refuse as fsyncSync,
  refuse as join,
  refuse as mkdirSync,
  refuse as openSync,
  refuse as promisify,
  refuse as readFileSync,
  refuse as realpathSync,
  refuse as renameSync,
  refuse as rmdirSync,
  refuse as rmSync,
  refuse as statSync,
  refuse as writeFileSync,
};
