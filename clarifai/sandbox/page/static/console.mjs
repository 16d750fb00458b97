// The console: sends what is typed to the worker that Python is in, and shows what comes back.

const find = id => document.getElementById(id);
const places = find('console').dataset;
const [transcript, code, run, stop, state, chosen, files] = [
  'transcript', 'code', 'run', 'stop', 'state', 'chosen', 'files'].map(find);

const EXAMPLES = {
  predict: name => `answer = app.models.get('general-v1.3').predict_by_filename('${name}')
for concept in answer['outputs'][0]['data']['concepts'][:8]:
    print('%-16s %.2f' % (concept['name'], concept['value']))`,
  upload: name => `app.inputs.create_image_from_filename('${name}', concepts=['mine'], allow_duplicate_url=True)
app.wait_until_inputs_upload_finish(max_wait=60)
[(image.input_id, image.concepts) for image in app.inputs.get_all()]`,
  search: name => `for hit in app.inputs.search_by_image(filename='${name}'):
    print(hit.input_id, hit.score)`,
  sdk: name => `from clarifai.client.model import Model

general = Model('https://clarifai.com/clarifai/main/models/general-image-recognition', pat='try-it')
answer = general.predict_by_filepath('${name}', 'image')
[concept.name for concept in answer.outputs[0].data.concepts[:8]]`,
};

const MOST = 200000;  // characters that are kept of what was printed

let worker, block, shown = 0, waiting = [], pause = 30, kept = new Map();

// What is printed is drawn some times a second, however many lines it has; the longer it takes, the
// less often, so that the page has most of the time for other things.
function show(kind, text) {
  if (!waiting.length) setTimeout(draw, pause);
  if (kind !== 'code' && waiting.at(-1)?.kind === kind) waiting.at(-1).text += text;
  else waiting.push({kind, text});
}

function draw() {
  if (!waiting.length) return;
  const begin = performance.now();
  const isAtEnd = transcript.scrollHeight - transcript.scrollTop - transcript.clientHeight < 40;
  const hasCode = waiting.some(({kind}) => kind === 'code');
  for (const {kind, text} of waiting) append(kind, text);
  waiting = [];
  if (isAtEnd || hasCode) transcript.scrollTop = transcript.scrollHeight;
  pause = Math.max(30, 5 * (performance.now() - begin));
}

function append(kind, text) {
  if (kind === 'code' || block?.dataset.kind !== kind) {
    block = document.createElement('pre');
    block.dataset.kind = kind;
    transcript.append(block);
  }
  block.append(text.slice(-MOST));
  shown += Math.min(text.length, MOST);
  while (shown > MOST) {
    const oldest = transcript.firstChild;
    shown -= oldest.firstChild?.length ?? 0;
    oldest.firstChild?.remove();
    if (!oldest.firstChild && oldest !== block) oldest.remove();
  }
}

function become(text, {isReady = false, isRunning = false} = {}) {
  draw();
  state.textContent = text;
  run.disabled = chosen.disabled = !isReady;
  stop.disabled = !isRunning;
}

async function refresh() {
  const answer = await fetch(places.pictures);
  if (answer.ok) find('pictures').innerHTML = await answer.text();
}

const heard = {
  ready: size => {
    for (const [name, bytes] of kept) worker.postMessage({action: 'write', name, bytes});
    become(`Python is ready; the client is ${Math.round(size / 1000)} KB of it.`, {isReady: true});
  },
  printed: pieces => { for (const [kind, text] of pieces) show(kind, text); },
  done: () => { become('Ready.', {isReady: true}); refresh(); },
  broken: text => { show('error', `${text}\n`); become('Python has ended.', {isRunning: true}); },
};

function start(said) {
  become(said);
  worker = new Worker(places.worker, {type: 'module'});
  worker.onmessage = ({data: {kind, value}}) => heard[kind](value);
  worker.onerror = ({message}) => heard.broken(message ?? 'the worker could not be started');
  const absolute = path => new URL(path, location).href;
  worker.postMessage({action: 'start', pyodide: absolute(places.pyodide),
                      client: absolute(places.client)});
}

find('cell').addEventListener('submit', event => {
  event.preventDefault();
  if (run.disabled || !code.value.trim()) return;
  show('code', code.value.trimEnd() + '\n');
  become('Running …', {isRunning: true});
  worker.postMessage({action: 'run', code: code.value});
});

code.addEventListener('keydown', event => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    find('cell').requestSubmit(run);
  }
});

stop.addEventListener('click', () => {
  worker.terminate();
  show('error', 'Stopped. Names are forgotten; your pictures are still there.\n');
  start('Python is started again …');
});

chosen.addEventListener('change', async () => {
  for (const file of chosen.files) {
    const bytes = await file.arrayBuffer();
    kept.set(file.name, bytes);
    worker.postMessage({action: 'write', name: file.name, bytes});
  }
  files.replaceChildren(...[...kept].map(([name, bytes]) => {
    const item = document.createElement('li'), picture = new Image();
    picture.src = URL.createObjectURL(new Blob([bytes]));
    picture.alt = '';
    const label = document.createElement('span');
    label.className = 'id';
    label.textContent = name;
    item.append(picture, label);
    return item;
  }));
});

document.querySelector('.examples').addEventListener('click', ({target}) => {
  const example = EXAMPLES[target.dataset.example];
  if (!example) return;
  const name = [...kept.keys()].pop() ?? 'picture.jpg';
  code.value = example(name.replaceAll('\\', '\\\\').replaceAll("'", "\\'"));
  code.focus();
});

start('Python is being loaded …');
