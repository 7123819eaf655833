// An engine is a program in a worker. It is compiled once, so that a new worker starts soon
// after the old one was ended.

export class Cancelled extends Error {}

export class Engine {
  #file;
  #after;
  #module; // promise of the compiled program
  #worker; // promise of a worker that is ready
  #calling; // what to do with the answer, while there is a call

  // The program is fetched from a file, not before a promise is kept.
  constructor(file, after = Promise.resolve()) {
    this.#file = file;
    this.#after = after;
  }

  // start makes the engine ready. The first time it fetches the program.
  start() {
    this.#module ??= this.#after.then(() => compile(this.#file)).catch(error => {
      this.#module = undefined; // another try may reach the server
      throw error;
    });
    this.#worker ??= this.#module.then(module => this.#begin(module)).catch(error => {
      this.#worker = undefined;
      throw error;
    });
    return this.#worker;
  }

  // call runs the program on arguments and returns its answer. Stage is called with the name
  // of what the program does, as it begins.
  async call(args, stage = () => {}) {
    const calling = {};
    const answered = new Promise((resolve, reject) => Object.assign(calling, { resolve, reject, stage }));
    this.#calling = calling;
    this.start().then(
      worker => { if (this.#calling === calling) worker.postMessage({ args }); },
      error => calling.reject(error),
    );
    const answer = await answered.finally(() => { if (this.#calling === calling) this.#calling = undefined; });
    if (answer.error) throw new Error(answer.error);
    return answer;
  }

  // cancel ends the call that is running, if any, and begins again with a new worker.
  cancel(why = new Cancelled("cancelled")) {
    this.#calling?.reject(why);
    this.#calling = undefined;
    this.#worker?.then(worker => worker.terminate(), () => {});
    this.#worker = undefined;
    this.start().catch(() => {}); // the next call says it
  }

  #begin(module) {
    return new Promise((resolve, reject) => {
      const worker = new Worker("worker.js");
      worker.onmessage = ({ data }) => {
        if (data.ready) resolve(worker);
        if (data.stage) this.#calling?.stage(data.stage);
        if (data.answer) this.#calling?.resolve(data.answer);
        if (data.ended) this.cancel(new Error("The program stopped: the texts may need more memory than a page has."));
      };
      worker.onerror = event => {
        const error = new Error(event.message || "The program did not start.");
        reject(error);
        this.#calling?.reject(error);
      };
      worker.postMessage({ module });
    });
  }
}

// compile fetches and compiles a program. Servers that do not know the type of such files
// send them as something else, which cannot be compiled as it comes.
async function compile(file) {
  const response = await fetch(file);
  if (!response.ok) throw new Error(`${file} cannot be loaded: ${response.status}`);
  if (response.headers.get("Content-Type") === "application/wasm") return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
}
