// keep has the files of the page kept by the browser, so that it works without a network. It
// returns when that is arranged, or cannot be, or takes long: then what is fetched next is kept.
export async function keep() {
  const workers = navigator.serviceWorker;
  if (!workers || workers.controller) return;
  const controlled = new Promise(resolve => workers.addEventListener("controllerchange", resolve, { once: true }));
  try {
    await workers.register("sw.js");
  } catch {
    return; // the server or the browser does not allow it
  }
  const late = await Promise.race([controlled, new Promise(resolve => setTimeout(resolve, 1000, "late"))]);
  if (late === "late") controlled.then(() => fetch("compare.wasm")); // which was fetched before it could be kept
}
