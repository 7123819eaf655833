// A worker runs one program and answers its calls, one after the other. The page ends the
// worker to cancel a call.
importScripts("wasm_exec.js");

async function start(module) {
  const go = new Go();
  const instance = await WebAssembly.instantiate(module, go.importObject);
  go.run(instance).then(() => postMessage({ ended: true }));
  postMessage({ ready: true });
}

function answer(args) {
  const stage = name => postMessage({ stage: name });
  postMessage({ answer: palimpsest(...args, stage) });
}

onmessage = ({ data }) => data.module ? start(data.module) : answer(data.args);
