// Files that come when Python touches them. A worker may wait for a request, and Python's file system cannot do else.

/** The bytes at an address, waited for. */
export function fetchNow(url) {
  const request = new XMLHttpRequest();
  request.open("GET", url, false);
  request.responseType = "arraybuffer";
  request.send();
  if (request.status !== 200) throw Error(`${url}: ${request.status}`);
  return new Uint8Array(request.response);
}

/** A file of known size, read when its contents are asked for. */
export function lateFile(FS, path, size, read) {
  const slash = path.lastIndexOf("/");
  const folder = FS.lookupPath(path.slice(0, slash)).node;
  const node = folder.node_ops.mknod(folder, path.slice(slash + 1), 0o100444, 0);
  let bytes = null;
  node.usedBytes = size;
  Object.defineProperty(node, "contents", {
    configurable: true,
    get() {
      bytes ??= read();
      return bytes;
    },
    set(value) {
      bytes = value;
    },
  });
}

/** Every file of the packs that late_files.mjs wrote; `open` turns a pack's name and length into its bytes. */
export function mountLate(FS, packs, open) {
  const folders = new Set();
  for (const { file, raw, files } of packs) {
    let all = null;
    let at = 0;
    for (const [path, size] of files) {
      const from = at;
      at += size;
      const folder = path.slice(0, path.lastIndexOf("/"));
      if (!folders.has(folder)) FS.mkdirTree(folder);
      folders.add(folder);
      lateFile(FS, path, size, () => {
        all ??= open(file, raw);
        return all.subarray(from, from + size);
      });
    }
  }
}
