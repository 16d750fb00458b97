// Runs programs in this page's main thread or in a worker, each of which has one Python.
import {run, start} from './python.mjs';

const wheels = JSON.parse(document.querySelector('#wheels').textContent);
const places = {};

class Worked {
  constructor() {
    this.waiting = new Map();
    this.worker = new Worker('worker.mjs', {type: 'module'});
    this.worker.onmessage = ({data: {id, result}}) => this.waiting.get(id)(result);
  }

  ask(message) {
    const id = this.waiting.size;
    return new Promise(resolve => {
      this.waiting.set(id, resolve);
      this.worker.postMessage({id, ...message});
    });
  }
}

window.prepare = async (place) => {
  if (place === 'main') places.main ??= await start(wheels);
  else if (!places.worker) {
    const worked = new Worked();
    await worked.ask({wheels});
    places.worker = worked;
  }
};

window.runProgram = async (place, program) => {
  await window.prepare(place);
  return place === 'main' ? run(places.main, program) : places.worker.ask({program});
};

// A picture that somebody has chosen becomes a file that programs can open.
window.keepChosen = async (path) => {
  const [file] = document.querySelector('#picture').files;
  await window.prepare('main');
  places.main.FS.writeFile(path, new Uint8Array(await file.arrayBuffer()));
};

window.ticks = 0;
setInterval(() => { window.ticks += 1; }, 10);
window.isReady = true;
