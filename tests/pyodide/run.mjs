// Python as WebAssembly, in Node: run.mjs CHECKOUT PYODIDE PACKAGES ARGUMENTS..., the last for pytest.
import path from 'node:path';
import {pathToFileURL} from 'node:url';

const [root, pyodide, packages, ...given] = process.argv.slice(2);
const {loadPyodide} = await import(pathToFileURL(path.join(pyodide, 'pyodide.mjs')));
const python = await loadPyodide({indexURL: pyodide + '/', env: {
  HOME: '/home/pyodide', PYTHONDONTWRITEBYTECODE: '1', CLARIFAI_MUTATIONS: '200'}});
for (const [place, folder] of [['/checkout', root], ['/packages', packages]]) {
  python.FS.mkdirTree(place);
  python.FS.mount(python.FS.filesystems.NODEFS, {root: folder}, place);
}
python.globals.set('given', python.toPy(given));
process.exitCode = python.runPython(`
import os, sys
os.chdir('/checkout')
sys.path[:0] = ['/checkout', '/packages', '/checkout/tests/pyodide']
import pytest
int(pytest.main(['-p', 'left_out', '-p', 'no:cacheprovider', '-q', '--rootdir=/checkout',
                 '--basetemp=/tmp/tests', *given]))
`);
