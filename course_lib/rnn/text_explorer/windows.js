// A text cut into windows, n side by side, T characters at a time. A state that is carried on has always read what stands
// before; without one the next window lies elsewhere, a golden section of the text further, so that they soon cover it evenly.
import { stream } from "../../widgets/ui/streams.js";

const PLACES = 1; // purpose of the random numbers
const GOLDEN = (Math.sqrt(5) - 1) / 2;

// Evenly spread over the text, each somewhere in its part; who comes to the end begins again.
export function windows(ids, { cell, n, T, seed }) {
  const length = ids.length - 1; // the last character is only a target
  const further = cell === "gpt" ? Math.round(GOLDEN * length) : T;
  const rng = stream(seed, PLACES);
  const places = Int32Array.from({ length: n }, (_, b) => ((b + rng.uniform()) * length) / n);
  const [inputs, targets] = [new Int32Array(T * n), new Int32Array(T * n)];
  return {
    inputs, // (T · n), time first
    targets, // the character after each
    places,
    next() {
      for (let b = 0; b < n; b += 1) {
        for (let t = 0, place = places[b]; t < T; t += 1, place = (place + 1) % length) {
          inputs[t * n + b] = ids[place];
          targets[t * n + b] = ids[place + 1];
        }
        places[b] = (places[b] + further) % length;
      }
    },
  };
}

// The whole text once, in n parts of equal length from the start; what does not fill a window is left out.
export function* everyWindow(ids, { n, T }) {
  const length = Math.floor((ids.length - 1) / n);
  const [inputs, targets] = [new Int32Array(T * n), new Int32Array(T * n)];
  for (let start = 0; start + T <= length; start += T) {
    for (let k = 0; k < T * n; k += 1) {
      const place = (k % n) * length + start + Math.floor(k / n);
      inputs[k] = ids[place];
      targets[k] = ids[place + 1];
    }
    yield { inputs, targets };
  }
}
