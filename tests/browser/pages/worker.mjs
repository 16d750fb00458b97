import {run, start} from './python.mjs';

let python;

onmessage = async ({data: {id, wheels, program}}) => {
  try {
    if (wheels) python = await start(wheels);
    postMessage({id, result: wheels ? true : await run(python, program)});
  } catch (error) {
    postMessage({id, result: {output: '', error: String(error)}});
  }
};
