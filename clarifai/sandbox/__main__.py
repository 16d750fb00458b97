"""``python -m clarifai.sandbox`` starts the server, as ``clarifai sandbox`` does."""
import sys

from clarifai.sandbox.main import main

if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
