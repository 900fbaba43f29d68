// The settings of one explorable, shared with Python: read, write, and hear of changes.

// Equal as settings: the order of an object's keys does not count, for a saved notebook sorts them.
const sorted = (_key, v) => (v?.constructor === Object ? Object.fromEntries(Object.entries(v).sort()) : v);
export const same = (a, b) => a === b || JSON.stringify(a, sorted) === JSON.stringify(b, sorted);

export function connect(model, keys, onChange) {
  const state = Object.fromEntries(keys.map((key) => [key, model.get(key)]));
  const initial = structuredClone(state);
  let timer = null;

  // A drag makes sixty changes a second; the kernel hears of the last one in a tenth of a second.
  const save = () => {
    timer = null;
    model.save_changes();
  };
  const set = (patch) => {
    let changed = false;
    for (const [key, value] of Object.entries(patch)) {
      if (same(state[key], value)) continue;
      state[key] = value;
      model.set(key, value);
      changed = true;
    }
    if (!changed) return;
    timer ??= setTimeout(save, 100);
    onChange();
  };

  const listeners = keys.map((key) => {
    const listen = () => {
      const value = model.get(key);
      if (same(state[key], value)) return;
      state[key] = value;
      onChange();
    };
    model.on(`change:${key}`, listen);
    return [`change:${key}`, listen];
  });

  const stop = () => {
    for (const [event, listen] of listeners) model.off(event, listen);
    if (timer !== null) {
      clearTimeout(timer);
      save();
    }
  };
  return { state, initial, set, stop };
}

// What a trait made by `ordered` holds, its keys in the order that Python gave them.
export const ordered = (model, name) => JSON.parse(model.get(name));
