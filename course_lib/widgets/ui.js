// The shared parts of every explorable. Import from here; the bundler leaves out what is not used.

export { button, choice, key, looks, numberBox, select, slider, toggle } from "./ui/controls.js";
export { h, readout, s, setText, shadow, uid } from "./ui/dom.js";
export { handle } from "./ui/drag.js";
export { frame } from "./ui/frame.js";
export { player } from "./ui/player.js";
export { plot } from "./ui/plot.js";
export { offBy, predictFirst, pythonCode, summary } from "./ui/prompts.js";
export { random } from "./ui/random.js";
export { clamp, format, linear, log, roundTo, snapStep, ticks } from "./ui/scales.js";
export { controls, fill, readyMade, valid } from "./ui/settings.js";
export { connect, ordered } from "./ui/state.js";
export { reducedMotion, watchTheme } from "./ui/theme.js";
export { default as tokens } from "./ui/tokens.css";
export { hashState } from "./ui/url.js";
export { hands, stand } from "./ui/wiring.js";
