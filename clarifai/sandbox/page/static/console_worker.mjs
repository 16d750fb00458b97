// Python, in a worker: what it is sent it runs, and it sends back what is printed.

let python;

const say = (kind, value) => postMessage({kind, value});

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
  python.setStdout({batched: line => say('out', `${line}\n`)});
  python.setStderr({batched: line => say('error', `${line}\n`)});
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
    say('done');
  },
};

onmessage = async ({data}) => {
  try {
    await actions[data.action](data);
  } catch (error) {
    say('broken', String(error));
  }
};
