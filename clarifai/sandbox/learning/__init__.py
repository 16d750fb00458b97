"""What the sandbox can see and learn: pictures, clips, colours, faces, embeddings, classifiers.

Nothing in here knows HTTP, storage or the API's JSON. The parts, from the bytes upwards:

- ``pictures`` and ``clips`` turn bytes into pixels, or say why they cannot;
- ``colours``, ``recognition`` and ``faces`` measure one picture;
- ``embedding`` turns a picture into a vector, and ``training`` and ``evaluation`` learn from such
    vectors.
"""
