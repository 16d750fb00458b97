/* The official Node SDK, clarifai-nodejs of npm: an app, inputs, a prediction, lists.
 *
 * official_sdk.js PICTURE: prints what came of it, as JSON. NODE_PATH has the SDK, the environment
 * the address, the PAT and the user.
 */
'use strict';

const fs = require('fs');
const { App, Input, Model, User } = require('clarifai-nodejs');

const PICTURE = process.argv[2];
const URL = 'https://samples.clarifai.com/metro-north.jpg';
const account = {
  pat: process.env.CLARIFAI_PAT, userId: process.env.CLARIFAI_USER_ID, base: process.env.CLARIFAI_API_BASE,
};

async function all(pages) {
  const found = [];
  for await (const page of pages) found.push(...page);
  return found;
}

async function main() {
  const user = new User({ ...account, appId: '' });
  const made = await user.createApp({ appId: 'from-node' });
  const own = { ...account, appId: 'from-node' };
  const inputs = new Input({ authConfig: own });
  await inputs.uploadFromUrl({ inputId: 'by-url', imageUrl: URL, labels: ['train'] });
  await inputs.uploadFromBytes({ inputId: 'by-bytes', imageBytes: fs.readFileSync(PICTURE) });
  await inputs.uploadFromFile({ inputId: 'by-file', imageFile: PICTURE });
  await inputs.uploadText({ inputId: 'text', rawText: 'a train' });
  const app = new App({ authConfig: own });
  const model = new Model({
    authConfig: own, modelId: 'general-image-recognition',
    modelUserAppId: { userId: 'clarifai', appId: 'main' },
  });
  const byUrl = await model.predictByUrl({ url: URL, inputType: 'image' });
  const byBytes = await model.predictByBytes({ inputBytes: fs.readFileSync(PICTURE), inputType: 'image' });
  console.log(JSON.stringify({
    made: made.id,
    apps: (await all(user.listApps())).map((item) => item.id),
    concepts: (await all(app.listConcepts())).map((item) => item.name),
    workflows: (await all(app.listWorkflows({ onlyInApp: true }))).length,
    byUrl: byUrl[0].data.conceptsList.length,
    byBytes: byBytes[0].data.conceptsList.length,
  }));
}

main().then(() => process.exit(0), (error) => {
  console.error(error);
  process.exit(1);
});
