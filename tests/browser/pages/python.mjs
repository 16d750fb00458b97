// Python in a page or in a worker: what is loaded, and how a program is run.
import {loadPyodide} from '/pyodide/pyodide.mjs';

// A program runs as the main module, in a folder and with an environment of its own.
const RUN = `
import contextlib, io, os, sys, traceback

def run(code, variables, folder):
    for name in [name for name in os.environ if name.startswith('CLARIFAI_')]:
        del os.environ[name]
    os.environ.update(variables)
    os.chdir(folder)
    said = io.StringIO()
    error = None
    with contextlib.redirect_stdout(said):
        try:
            exec(compile(code, 'program.py', 'exec'), {'__name__': '__main__'})
        except BaseException:
            error = traceback.format_exc()
    return said.getvalue(), error
`;

export async function start(wheels) {
  const python = await loadPyodide({indexURL: '/pyodide/', env: {HOME: '/home/pyodide'}});
  await python.loadPackage(wheels, {messageCallback: () => {}});
  const media = await fetch('/media.zip');
  python.unpackArchive(await media.arrayBuffer(), 'zip', {extractDir: '/media'});
  python.runPython(RUN);
  return python;
}

// Without promises Python cannot wait for a browser, and asks it in another way.
export async function run(python, {code, variables, arguments: argv, promises}) {
  python.globals.set('given', python.toPy({code, variables, argv}));
  const call = `
sys.argv = ['program.py'] + given['argv']
run(given['code'], given['variables'], '/media')`;
  const answer = promises ? await python.runPythonAsync(call) : python.runPython(call);
  const [output, error] = answer.toJs();
  answer.destroy();
  return {output, error};
}
