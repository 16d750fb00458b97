"""Models that others have trained, out of packages that carry them: what is in a picture.

``packages`` finds their files and checks them, ``weights`` and ``network`` turn one of them into a
graph that ``onnx_format`` writes down, ``recognizer`` runs them, and ``vocabulary`` says in words
what was found. All of it is optional: clarifai-rest[recognition].
"""
