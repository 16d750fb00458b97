// Python, in a worker: what it is sent it runs, and it sends back what is printed.

let python;

const say = (kind, value) => postMessage({kind, value});

// What is printed is shown as soon as Python lets go of it, be it a whole line or not. Only where a
// program prints without an end is it kept for a moment: the page has to get on as well.
const MOMENT = 100, MOST = 20;  // milliseconds, and messages in them
let held = [], posted = 0, since = 0, timer;

function print(kind, text) {
  if (held.at(-1)?.[0] === kind) held.at(-1)[1] += text;
  else held.push([kind, text]);
  const now = performance.now();
  if (now - since > MOMENT) [since, posted] = [now, 0];
  if (posted < MOST) flush();
  else timer ??= setTimeout(flush, MOMENT);
}

function flush() {
  clearTimeout(timer);
  timer = undefined;
  posted += 1;
  if (held.length) say('printed', held);
  held = [];
}

function printer(kind) {
  const decoder = new TextDecoder();
  return bytes => {
    print(kind, decoder.decode(bytes, {stream: true}));
    return bytes.length;
  };
}

// The value of the last line is shown as an interactive Python shows it.
const RUN = `
import sys, traceback
from pyodide.code import eval_code

def run(code):
    try:
        value = eval_code(code, names, filename='<console>')
        if value is not None:
            print(repr(value))
    except BaseException as error:
        first = error.__traceback__
        while first and first.tb_frame.f_code.co_filename != '<console>':
            first = first.tb_next
        traceback.print_exception(type(error), error, first)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()

names = {'__name__': '__main__'}
`;

async function start({pyodide, client}) {
  const {loadPyodide} = await import(new URL('pyodide.mjs', pyodide));
  const home = '/home/pyodide';
  python = await loadPyodide({indexURL: pyodide, env: {
    HOME: home, CLARIFAI_API_BASE: location.origin}});
  const answer = await fetch(client);
  if (!answer.ok) throw new Error(`the client could not be loaded: HTTP ${answer.status}`);
  const packages = await answer.arrayBuffer();
  python.unpackArchive(packages, 'zip', {extractDir: '/packages'});
  python.setStdout({write: printer('out')});
  python.setStderr({write: printer('error')});
  python.runPython(`import os, sys\nsys.path.insert(0, '/packages')\nos.chdir('${home}')`);
  python.runPython(RUN);
  say('ready', packages.byteLength);
}

const actions = {
  start,
  write: ({name, bytes}) => python.FS.writeFile(`/home/pyodide/${name}`, new Uint8Array(bytes)),
  run: async ({code}) => {
    python.globals.set('code', code);
    await python.runPythonAsync('run(code)');
    flush();
    say('done');
  },
};

onmessage = async ({data}) => {
  try {
    await actions[data.action](data);
  } catch (error) {
    flush();
    say('broken', String(error));
  }
};
