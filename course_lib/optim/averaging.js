// A running average of weights, as AveragedModel of course_lib: the plain mean of all so far, until the newest would
// count for less than 1 − decay; from then on old ones are forgotten.
export function average(averaged, params, n_averaged, decay) {
  const share = Math.max(1 - decay, 1 / (n_averaged + 1));
  for (let k = 0; k < params.length; k += 1) averaged[k] += share * (params[k] - averaged[k]);
}
