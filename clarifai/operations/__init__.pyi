from clarifai.operations.platform import Platform as Platform
