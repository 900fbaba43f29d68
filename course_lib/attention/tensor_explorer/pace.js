// How many characters a frame gets: those that are due, or, as fast as it goes, those for which there is time. No DOM.
const [LEAST, MOST] = [2, 15]; // ms of a frame for the network, as fast as it goes
const LATE = 20; // ms from frame to frame, which clocks of whole ms blur: after more there was too much to do
const [EAGER, MORE, LESS] = [0.5, 0.05, 1]; // ms by which it grows up to the first late frame, and after; and shrinks
const GAP = 100; // ms: what a hidden page has missed is not made up for
const GLANCE = 400; // ms between two looks at the pace

export function pace() {
  let grows = EAGER;
  let [before, owed, since] = [null, 0, null];
  // characters a second, of late; ms for which a frame may write
  const it = {
    rate: 0,
    room: 4,
    begin() {
      [before, owed, since] = [null, 0.999, null];
      it.rate = 0;
    },
    // A frame begins, at which so many are written; returns how many more are due at that speed.
    frame(time, written, speed) {
      const gap = before === null ? 0 : time - before;
      before = time;
      since ??= [time, written];
      if (time - since[0] > GLANCE) {
        it.rate = (1000 * (written - since[1])) / (time - since[0]);
        since = [time, written];
      }
      if (!speed && gap > LATE) {
        grows = MORE;
        it.room = Math.max(LEAST, it.room - LESS);
      } else if (!speed) it.room = Math.min(MOST, it.room + grows);
      owed = (owed % 1) + (speed * Math.min(gap, GAP)) / 1000;
      return Math.floor(owed);
    },
  };
  return it;
}
