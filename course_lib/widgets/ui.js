// The shared parts of every explorable. Import from here; the bundler leaves out what is not used.
export { h, readout, s, setText } from "./ui/dom.js";
export { clamp, format, linear, log, roundTo, snapStep, ticks } from "./ui/scales.js";
export { plot } from "./ui/plot.js";
export { handle } from "./ui/drag.js";
export { button, choice, key, numberBox, presets, select, slider, toggle } from "./ui/controls.js";
export { player } from "./ui/player.js";
export { pythonCode, predictFirst, summary } from "./ui/prompts.js";
export { reducedMotion, watchTheme } from "./ui/theme.js";
export { hashState } from "./ui/url.js";
export { connect, ordered } from "./ui/state.js";
export { frame } from "./ui/frame.js";
export { random } from "./ui/random.js";
