/* What the legacy JavaScript client (npm: clarifai 2.9.1) was tested with against the real service.

     node calls.js BASE_URL [FOLDER_OF_NODE_MODULES]

   Each call of the table stands for one of the client's live specs, in the same order, because
   they build on each other. It prints a line of JSON for each: its name, and why it failed, if it
   did. What takes a trained recogniser or Clarifai's own vocabulary is not in the table. */
'use strict';

const assert = require('assert');
const path = require('path');

const [base, modules] = process.argv.slice(2);
const Clarifai = require(modules ? path.join(modules, 'clarifai') : 'clarifai');

const GENERAL = Clarifai.GENERAL_MODEL;
const OLDER_GENERAL_VERSION = 'aa9ca48295b37401f8af92ad1af0d91d';
const PATIENCE = 60000;
const now = String(Date.now());
const picture = name => 'https://samples.clarifai.example/' + name;
const own = name => name + now;
const MODEL = own('cars');
const CONCEPTS = [
  'porsche', 'rolls royce', 'lamborghini', '\u7684\u306a', 'beer', 'ferrari'].map(own);
const [, , , FOREIGN, BEER, FERRARI] = CONCEPTS;

const app = new Clarifai.App({apiKey: 'k' + now, apiEndpoint: base});
const kept = {};

/* Waits until no input is pending. */
async function settled() {
  const giveUp = Date.now() + PATIENCE;
  for (;;) {
    const {counts} = await app.inputs.getStatus();
    assert.strictEqual(counts.errors, 0);
    if (counts.to_process === 0 && counts.processing === 0) {
      return counts;
    }
    assert(Date.now() < giveUp, 'inputs stay pending');
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

function has(holder, ...names) {
  names.forEach(name => assert.notStrictEqual(holder[name], undefined, name + ' is missing'));
  return holder;
}

function answered(response, count) {
  assert.strictEqual(response.outputs.length, count);
  return has(response.outputs[0], 'id', 'status', 'input', 'model', 'created_at', 'data');
}

function said(ok) {
  const status = (ok.data || ok).status;
  assert.strictEqual(status.code, 10000);
  assert.strictEqual(status.description, 'Ok');
}

const idsOf = items => Array.from(items, item => item.id);
const values = concepts => Object.fromEntries(concepts.map(one => [one.id, one.value]));
const infoOf = async model => (await model.getOutputInfo()).outputInfo;
const find = (...queries) => app.inputs.search(queries).then(({hits}) => hits);
const predict = (input, config) => app.models.initModel(GENERAL).then(
  general => general.predict(input, config));

const CALLS = {
  // concepts
  async 'concepts are made of texts'() {
    assert.deepStrictEqual(idsOf(await app.concepts.create(CONCEPTS)), CONCEPTS);
  },
  async 'a concept whose id is no ASCII'() {
    const concept = await app.concepts.get(FOREIGN);
    assert.deepStrictEqual([concept.id, concept.name], [FOREIGN, FOREIGN]);
  },
  async 'concepts are listed'() {
    assert((await app.concepts.list()).length >= CONCEPTS.length);
  },
  async 'concepts are found by a part of their name'() {
    assert.deepStrictEqual(idsOf(await app.concepts.search(own('lambor').slice(0, 6) + '*')),
      [CONCEPTS[2]]);
  },
  async 'a concept gets another name'() {
    const changed = await app.concepts.update({id: CONCEPTS[0], name: CONCEPTS[0] + '-new'});
    assert.strictEqual(changed[0].name, CONCEPTS[0] + '-new');
  },

  // inputs
  async 'one input'() {
    const {0: input} = await app.inputs.create(
      [{url: picture('metro-north.jpg'), allowDuplicateUrl: true}]);
    has(input, 'id', 'createdAt', 'rawData');
    kept.input = input.id;
  },
  async 'an input with concepts whose values are true and false'() {
    const {0: input} = await app.inputs.create([{
      url: picture('metro-north.jpg'), allowDuplicateUrl: true,
      concepts: [{id: 'train', value: true}, {id: 'car', value: false}, {id: '\u7684\u306a'}]}]);
    assert.deepStrictEqual(values(input.rawData.data.concepts),
      {train: 1, car: 0, '\u7684\u306a': 1});
  },
  async 'inputs with metadata'() {
    for (const [id, name, more] of [['one', 'wedding.jpg', {baz: 'blah'}],
      ['two', 'cookies.jpeg', {baz2: 'blah2'}]]) {
      const {0: input} = await app.inputs.create({
        id: own(id), url: picture(name), allowDuplicateUrl: true, concepts: [{id: BEER}],
        metadata: Object.assign({foo: 'bar'}, more)});
      assert.strictEqual(input.id, own(id));
      assert.strictEqual(input.rawData.data.metadata.foo, 'bar');
    }
  },
  async 'inputs with places'() {
    const place = (id, name, geo, metadata) => ({
      id: own(id), url: picture(name), allowDuplicateUrl: true, concepts: [{id: BEER}], geo,
      metadata});
    const far = {longitude: -20, latitude: 42.05};
    const inputs = await app.inputs.create([
      place('geo 1', 'metro-north.jpg', {longitude: -30, latitude: 40}),
      place('geo 2', 'wedding.jpg', far, {test: [1, 2, 3, 4]}),
      place('geo 3', 'cookies.jpeg', far, {test: [1, 2, 3, 4]})]);
    assert.deepStrictEqual(inputs[0].geo.geoPoint, {longitude: -30, latitude: 40});
    assert.deepStrictEqual(inputs[1].geo.geoPoint, far);
    assert.deepStrictEqual(inputs[1].metadata.test, [1, 2, 3, 4]);
    await settled();
  },
  async 'several inputs, one of them a TIFF'() {
    const inputs = await app.inputs.create(['metro-north.jpg', 'dog.tiff'].map(
      name => ({url: picture(name), allowDuplicateUrl: true})));
    assert.strictEqual(inputs.length, 2);
    await settled();
  },
  async 'several inputs with concepts'() {
    await app.inputs.create([
      {url: picture('red-car-1.png'), allowDuplicateUrl: true,
        concepts: [{id: FERRARI}, {id: 'outdoors', value: false}, {id: FOREIGN}]},
      {url: picture('red-car-2.jpeg'), allowDuplicateUrl: true,
        concepts: [{id: FERRARI}, {id: 'outdoors', value: false}]}]);
    await settled();
  },
  async 'inputs are listed by page'() {
    const inputs = await app.inputs.list({page: 1, perPage: 5});
    assert.strictEqual(inputs.length, 5);
    has(inputs[0], 'id', 'createdAt', 'rawData');
  },
  async 'one input by its id'() {
    assert.strictEqual((await app.inputs.get(kept.input)).id, kept.input);
  },
  async 'how many inputs there are'() {
    has(await settled(), 'processed', 'to_process', 'errors');
  },
  async 'concepts of an input are merged'() {
    const {0: input} = await app.inputs.mergeConcepts([{id: kept.input, concepts: [
      {id: 'train', value: true}, {id: 'car', value: false}]}]);
    assert.deepStrictEqual(values(input.rawData.data.concepts), {train: 1, car: 0});
  },
  async 'concepts of an input are overwritten'() {
    const {0: input} = await app.inputs.overwriteConcepts([{id: kept.input, concepts: [
      {id: 'train', value: false}, {id: 'car', value: true},
      {id: 'car2', value: false}, {id: 'car3', value: false}]}]);
    assert.strictEqual(input.concepts.length, 4);
    assert.deepStrictEqual(values(input.rawData.data.concepts),
      {train: 0, car: 1, car2: 0, car3: 0});
  },
  async 'concepts of an input are deleted'() {
    const {0: input} = await app.inputs.deleteConcepts([{id: kept.input,
      concepts: ['train', 'car', 'car2', 'car3'].map(id => ({id}))}]);
    assert.strictEqual(input.concepts.length, 0);
  },

  // searches
  async 'a model is trained with one input that has its concept'() {
    await app.inputs.create({url: picture('metro-north.jpg'), allowDuplicateUrl: true,
      concepts: [{id: FERRARI, value: true}]});
    await settled();
    const model = await app.models.create(own('for searches'), [{id: FERRARI}]);
    assert.strictEqual((await model.train(true)).modelVersion.status.code, 21100);
  },
  async 'by the URL of an input'() {
    const hits = await find({input: {type: 'input', url: picture('metro-north.jpg')}});
    assert(hits.length >= 1);
    has(hits[0], 'score');
    assert.strictEqual(
      (await find({input: {type: 'input', url: picture('beer.jpeg')}})).length, 0);
  },
  async 'by the looks of two pictures'() {
    has((await find({input: {url: picture('metro-north.jpg')}},
      {input: {url: picture('dog.tiff')}}))[0], 'score');
  },
  async 'by the looks of a picture and a concept that a model has learned'() {
    has((await find({input: {url: picture('metro-north.jpg')}}, {concept: {name: FERRARI}}))[0],
      'score');
  },
  async 'by the id of an input'() {
    assert.strictEqual((await find({input: {type: 'input', id: own('one')}})).length, 1);
  },
  async 'by the id and the URL of an input'() {
    assert.strictEqual((await find({input: {type: 'input', id: own('geo 1')}},
      {input: {type: 'input', url: picture('metro-north.jpg')}})).length, 1);
  },
  async 'by metadata'() {
    assert.strictEqual(
      (await find({input: {type: 'input', metadata: {baz: 'blah'}}})).length, 1);
  },
  async 'around a place'() {
    assert.strictEqual((await find({input: {geo: {
      longitude: -19, latitude: 43, type: 'withinRadians', value: 1}}})).length, 3);
  },
  async 'in a box'() {
    const box = [{latitude: 41, longitude: -31}, {latitude: 43.05, longitude: -19}];
    assert.strictEqual((await find({input: {geo: box}})).length, 2);
    assert.strictEqual((await find({input: {geo: box, metadata: {test: [1, 2, 3, 4]}}})).length, 2);
  },
  async 'by metadata and a URL that do not go together'() {
    assert.strictEqual((await find({input: {type: 'input', url: picture('beer.jpeg')}},
      {input: {metadata: {foo: 'bar'}}})).length, 0);
  },
  async 'by a concept in another language'() {
    const {hits} = await app.inputs.search(
      {concept: {name: FOREIGN, type: 'input'}, language: 'ja'});
    assert.strictEqual(hits.length, 1);
  },
  async 'feedback on a search'() {
    said(await app.inputs.searchFeedback(kept.input, 'search', 'user', 'session'));
  },

  // models
  async 'a model'() {
    kept.model = has(await app.models.create(MODEL, [{id: FERRARI}, {id: FOREIGN}]),
      'id', 'name', 'createdAt', 'appId', 'outputInfo', 'modelVersion');
  },
  async 'training without data'() {
    said(await app.inputs.delete());
    while ((await app.inputs.list()).length) {
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    const model = await kept.model.train(true);
    has(model.modelVersion, 'id', 'created_at');
    assert.strictEqual(model.modelVersion.status.code, 21110);
  },
  async 'training with data'() {
    await app.inputs.create([['red-car-1.png', FERRARI], ['red-car-2.jpeg', FOREIGN]].map(
      ([name, id]) => ({url: picture(name), allowDuplicateUrl: true,
        concepts: [{id, value: true}]})));
    await settled();
    const model = await kept.model.train(true);
    assert.strictEqual(model.modelVersion.status.code, 21100);
    kept.version = model.modelVersion.id;
  },
  async 'a model by its name'() {
    const models = await app.models.search(MODEL);
    assert.strictEqual(models[0].name, MODEL);
    has(models[0], 'id', 'createdAt', 'appId', 'outputInfo', 'modelVersion');
  },
  async 'an evaluation'() {
    const version = await (await kept.model.train(true)).runModelEval();
    assert([21300, 21301, 21303].includes(version.metrics.status.code));
  },
  async 'versions of a model'() {
    has((await kept.model.getVersions()).model_versions[0], 'id', 'status');
    has((await kept.model.getVersion(kept.version)).model_version, 'id', 'status');
    assert((await kept.model.getInputs()).inputs.length >= 2);
  },
  async 'predictions'() {
    const inputs = ['red-truck.png', 'black-car.jpg'].map(name => ({url: picture(name)}));
    answered(await app.models.predict(GENERAL, inputs), 2);
    answered(await predict(inputs), 2);
  },
  async 'predictions for inputs with ids'() {
    const {outputs} = await app.models.predict(GENERAL, [
      {id: 'test-1', url: picture('red-truck.png')},
      {id: 'test-2', url: picture('black-car.jpg')}]);
    assert.deepStrictEqual(outputs.map(output => output.input.id), ['test-1', 'test-2']);
  },
  async 'predictions for an animation'() {
    const animation = picture('3o6gb3kkXfLvdKEZs4.gif');
    answered(await app.models.predict(GENERAL, animation, {video: true}), 1);
  },
  async 'frames of a video lie in the middle of what they stand for'() {
    const output = answered(await app.models.predict(
      GENERAL, picture('beer.mp4'), {video: true, sampleMs: 2000}), 1);
    assert(output.data.frames.length >= 2);
    output.data.frames.forEach(frame => {
      has(frame.frame_info, 'index');
      assert.strictEqual((frame.frame_info.time + 1000) % 2000, 0);
    });
  },
  async 'as many concepts as are asked for'() {
    const {outputs} = await predict(picture('metro-north.jpg'), {maxConcepts: 2});
    assert.strictEqual(outputs[0].data.concepts.length, 2);
  },
  async 'concepts from a value upwards'() {
    const {outputs} = await predict(picture('metro-north.jpg'), {minValue: 0.95});
    assert((outputs[0].data.concepts || []).every(concept => concept.value >= 0.95));
  },
  async 'only the concepts that are named'() {
    const {outputs} = await predict(picture('metro-north.jpg'));
    const [first, second] = outputs[0].data.concepts;
    const chosen = await predict(picture('metro-north.jpg'),
      {selectConcepts: [{name: first.name}, {id: second.id}]});
    assert.deepStrictEqual(idsOf(chosen.outputs[0].data.concepts), [first.id, second.id]);
  },
  async 'feedback on regions, concepts and faces'() {
    const concepts = [{id: 'train', value: true}, {id: 'car', value: false}];
    const region = data => ({region_info: {bounding_box: {
      top_row: 0.3, left_col: 0.2, bottom_row: 0.7, right_col: 0.8}}, data});
    const info = {endUserId: 'user', sessionId: 'session', outputId: 'output'};
    const general = await app.models.initModel(GENERAL);
    for (const data of [{regions: [region({concepts})], concepts}, {concepts}, {regions: [
      region({face: {identity: {concepts}, age_appearance: {concepts}}})]}]) {
      said(await general.feedback(picture('metro-north.jpg'), {id: own('fed back'), data, info}));
    }
  },
  async 'a model gets another name and other settings'() {
    const {0: model} = await app.models.update({id: MODEL, name: 'Super Cars',
      conceptsMutuallyExclusive: true, closedEnvironment: true});
    assert.deepStrictEqual([model.id, model.name], [MODEL, 'Super Cars']);
    assert.strictEqual(model.outputInfo.output_config.concepts_mutually_exclusive, true);
    assert.strictEqual(model.outputInfo.output_config.closed_environment, true);
  },
  async 'a model gets other concepts'() {
    const {0: model} = await app.models.update({id: MODEL, concepts: CONCEPTS});
    assert.deepStrictEqual(idsOf((await infoOf(model)).data.concepts).sort(),
      CONCEPTS.slice().sort());
  },
  async 'concepts of a model are merged'() {
    const news = ['random-1', 'random-2'];
    const {0: model} = await app.models.mergeConcepts({id: MODEL, concepts: news});
    const ids = idsOf((await infoOf(model)).data.concepts);
    assert.strictEqual(ids.length, CONCEPTS.length + news.length);
    news.forEach(id => assert(ids.includes(id)));
    kept.count = ids.length;
  },
  async 'the answer of a change counts the concepts'() {
    const model = await app.models.initModel(MODEL);
    const changed = await model.mergeConcepts(['random-0']);
    assert(changed.modelVersion.active_concept_count > kept.count);
  },
  async 'concepts of a model are overwritten'() {
    const {0: model} = await app.models.overwriteConcepts(
      {id: MODEL, concepts: ['random-1', 'random-3', 'random-4']});
    assert.strictEqual((await infoOf(model)).data.concepts.length, 3);
  },
  async 'all concepts of a model are deleted'() {
    const {0: model} = await app.models.deleteConcepts({id: MODEL, concepts: [
      'random-1', 'random-2', 'random-3', 'random-4']});
    assert.strictEqual((await infoOf(model)).data, undefined);
  },
  async 'what a public model can say, and what an older version of it could'() {
    assert.strictEqual((await app.models.getOutputInfo(GENERAL)).id, GENERAL);
    const older = await app.models.getOutputInfo({id: GENERAL, version: OLDER_GENERAL_VERSION});
    assert.strictEqual(older.modelVersion.id, OLDER_GENERAL_VERSION);
  },

  // workflows
  async 'workflows are listed'() {
    const workflows = await app.workflows.list({page: 1, perPage: 5});
    assert(workflows.length >= 1);
    Array.from(workflows).forEach(workflow => has(workflow, 'id', 'appId', 'createdAt'));
  },
  async 'a workflow of an older version of a public model'() {
    const node = {modelId: GENERAL, modelVersionId: OLDER_GENERAL_VERSION};
    for (const inputs of [picture('metro-north.jpg'),
      [{url: picture('metro-north.jpg'), allowDuplicateUrl: true},
        {url: picture('wedding.jpg'), allowDuplicateUrl: true}],
      [picture('cookies.jpeg'), picture('beer.jpeg')]]) {
      await app.workflows.create(own('flow'), node);
      const response = await app.workflow.predict(own('flow'), inputs);
      has(response, 'workflow');
      assert.strictEqual(response.results.length, Array.isArray(inputs) ? inputs.length : 1);
      has(response.results[0].input, 'id', 'data');
      const output = has(response.results[0].outputs[0], 'id', 'status', 'created_at', 'model');
      has(output.model, 'model_version');
      await app.workflows.delete(own('flow'));
    }
  },

  // deleting
  async 'some inputs, then all of them'() {
    const inputs = await app.inputs.create(['metro-north.jpg', 'wedding.jpg'].map(
      name => ({url: picture(name), allowDuplicateUrl: true})));
    await settled();
    said(await app.inputs.delete([inputs[0].id]));
    said(await app.inputs.delete());
  },
  async 'a version of a model'() {
    const model = await app.models.create(own('with a version'));
    said(await app.models.delete(model.id, model.modelVersion.id));
  },
  async 'a model, a list of one and a list of some'() {
    for (const ids of [own('single'), [own('listed')], ['a', 'b', 'c', 'd'].map(own)]) {
      await Promise.all([].concat(ids).map(id => app.models.create(id)));
      said(await app.models.delete(ids));
    }
  },
  async 'a model whose id has a question mark'() {
    await app.models.create(own('who is?'));
    assert.strictEqual((await app.models.get(own('who is?'))).rawData.id, own('who is?'));
  },
  async 'all models'() {
    said(await app.models.delete());
  },
};

/* Returns why a call failed: what the server said, or what was expected. */
function reason(error) {
  return error.response ? JSON.stringify(error.response.data).slice(0, 500) : String(error.stack);
}

async function main() {
  for (const [name, call] of Object.entries(CALLS)) {
    let failed = null;
    try {
      await call();
    } catch (error) {
      failed = reason(error);
    }
    console.log(JSON.stringify({name, failed}));
  }
}

main();
