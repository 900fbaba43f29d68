// clip_grad_norm of course_lib for one flat array: shortens it in place, returns its norm before.
export function clipGradNorm(grads, max_norm) {
  let squares = 0;
  for (let k = 0; k < grads.length; k += 1) squares += grads[k] * grads[k];
  const norm = Math.sqrt(squares);
  const scale = max_norm / (norm + 1e-6);
  if (!(scale >= 1)) for (let k = 0; k < grads.length; k += 1) grads[k] *= scale;
  return norm;
}
